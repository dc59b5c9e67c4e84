using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class ClocksApi
{
    public static void MapClocks(this IEndpointRouteBuilder api)
    {
        var clocks = api.MapGroup("/cases/{caseNumber}").WithTags("Clocks").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        clocks.MapGet("/clocks", async (string caseNumber, DateTimeOffset? at, ClaimsPrincipal user, CaseDesk desk, ClockQuery query, CancellationToken cancellation) =>
                await desk.FindAsync(user, caseNumber, cancellation, CaseDesk.Api) is not null && await query.FindAsync(caseNumber, at, cancellation) is { } sheet ? Results.Ok(sheet) : NotThere(caseNumber))
            .Produces<ClockSheet>().WithName("GetCaseClocks").WithSummary("All clocks of a case at an instant, with the entries behind them.");

        clocks.MapGet("/clocks/{code}/ledger", async (string caseNumber, string code, string? id, DateTimeOffset? at, ClaimsPrincipal user, CaseDesk desk, ClockQuery query, CancellationToken cancellation) =>
                await desk.FindAsync(user, caseNumber, cancellation, CaseDesk.Api) is null ? NotThere(caseNumber)
                : await query.LedgerAsync(caseNumber, code, id ?? "", at, cancellation) is { } ledger ? Results.Ok(ledger)
                : new Rejection("clock-unknown", $"Expected a clock of the case, but it has no '{code}' with id '{id}' at that instant.") { Arguments = [code] }.ToProblem())
            .Produces<ClockLedgerView>().WithName("GetClockLedger").WithSummary("One clock day by day: counted or not, why, article, notice, document.");

        Post<PauseRequest>(clocks, "/pauses", (r, by) => new CaseCommand.RequestPause(r.Kind, r.From, by) { PlannedEnd = r.PlannedEnd, Notice = r.Notice, NoticeOn = r.NoticeOn, Reason = r.Reason, TaskId = r.TaskId },
            "RequestPause", "Asks for a special procedure.");
        Post<Approval>(clocks, "/pauses/{id}/decision", (r, id, by) => new CaseCommand.DecidePause(id, r.Approve, by) { Reason = r.Reason }, "DecidePause", "Approves or refuses a special procedure.");
        Post(clocks, "/pauses/{id}/sight", (id, by) => new CaseCommand.SightPause(id, by), "SightPause", "A supervisor has seen a special procedure that begins in the last days of a limit.");
        Post<PauseEnd>(clocks, "/pauses/{id}/end", (r, id, by) => new CaseCommand.EndPause(id, r.LastDay, by) { Evidence = r.Evidence }, "EndPause", "Ends a special procedure.");
        Post<ExtensionRequest>(clocks, "/extensions", (r, by) => new CaseCommand.RequestExtension(r.Clock, r.Days, r.Reason, by), "RequestExtension", "Asks for the one extension of a limit.");
        Post<Approval>(clocks, "/extensions/{id}/decision", (r, id, by) => new CaseCommand.DecideExtension(id, r.Approve, by) { Reason = r.Reason }, "DecideExtension", "Approves or refuses an extension.");
        Post<ExtensionNotice>(clocks, "/extensions/{id}/notice", (r, id, by) => new CaseCommand.TellExtension(id, r.ToldOn, by) { Document = r.Document }, "TellExtension", "Records that the applicant was told why a limit is extended.");
        Post<HearingEntry>(clocks, "/hearing", (r, by) => new CaseCommand.RecordHearing(r.Moment, by) { HeldOn = r.HeldOn, Document = r.Document }, "RecordHearing", "Records a hearing: told, asked, noticed, held.");
        Post<PromiseOfPapers>(clocks, "/promises", (r, by) => new CaseCommand.PromisePapers(r.Papers, r.LimitDays, by) { Document = r.Document }, "PromisePapers", "Records papers that the applicant promises to hand in later.");
        Post(clocks, "/promises/{id}/receipt", (id, by) => new CaseCommand.ReceivePromisedPapers(id, by), "ReceivePromisedPapers", "Records that promised papers came in.");
        Post<RenewalEntry>(clocks, "/renewal", (r, by) => new CaseCommand.RecordRenewal(r.ExpiresOn, by) { Licence = r.Licence }, "RecordRenewal", "Records when the licence to be renewed expires.");
        Post<LegEntry>(clocks, "/legs", (r, by) => new CaseCommand.OpenLeg(r.Clock, r.NameZh, r.NameEn ?? r.NameZh, by) { LimitDays = r.LimitDays, PlannedOn = r.PlannedOn }, "OpenLeg", "Opens a stage, an opinion or a survey with a limit of its own.");
        Post(clocks, "/legs/{id}/end", (id, by) => new CaseCommand.CloseLeg(id, by), "CloseLeg", "Ends a stage, an opinion or a survey.");
    }

    internal static void Post<T>(RouteGroupBuilder group, string path, Func<T, Actor, CaseCommand> command, string name, string summary) where T : class =>
        group.MapPost(path, async (string caseNumber, T body, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
            (await desk.OnCaseAsync(user, caseNumber, by => command(body, by), idempotency.Key, cancellation)).ToHttp()).Answers(name, summary);

    /// <summary>About one entry of a case.</summary>
    internal static void Post<T>(RouteGroupBuilder group, string path, Func<T, string, Actor, CaseCommand> command, string name, string summary) where T : class =>
        group.MapPost(path, async (string caseNumber, string id, T body, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
            (await desk.OnCaseAsync(user, caseNumber, by => command(body, id, by), idempotency.Key, cancellation)).ToHttp()).Answers(name, summary);

    /// <summary>About one entry of a case, where nothing more needs to be said.</summary>
    internal static void Post(RouteGroupBuilder group, string path, Func<string, Actor, CaseCommand> command, string name, string summary) =>
        group.MapPost(path, async (string caseNumber, string id, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
            (await desk.OnCaseAsync(user, caseNumber, by => command(id, by), idempotency.Key, cancellation)).ToHttp()).Answers(name, summary);

    private static void Answers(this RouteHandlerBuilder route, string name, string summary) => route.Produces<CommandReceipt>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName(name).WithSummary(summary);

    private static IResult NotThere(string caseNumber) => CaseDesk.NotThere(caseNumber).ToProblem();
}

/// <param name="Kind">A kind of the master data.</param>
public sealed record PauseRequest(string Kind, DateOnly From)
{
    public DateOnly? PlannedEnd { get; init; }
    /// <summary>Number of the written notice to the applicant.</summary>
    public string? Notice { get; init; }
    public DateOnly? NoticeOn { get; init; }
    public string? Reason { get; init; }
    /// <summary>The step whose work it is.</summary>
    public string? TaskId { get; init; }
}

public sealed record Approval(bool Approve)
{
    /// <summary>Needed for a refusal.</summary>
    public string? Reason { get; init; }
}

public sealed record PauseEnd(DateOnly LastDay) { public string? Evidence { get; init; } }
/// <param name="Clock">STATUTORY or JOINT.</param>
public sealed record ExtensionRequest(string Clock, double Days, string Reason);
public sealed record ExtensionNotice(DateOnly ToldOn) { public string? Document { get; init; } }
/// <param name="Moment">told, asked, noticed or held.</param>
public sealed record HearingEntry(string Moment) { public DateOnly? HeldOn { get; init; } public string? Document { get; init; } }
public sealed record PromiseOfPapers(IReadOnlyList<string> Papers, double LimitDays) { public string? Document { get; init; } }
public sealed record RenewalEntry(DateOnly ExpiresOn) { public string? Licence { get; init; } }
/// <param name="Clock">STAGE, OPINION or SURVEY.</param>
public sealed record LegEntry(string Clock, string NameZh) { public string? NameEn { get; init; } public double? LimitDays { get; init; } public DateOnly? PlannedOn { get; init; } }
