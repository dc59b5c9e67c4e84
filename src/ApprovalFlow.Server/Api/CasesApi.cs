using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class CasesApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden);

        cases.MapPost("/", async (Registration registration, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.RegisterAsync(user, registration, idempotency.Key, cancellation)).ToHttp(r => Results.Created($"/api/cases/{r.CaseNumber}", new CommandReceipt(r.CaseNumber, r.Version, r.IsReplay))))
            .RequireAuthorization(Policies.Window).Produces<CommandReceipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("RegisterCase").WithSummary("Hands in an application at a window.");

        cases.MapGet("/", (string? search, Choice<CaseStatus>? status, string? department, string? after, int? take, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                desk.ListAsync(user, new() { Search = search, Status = status?.Value, DepartmentId = department, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation))
            .WithName("ListCases").WithSummary("Cases that the caller may read, youngest first.");

        cases.MapGet("/{caseNumber}", async (string caseNumber, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } found ? Results.Ok(found) : (await desk.WhyGoneAsync(user, caseNumber, cancellation)).ToProblem())
            .Produces<CaseView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone).WithName("GetCase").WithSummary("A case whole.");

        cases.MapGet("/{caseNumber}/history", async (string caseNumber, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } found ? Results.Ok(found.History) : NotThere(caseNumber))
            .Produces<IReadOnlyList<HistoryEntry>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetCaseHistory").WithSummary("What happened, oldest first.");

        cases.MapGet("/{caseNumber}/forecast", async (string caseNumber, ClaimsPrincipal user, ForecastDesk desk, CancellationToken cancellation) =>
                await desk.OfCaseAsync(user, caseNumber, cancellation) is { } found ? Results.Ok(found) : NotThere(caseNumber))
            .Produces<CaseForecast>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ForecastCase").WithSummary("Who is next and after that, and by when, if everybody uses their time and nobody objects.");

        cases.MapPost("/forecast", async (Prospect prospect, ForecastDesk desk, CancellationToken cancellation) =>
                await desk.OfApplicationAsync(prospect.FlowCode, prospect.Form, prospect.CountyCode, cancellation) is { } found
                    ? Results.Ok(found)
                    : new Rejection("flow-unknown", $"Expected a published flow, but there is no '{prospect.FlowCode}'.").ToProblem())
            .Produces<CaseForecast>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .WithName("ForecastApplication").WithSummary("What an application would lead to, before it is handed in.");

        cases.MapPost("/{caseNumber}/withdrawal", async (string caseNumber, Withdrawal withdrawal, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.WithdrawAsync(user, caseNumber, withdrawal.Reason, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("WithdrawCase").WithSummary("The applicant takes the application back.");
    }

    private static IResult NotThere(string caseNumber) => CaseDesk.NotThere(caseNumber).ToProblem();
}

public sealed record Withdrawal(string Reason);

/// <summary>An application that is not handed in yet.</summary>
public sealed record Prospect(string FlowCode, IReadOnlyDictionary<string, object?> Form, string? CountyCode = null);
