using System.Globalization;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.Migrating;

/// <summary>The one way anything changes a migration plan: load, decide, store everything in one transaction.</summary>
/// <remarks>Safe to call from many threads and on several processes at once: the head decides, and the slower one decides again.</remarks>
public sealed class PlanProcessor(IPlanStore plans, DefinitionCatalog definitions, CommandProcessor commands, PlanSignals signals, TimeProvider time)
{
    private const int Attempts = 10;

    /// <summary>The plan that was asked for last, folded: a stream only grows, so what came after it is all that has to be read. A dry run of 10,000 cases is not read again for each batch.</summary>
    private PlanState latest = PlanState.Empty;

    /// <summary>Draws up a plan under the next number of its definition.</summary>
    public async Task<PlanResult> DraftAsync(PlanContent content, Actor by, CancellationToken cancellation = default)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var next = (await plans.ListAsync(content.Target.DefinitionId, cancellation)).Count + 1;
            var planId = $"{content.Target.DefinitionId}-M{next.ToString(CultureInfo.InvariantCulture)}";
            var result = await ExecuteAsync(planId, new PlanCommand.Draft(content, by), cancellation);
            if (result.Rejection?.Code != "plan-exists")
                return result;
        }
        return new(PlanState.Empty, PlanText.Reject("plan-busy", content.Target.DefinitionId));
    }

    public async Task<PlanResult> ExecuteAsync(string planId, PlanCommand command, CancellationToken cancellation = default)
    {
        using var run = CommandTelemetry.Begin(CommandTelemetry.Plan, planId, command);
        var result = await ExecuteAsync(planId, command, run, cancellation);
        run.Ended(result.Rejection, changed: true);
        return result;
    }

    private async Task<PlanResult> ExecuteAsync(string planId, PlanCommand command, CommandTelemetry.Run run, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (known, state) = await LoadAsync(planId, cancellation);
            var decision = PlanDecider.Decide(planId, state, command, await ContextAsync(state, command, cancellation));
            if (decision.Rejection is not null || decision.Records.Count == 0)
                return new(decision.State, decision.Rejection);
            var events = HashChain.Seal(known?.HeadHash ?? CaseChain.Genesis.ToArray(), decision.Records);
            if (await plans.CommitAsync(new(planId, state.Version, events, Header(decision.State, events[^1].Hash)), cancellation) != CommitOutcome.Stored)
            {
                run.Again();
                continue;
            }
            signals.Tell(planId);
            return new(decision.State, null);
        }
        return new(PlanState.Empty, PlanText.Reject("plan-busy", planId));
    }

    /// <summary>Where a plan stands by its stream; null when there is none.</summary>
    public async Task<PlanState?> FindAsync(string planId, CancellationToken cancellation = default) =>
        await LoadAsync(planId, cancellation) is (not null, var state) ? state : null;

    private async Task<(PlanHeader? Header, PlanState State)> LoadAsync(string planId, CancellationToken cancellation)
    {
        var known = Volatile.Read(ref latest) is { } kept && kept.PlanId == planId ? kept : PlanState.Empty;
        if (await plans.LoadAsync(planId, known.Version, cancellation) is not { } stream)
            return (null, PlanState.Empty);
        var state = stream.Events.Select(Read).Aggregate(known, (folded, record) => folded.Evolve(record));
        Volatile.Write(ref latest, state);
        return (stream.Header, state);
    }

    /// <summary>Every entry of a plan's stream, oldest first.</summary>
    public async Task<IReadOnlyList<PlanRecord>> RecordsAsync(string planId, CancellationToken cancellation = default) =>
        await plans.LoadAsync(planId, cancellation: cancellation) is { } stream ? [.. stream.Events.Select(Read)] : [];

    /// <summary>试算: what a plan's content would do to one case now. Nothing is changed.</summary>
    public async Task<CaseDryRun> TryAsync(string planId, PlanContent content, Actor by, string caseNumber, CancellationToken cancellation = default)
    {
        if (await commands.LookAsync(caseNumber, content.Target.Hash, cancellation) is not { } look)
            return new(caseNumber, "", content.Target.Hash) { Problems = [CommandRefusal.Of(CommandRefusal.CaseUnknown, caseNumber)] };
        var source = content.SourceOf(look.State.DefinitionHash);
        var command = CaseDryRun.Unsigned(content.Target.Hash, planId, by, content.Reason, source?.Version.Hash ?? "", source?.Map ?? new Dictionary<string, string?>());
        return CaseDryRun.Of(look.State, command, look.Context);
    }

    /// <summary>The same for a plan that is drawn up.</summary>
    public Task<CaseDryRun> TryAsync(PlanState plan, string caseNumber, CancellationToken cancellation = default) => TryAsync(plan.PlanId, plan.Content, Drafter(plan), caseNumber, cancellation);

    /// <summary>Tries every case of a plan and keeps what was said; the plan's signature is one of exactly that.</summary>
    public async Task<PlanResult> DryRunAsync(string planId, Actor by, CancellationToken cancellation = default)
    {
        if (await FindAsync(planId, cancellation) is not { } plan)
            return new(PlanState.Empty, PlanText.Reject("plan-unknown", planId));
        List<DryRunLine> lines = [];
        foreach (var number in plan.Content.Cases)
            lines.Add(Line(await TryAsync(plan, number, cancellation)));
        return await ExecuteAsync(planId, new PlanCommand.RecordDryRun(lines, by), cancellation);
    }

    /// <summary>Whoever drew a plan up asks for its migrations, with the mandate held then.</summary>
    internal static Actor Drafter(PlanState plan) => Of(plan.DraftedBy!);

    internal static Actor Of(ActorStamp stamp) => new(stamp.UserId, stamp.Name, [new(Roles.Administrator, stamp.DepartmentId)]);

    internal static DryRunLine Line(CaseDryRun run) => new(run.CaseNumber, run.From, run.Digest, run.Problems);

    internal static PlanRecord Read(StoredEvent e) => new(e.Sequence, e.At, PlanEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span));

    private async Task<PlanContext> ContextAsync(PlanState state, PlanCommand command, CancellationToken cancellation)
    {
        Dictionary<string, WorkflowGraph> graphs = new(StringComparer.Ordinal);
        (string Flow, string? Department) subject = (state.FlowCode, state.DepartmentId);
        if (command is PlanCommand.Draft { Content: var drafted } || (drafted = (command as PlanCommand.Revise)?.Content) is not null)
            foreach (var version in drafted.Sources.Select(s => s.Version).Append(drafted.Target))
                // What a plan calls a version must be that version.
                if (await definitions.FindAsync(version.Hash, cancellation) is { } known && known.Graph.Definition is var d && d.DefinitionId == version.DefinitionId && d.Version == version.Version)
                {
                    graphs[version.Hash] = known.Graph;
                    if (!state.Exists) subject = (known.Flow.Code, known.Item.DepartmentId);
                }
        return new(time.GetUtcNow(), subject.Flow, subject.Department, graphs);
    }

    private static PlanHeader Header(PlanState s, byte[] head) => new(
        s.PlanId, s.Version, head, s.DefinitionId, s.FlowCode, s.DepartmentId, s.Content.Target.Version, s.Stage, s.Content.Reason, s.DraftedAt, s.DraftedBy!.Name, s.Content.Cases.Count, s.Ready, s.Migrated, s.Skipped, s.TakenBack);
}

/// <summary>The answer to a command on a plan: where it stands now, or why nothing changed.</summary>
public sealed record PlanResult(PlanState State, Rejection? Rejection);
