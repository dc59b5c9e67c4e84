using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Migrating;

/// <summary>Takes the cases of plans that are under way over, or back, batch by batch. Whoever ticks calls it; nothing is kept in between.</summary>
/// <remarks>Each case is an ordinary command under a key made of plan, case and direction, so a process that is killed anywhere has done each case once: what was done and not told
/// yet is found again by its key. A plan is claimed for a lease; two processes that work on one plan all the same do nothing twice either.</remarks>
public sealed partial class PlanRunner(IPlanStore plans, PlanProcessor processor, ICaseStore cases, CommandProcessor commands, DefinitionCatalog definitions, TimeProvider time, ILogger<PlanRunner> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Goes on with one plan by one batch.</summary>
    /// <returns>False: nothing is under way, or nothing could be done now.</returns>
    public async Task<bool> RunNextAsync(CancellationToken cancellation = default)
    {
        if (await plans.ClaimAsync(time.GetUtcNow(), Lease, cancellation) is not { } planId || await processor.FindAsync(planId, cancellation) is not { IsUnderWay: true } plan)
            return false;
        var isUndo = plan.Stage == PlanStage.Undoing;
        if (isUndo && plan.UndoResults.Count == 0 && await LateAsync(plan, cancellation) is { Count: > 0 } late)
        {
            await processor.ExecuteAsync(planId, new PlanCommand.RecordResults(late, IsUndo: false), cancellation);
            return true;
        }
        List<CaseResult> results = [];
        foreach (var line in (isUndo ? plan.PendingBack : plan.Pending).Take(plan.Content.BatchSize))
        {
            if (await plans.StageAsync(planId, cancellation) != plan.Stage)
                break;
            if (await MoveAsync(plan, line, isUndo, cancellation) is { } result)
                results.Add(result);
        }
        var told = await processor.ExecuteAsync(planId, new PlanCommand.RecordResults(results, isUndo), cancellation);
        if (told.Rejection is { } refused)
            LogNotTold(planId, refused.Code);
        return results.Count > 0 && told.Rejection is null;
    }

    /// <returns>Null: it could not be asked now, and is asked again.</returns>
    private async Task<CaseResult?> MoveAsync(PlanState plan, DryRunLine line, bool isUndo, CancellationToken cancellation)
    {
        var command = isUndo ? await BackAsync(plan, line, cancellation) : Over(plan, line);
        if (command is null)
            return new(line.CaseNumber, PlanText.Reject("plan-version-unknown", plan.DefinitionId, line.From));
        switch (await commands.ExecuteAsync(line.CaseNumber, command, KeyOf(plan.PlanId, line.CaseNumber, isUndo), cancellation))
        {
            case CommandResult.Accepted:
                return new(line.CaseNumber);
            case CommandResult.Rejected { Rejection.Code: CommandRefusal.CaseBusy }:
                LogBusy(plan.PlanId, line.CaseNumber);
                return null;
            case CommandResult.Rejected { Rejection: var refused }:
                return new(line.CaseNumber, refused);
            default:
                throw new InvalidOperationException($"Expected the migration of case '{line.CaseNumber}' to be accepted or rejected, but it is neither.");
        }
    }

    private static CaseCommand.Migrate Over(PlanState plan, DryRunLine line) =>
        new(plan.Content.Target.Hash, plan.PlanId, PlanProcessor.Drafter(plan), PlanProcessor.Of(plan.SignedBy!), plan.Content.Reason) { From = line.From, Map = plan.Content.SourceOf(line.From)!.Map, Seen = line.Digest };

    private async Task<CaseCommand.Migrate?> BackAsync(PlanState plan, DryRunLine line, CancellationToken cancellation)
    {
        var (left, target) = (await definitions.FindAsync(line.From, cancellation), await definitions.FindAsync(plan.Content.Target.Hash, cancellation));
        return left is null || target is null ? null : new(line.From, plan.PlanId, PlanProcessor.Of(plan.Undo!.By), PlanProcessor.Of(plan.UndoSignedBy!), plan.Undo.Reason)
        {
            From = plan.Content.Target.Hash, IsUndo = true, Map = ActivityPlaces.Back(left.Graph, target.Graph, plan.Content.SourceOf(line.From)!.Map),
        };
    }

    /// <summary>What went over without its plan having heard of it, because a process ended between the two: it goes back like the others.</summary>
    private async Task<List<CaseResult>> LateAsync(PlanState plan, CancellationToken cancellation)
    {
        List<CaseResult> late = [];
        foreach (var line in plan.Pending)
            if (await cases.FindAnswerAsync(KeyOf(plan.PlanId, line.CaseNumber, isUndo: false), cancellation) is not null)
                late.Add(new(line.CaseNumber));
        return late;
    }

    private static string KeyOf(string planId, string caseNumber, bool isUndo) => $"{(isUndo ? "migrate-back" : "migrate")}/{planId}/{caseNumber}";

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Case {Case} of plan {Plan} was changed by others each time; it is asked again")]
    private partial void LogBusy(string plan, string @case);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "Results of plan {Plan} could not be recorded: {Code}; they are found again by their keys")]
    private partial void LogNotTold(string plan, string code);
}
