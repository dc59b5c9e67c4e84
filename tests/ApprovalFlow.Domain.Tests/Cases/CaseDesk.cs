using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Engine.Execution;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>One case on a desk: sends commands, keeps the journal, and at every step checks that the journal alone tells everything.</summary>
internal sealed class CaseDesk(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item)
{
    private readonly List<CaseRecord> journal = [];

    public CaseState State { get; private set; } = CaseState.Empty;
    public DateTimeOffset Now { get; set; } = CaseSamples.Morning;
    public IReadOnlyList<CaseRecord> Journal => journal;
    /// <summary>Who works here, for steps that look people up.</summary>
    public Organisation? Organisation { get; set; }
    /// <summary>The version in force now; null: the one that the case was handed in under.</summary>
    public WorkflowGraph? InForce { get; set; }
    /// <summary>The version that a migration goes over to.</summary>
    public WorkflowGraph? Target { get; set; }
    private readonly Dictionary<string, WorkflowGraph> gone = [];
    public CaseContext Context => gone.TryGetValue(State.DefinitionHash, out var migrated) ? WithTarget(ContextOf(migrated)) : WithTarget(Pinned);
    private CaseContext WithTarget(CaseContext context) => context with { Target = Target is null ? null : ContextOf(Target) };
    private CaseContext Pinned => ContextOf(InForce is { } newer && State.DefinitionHash == newer.Definition.ContentHash ? newer : graph) with { InForce = InForce is { } next && State.DefinitionHash != next.Definition.ContentHash ? ContextOf(next) : null };
    private CaseContext ContextOf(WorkflowGraph pinned) => new(Now, pinned, flow, item) { Organisation = Organisation, Due = (day, limit) => Repository.Calendar.Due(day, limit).Day, Clocks = Repository.Clocks.Of(item, flow) };
    public string Hash => graph.Definition.ContentHash;

    public CaseDecision Send(CaseCommand command)
    {
        var before = State;
        var decision = CaseDecider.Decide(before, command, Context);
        if (decision.Rejection is not null)
        {
            decision.Records.ShouldBeEmpty();
            decision.State.ShouldBeSameAs(before);
            return decision;
        }

        var stored = Store(decision.Records);
        // Deciding again, from the live state and from the journal's, gives the same bytes.
        Store(CaseDecider.Decide(before, command, Context).Records).ShouldBe(stored);
        Store(CaseDecider.Decide(CaseState.Fold(Read(Store(journal))), command, Context).Records).ShouldBe(stored);

        Reexecute(before, decision);

        if (command is CaseCommand.Migrate) gone[decision.State.DefinitionHash] = Target!;
        journal.AddRange(decision.Records);
        State = decision.State;
        var folded = CaseState.Fold(Read(Store(journal)));
        StateDump.Of(folded).ShouldBe(StateDump.Of(State));
        StateDump.Of(before.Evolve(decision.Records)).ShouldBe(StateDump.Of(State));
        return decision;
    }

    /// <summary>The command is read from what was stored, and deciding it again gives the same bytes, without anybody being asked anew.</summary>
    private void Reexecute(CaseState before, CaseDecision decision)
    {
        if (decision.Records.Count == 0) return;
        var again = Reexecution.Run([.. decision.Records.Select(RecordedEvent.Of)], [Around], before);
        again.Differences.ShouldBeEmpty();
        again.Commands.ShouldBe(1);
        StateDump.Of(again.State).ShouldBe(StateDump.Of(decision.State));
    }

    /// <summary>What a replay is given: definitions by their hash and the calendar, no organisation.</summary>
    public CaseContext? Around(string hash, DateTimeOffset at) =>
        new[] { graph, InForce, Target }.Concat(gone.Values).FirstOrDefault(g => g?.Definition.ContentHash == hash) is { } known ? ContextOf(known) with { Now = at, Organisation = null } : null;

    /// <summary>Sends what must be accepted.</summary>
    public CaseDesk Do(CaseCommand command)
    {
        var decision = Send(command);
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message);
        return this;
    }

    public CaseDesk Complete(string activity, Actor by, string outcome, string? comment = null, Dictionary<string, object?>? data = null) =>
        Do(new CaseCommand.CompleteTask(TaskAt(activity).TaskId, by, outcome) { Comment = comment, Data = data });

    public CaseTask TaskAt(string activity) => State.OpenTasks.Single(t => t.ActivityId == activity);

    /// <summary>What happened to the case itself, in short.</summary>
    public IEnumerable<string> Story => journal.Select(r => r.Event).Where(e => e is not CaseEvent.Flow).Select(e => e switch
    {
        CaseEvent.TaskOpened t => $"{t.ActivityId} opens",
        CaseEvent.TaskCompleted t => $"{State.Task(t.TaskId)!.ActivityId} {t.Outcome}",
        CaseEvent.TaskCanceled t => $"{State.Task(t.TaskId)!.ActivityId} canceled",
        CaseEvent.DecisionMade d => $"decided {d.Result}",
        CaseEvent.CaseClosed c => $"closed {c.Result}",
        _ => e.GetType().Name,
    });

    public static IReadOnlyList<string> Store(IEnumerable<CaseRecord> records) =>
        [.. records.Select(r => (r, e: CaseEventJson.Encode(r.Event))).Select(x => $"{x.r.Sequence} {x.r.At:O} {x.e.Name} {x.e.Version} {x.e.Text}")];

    public static IEnumerable<CaseRecord> Read(IEnumerable<string> lines) => lines.Select(l => l.Split(' ', 5))
        .Select(p => new CaseRecord(long.Parse(p[0], null), DateTimeOffset.Parse(p[1], null), CaseEventJson.Decode(p[2], int.Parse(p[3], null), System.Text.Encoding.UTF8.GetBytes(p[4]))));
}
