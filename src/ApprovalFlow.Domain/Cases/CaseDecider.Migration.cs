using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>A running case goes over to another version of its definition (docs/adr/0011). No open task and no clock of the law is lost by it.</summary>
public static partial class CaseDecider
{
    private static Rejection? Migrate(CaseState state, CaseCommand.Migrate command, CaseContext context, CaseBurst burst)
    {
        if (MigrationProblems(state, command, context) is [var first, ..]) return first;
        if (command.Seen is { } seen && CaseDryRun.Of(state, command, context).Digest != seen) return Reject("migrate-otherwise-now", state.CaseNumber);
        var target = context.Target!;
        var migrated = new CaseEvent.CaseMigrated(state.DefinitionHash, command.To, target.Graph.Definition.Version, command.Plan,
            Stamp(state, command.RequestedBy, Administrators), Stamp(state, command.By, Administrators), command.Reason.Trim())
        {
            Map = command.Map.Count == 0 ? null : command.Map.ToDictionary(m => m.Key, m => (object?)m.Value), IsUndo = command.IsUndo,
        };
        return burst.GoOver(target, migrated, MigrationOf(command, target));
    }

    /// <summary>Everything that is in the way of a migration, for a dry run; none when it can be done.</summary>
    public static IReadOnlyList<Rejection> MigrationProblems(CaseState state, CaseCommand.Migrate command, CaseContext context)
    {
        if (!state.Exists) return [Reject("case-unknown")];
        if (state.IsClosed) return [Closed(state)];
        if ((NotMigrator(state, command.RequestedBy) ?? NotMigrator(state, command.By)) is { } refused) return [refused];
        if (command.RequestedBy.UserId == command.By.UserId) return [Reject("second-person-required", command.By.Name)];
        if (ReasonFor(command.Reason) is { } missing) return [missing];
        if (context.Target is not { } target || target.Graph.Definition.ContentHash != command.To || target.Flow.Code != state.FlowCode) return [Reject("migrate-version-unknown", command.To, state.FlowCode)];
        if (command.From is { } from && from != state.DefinitionHash) return [Reject("migrate-moved-on", state.CaseNumber)];
        if (command.To == state.DefinitionHash) return [Reject("migrate-already-there", state.CaseNumber)];
        if (state.PendingJump is { } jump) return [Reject("jump-pending", jump.To.NameZh)];

        var migration = Migration.Of(context.Graph, state.Workflow, MigrationOf(command, target), context.Now);
        if (migration.Problems.Count > 0) return [.. migration.Problems.Select(p => Named(p, context.Graph, target.Graph))];
        return [.. OverTheLaw(state, migration, context, target), .. LostClocks(state, command, context, target)];
    }

    private static WorkflowCommand.Migrate MigrationOf(CaseCommand.Migrate command, CaseContext target) => new(target.Graph) { Map = command.Map };

    private static Rejection? NotMigrator(CaseState state, Actor by)
    {
        if (!by.Mandates.Any(Administrators.Admits)) return Reject("migrate-not-administrator", by.Name);
        return state.IsApplicant(by) ? Reject("migrate-own-case", by.Name) : null;
    }

    /// <summary>Nothing is examined before acceptance or issued before the decision, in no version.</summary>
    private static IEnumerable<Rejection> OverTheLaw(CaseState state, Migration migration, CaseContext context, CaseContext target)
    {
        bool Loses(string type) => context.Graph.Activities.Any(a => a.TypeName == type) && target.Graph.Activities.All(a => a.TypeName != type)
            || migration.PassedOver.Any(p => target.Graph.ActivityAt(p)?.TypeName == type);
        if (state.AcceptedAt is null && Loses(TaskTypes.Accept)) yield return Reject("migrate-over-acceptance", state.CaseNumber);
        if (state.Decision is null && Loses(TaskTypes.Decide)) yield return Reject("migrate-over-decision", state.CaseNumber);
        if (state.Timeline.Facts.LastOrDefault(f => f is CaseFact.HearingTold or CaseFact.HearingAsked or CaseFact.HearingNoticed or CaseFact.HearingHeld) is CaseFact.HearingAsked or CaseFact.HearingNoticed
            && Hearings(context.Graph).Any() && !Hearings(target.Graph).Any())
            yield return Reject("migrate-hearing-lost", state.CaseNumber);
    }

    private static IEnumerable<ActivityInfo> Hearings(WorkflowGraph graph) => graph.Activities.Where(a => TimelineFold.ProcedureOf(a.TypeName) == "hearing");

    /// <summary>A limit that runs may become another; it may not cease, a special procedure may not become counted time or counted time a procedure, and who signs together stays.</summary>
    private static IEnumerable<Rejection> LostClocks(CaseState state, CaseCommand.Migrate command, CaseContext context, CaseContext target)
    {
        var trial = new CaseBurst(state, context);
        if (trial.GoOver(target, new(state.DefinitionHash, command.To, 0, command.Plan, new("", ""), new("", ""), command.Reason), MigrationOf(command, target)) is not null) yield break;
        foreach (var task in state.OpenTasks)
        {
            var after = trial.State.Task(task.TaskId)!;
            if (task.LimitDays is not null && after.LimitDays is null || task.Counted != after.Counted && TimelineFold.ProcedureOf(task.ActivityType) is not null) yield return Reject("migrate-clock-lost", task.NameZh, task.NameEn);
        }
        if (context.Clocks is { } clocks)
        {
            var becomes = ClockBook.Compute(trial.State.Timeline, clocks.Policy, clocks.Calendar, context.Now);
            // Clocks of steps are told above, by their tasks.
            foreach (var was in ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, context.Now))
                if (IsRunning(was) && state.OpenTasks.All(t => t.TaskId != was.Id) && !becomes.Any(c => c.Kind == was.Kind && c.Id == was.Id && IsRunning(c))) yield return Reject("migrate-clock-lost", was.NameZh, was.NameEn);
        }
        foreach (var round in state.Rounds)
            if (Signers(state, round.BookmarkId) != Signers(trial.State, round.BookmarkId)) yield return Reject("migrate-signing-changed", state.StepOf(round.BookmarkId).NameZh, state.StepOf(round.BookmarkId).NameEn);
    }

    /// <summary>Time goes on against it, or it is held by a special procedure.</summary>
    internal static bool IsRunning(ClockReading clock) => clock.State is not (ClockState.NotStarted or ClockState.Stopped);

    /// <summary>How a step that several sign is signed, as text.</summary>
    private static string Signers(CaseState state, string bookmark)
    {
        string[] free = ["nameZh", "nameEn", "limitDays", "role", "departmentId", "region", "clock"];
        return state.Workflow.Bookmarks.FirstOrDefault(b => b.Id == bookmark)?.Payload is IReadOnlyDictionary<string, object?> request
            ? Engine.Values.CanonicalJson.Write(request.Where(r => !free.Contains(r.Key)).ToDictionary(r => r.Key, r => r.Value)) : "";
    }

    /// <summary>The engine's refusal with steps called by their names: each particular in Chinese, then in English.</summary>
    internal static Rejection Named(Rejection rejection, WorkflowGraph from, WorkflowGraph to) => new(rejection.Code, rejection.Message)
    {
        Arguments = [.. rejection.Arguments.SelectMany(a => (from.ActivityAt(a) is not null ? StepAt(from, a) : StepAt(to, a)) is var step ? new[] { step.NameZh, step.NameEn } : [a, a])],
    };
}
