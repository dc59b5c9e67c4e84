using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Holds, requests to remove, and what was removed. Removing itself is done at the command line, with another account.</summary>
public static class RetentionApi
{
    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var retention = api.MapGroup("/retention").WithTags("Retention").RequireAuthorization(Policies.Keepers).ProducesProblem(StatusCodes.Status403Forbidden);

        retention.MapGet("/", async (RetentionDesk desk, CancellationToken cancellation) => RetentionReport.Of(desk.Schedule, await desk.LookAsync(cancellation)))
            .Produces<RetentionReport>().WithName("GetRetention").WithSummary("Cases whose term has ended with what keeps them, requests, holds, removals, and what the last pruning did. 50 of each at most.");

        retention.MapGet("/cases/{caseNumber}", async (string caseNumber, RetentionDesk desk, CancellationToken cancellation) => await desk.FindAsync(caseNumber, cancellation) is { } file
                ? Results.Ok(RetentionRow.Of(file)) : CaseDesk.NotThere(caseNumber).ToProblem())
            .Produces<RetentionRow>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetCaseRetention").WithSummary("Hold, request and removals of one case; 404 when nobody ever asked.");

        Map<RemovalInput>("request", "RequestRemoval", "An administrator asks for content of a closed case to be removed: case, papers or messages; a ground of the schedule; a basis and a reason that stay for ever and name nobody.",
            (input, by) => RedactionEventJson.ScopeNamed(input.Scope) is { } scope ? new RedactionCommand.Ask(scope, input.Ground, input.Basis, input.Reason, by) : null);
        Map<AgreementInput>("agreement", "AgreeToRemoval", "Another administrator or an auditor agrees to the request of that number.", (input, by) => new RedactionCommand.Agree(input.Asked, by));
        Map<DeclineInput>("decline", "DeclineRemoval", "Either of the two, or a third, stops a request that is not carried out.", (input, by) => new RedactionCommand.Decline(input.Asked, input.Reason, by));
        Map<HoldInput>("hold", "PlaceHold", "Nothing of the case is removed until the hold is lifted.", (input, by) => new RedactionCommand.PlaceHold(input.Basis, input.Reason, by));
        Map<ReleaseInput>("release", "LiftHold", "Lifts a hold.", (input, by) => new RedactionCommand.LiftHold(input.Reason, by));

        void Map<TInput>(string act, string name, string summary, Func<TInput, Actor, RedactionCommand?> command) =>
            retention.MapPost("/cases/{caseNumber}/" + act, async (string caseNumber, TInput input, ClaimsPrincipal user, RetentionDesk desk, CurrentActor actors, CancellationToken cancellation) =>
                    command(input, await actors.OfAsync(user, cancellation)) is not { } asked ? Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: "Expected case, papers or messages.")
                    : await desk.DoAsync(user, caseNumber, _ => asked, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
                .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .WithName(name).WithSummary(summary);
    }
}

/// <param name="Scope">case, papers or messages.</param>
/// <param name="Ground">Code of a ground of the schedule.</param>
public sealed record RemovalInput(string Scope, string Ground, string Basis, string Reason);

/// <param name="Asked">Number of the request.</param>
public sealed record AgreementInput(long Asked);
public sealed record DeclineInput(long Asked, string Reason);
public sealed record HoldInput(string Basis, string Reason);
public sealed record ReleaseInput(string Reason);

public sealed record RetentionReport(
    int ScheduleVersion, IReadOnlyList<DueRow> Due, IReadOnlyList<RetentionRow> Asked, IReadOnlyList<RetentionRow> Agreed, IReadOnlyList<RetentionRow> Held, IReadOnlyList<RetentionRow> Removed, bool CompactionOwed, HousekeepingFigures? Housekeeping)
{
    public static RetentionReport Of(RetentionSchedule schedule, RetentionSheet sheet) => new(schedule.Version, [.. sheet.Due.Select(DueRow.Of)], Rows(sheet.Asked), Rows(sheet.Agreed), Rows(sheet.Held), Rows(sheet.Removed), sheet.CompactionOwed, sheet.Housekeeping);

    private static IReadOnlyList<RetentionRow> Rows(IReadOnlyList<RedactionFile> files) => [.. files.Select(RetentionRow.Of)];
}

/// <param name="InTheWay">Codes of what keeps it all the same.</param>
public sealed record DueRow(string CaseNumber, string Rule, DateOnly EndedOn, IReadOnlyList<string> InTheWay)
{
    public static DueRow Of(DueCase due) => new(due.Case.CaseNumber, due.Rule.Code, due.EndedOn, [.. due.InTheWay.Select(r => r.Code)]);
}

public sealed record RetentionRow(string CaseNumber, string Stage, HoldSheet? Hold, RequestSheet? Request, IReadOnlyList<RemovalSheet> Removals)
{
    public static RetentionRow Of(RedactionFile file) => new(file.CaseNumber, file.State.Stage.ToString().ToLowerInvariant(), file.State.Hold is { } hold ? new(hold.Basis, hold.Reason, hold.By.Name, file.State.HeldSince!.Value) : null,
        file.State.Request is { } request ? RequestSheet.Of(request) : null, [.. file.State.Removals.Select(r => new RemovalSheet(r.Sequence, r.At, r.What.Operator, r.What.Streams.Sum(s => s.Events.Count), r.What.Papers.Count, r.What.Messages, r.Request is { } asked ? RequestSheet.Of(asked) : null))]);
}

public sealed record HoldSheet(string Basis, string Reason, string By, DateTimeOffset Since);

/// <param name="AgreedBy">Null: it waits for a second person.</param>
public sealed record RequestSheet(long Asked, string Scope, string Ground, string Basis, string Reason, string By, DateTimeOffset At, string? AgreedBy)
{
    public static RequestSheet Of(RemovalRequest r) => new(r.Sequence, RedactionEventJson.NameOf(r.Asked.Scope), r.Asked.Ground, r.Asked.Basis, r.Asked.Reason, r.Asked.By.Name, r.At, r.AgreedBy?.Name);
}

/// <param name="Number">Of the record.</param>
public sealed record RemovalSheet(long Number, DateTimeOffset At, string Operator, int Events, int Papers, int Messages, RequestSheet? Request);
