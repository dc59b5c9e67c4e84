using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>退回与撤回: back to an earlier step, by who holds the task or by who completed it.</summary>
public static partial class CaseDecider
{
    private static IEnumerable<TaskOperation> ReturnOperations =>
    [
        new(TaskOperations.ReturnToPrevious, OperationNeeds.Reason, q => MayReturn(q, TaskOperations.ReturnToPrevious, out var task, out _) ?? (PreviousOf(q.State, task, q.Context) is null ? Reject("no-previous-step", task.NameZh, task.TaskId) : null)),
        new(TaskOperations.ReturnToStep, OperationNeeds.Step, q => MayReturn(q, TaskOperations.ReturnToStep, out var task, out _) ?? (EarlierOf(q.State, task, q.Context).Count == 0 ? Reject("no-previous-step", task.NameZh, task.TaskId) : null)),
        new(TaskOperations.TakeBack, OperationNeeds.Remark, q => MayTakeBack(q, out _)),
    ];

    private static Rejection? ReturnToPrevious(CaseState state, CaseCommand.ReturnToPrevious command, CaseContext context, CaseBurst burst)
    {
        if (MayReturn(new(state, command.TaskId, command.By, context), TaskOperations.ReturnToPrevious, out var task, out var acting) is { } refused) return refused;
        if (PreviousOf(state, task, context) is not { } previous) return Reject("no-previous-step", task.NameZh, task.TaskId);
        return GoBack(state, task, previous, Stamp(state, command.By, acting, task.Candidate), command.Reason, context, burst);
    }

    private static Rejection? ReturnToStep(CaseState state, CaseCommand.ReturnToStep command, CaseContext context, CaseBurst burst)
    {
        if (MayReturn(new(state, command.TaskId, command.By, context), TaskOperations.ReturnToStep, out var task, out var acting) is { } refused) return refused;
        var earlier = EarlierOf(state, task, context);
        if ((earlier.FirstOrDefault(s => s.Path == command.Activity) ?? earlier.FirstOrDefault(s => s.ActivityId == command.Activity)) is not { } target)
            return Reject("return-not-earlier", task.NameZh, task.TaskId, command.Activity);
        return GoBack(state, task, target, Stamp(state, command.By, acting, task.Candidate), command.Reason, context, burst);
    }

    private static Rejection? GoBack(CaseState state, CaseTask task, CaseTask target, ActorStamp by, string reason, CaseContext context, CaseBurst burst)
    {
        if (Blank(reason)) return Reject("reason-required");
        var cancels = context.Graph.PropertyAt(task.Path, HumanInputs.ReturnSiblings) is { ValueKind: JsonValueKind.String } rule && rule.GetString() == HumanInputs.CancelSiblings;

        var back = new WorkflowCommand.Return(target.Path) { FromContext = task.Context, Siblings = cancels ? SiblingRule.Cancel : SiblingRule.Keep };
        var undone = WorkflowPath.Undone(context.Graph, state.Workflow, back);
        if (NotUndoable(state, undone.Contains) is { } final) return final;

        burst.Add(new CaseEvent.TaskReturned(task.TaskId, by, NameOf(target), reason.Trim()) { CancelsSiblings = cancels });
        if (Undoes(state, undone.Contains)) burst.Add(new CaseEvent.DecisionTakenBack(by));
        return burst.Run(back);
    }

    private static Rejection? TakeBack(CaseState state, CaseCommand.TakeBack command, CaseContext context, CaseBurst burst)
    {
        if (MayTakeBack(new(state, command.TaskId, command.By, context), out var task) is { } refused) return refused;
        var by = Stamp(state, command.By, command.By.ActsFor.FirstOrDefault(p => p.UserId == task.CompletedBy!.Holder.UserId) ?? command.By, task.Candidate);
        if (state.Round(task.BookmarkId) is { } round) return TakeVoteBack(state, round, task, by, Trimmed(command.Reason), burst);
        burst.Add(new CaseEvent.TaskTakenBack(task.TaskId, by) { Reason = Trimmed(command.Reason) });
        if (Undoes(state, task.Path.Equals)) burst.Add(new CaseEvent.DecisionTakenBack(by));
        return burst.Run(BackTo(task));
    }

    private static Rejection? MayReturn(OperationQuestion q, string operation, out CaseTask task, out Actor acting)
    {
        acting = q.By;
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (task.StepType == TaskTypes.Correction) return Reject("return-from-correction", task.NameZh, task.TaskId);
        if (NotAllowed(q.State, task, operation, q.Context) is { } forbidden) return forbidden;
        if (task.AddedTo is not null) return Reject("return-added-signer", task.NameZh, task.TaskId);
        return TaskAccess.May(q.State, task, q.By, q.Context.Item, q.Context.DutyRules, held: true, out acting) ?? Delegated(task);
    }

    /// <summary>Whoever completed it, in their own name or in another's, while nothing that followed was touched and nothing was told outside.</summary>
    private static Rejection? MayTakeBack(OperationQuestion q, out CaseTask task)
    {
        task = null!;
        var state = q.State;
        if (state.IsClosed) return Closed(state);
        if (state.Task(q.TaskId) is not { } found) return Reject("task-unknown", q.TaskId, state.CaseNumber);
        task = found;
        if (found is not { Status: CaseTaskStatus.Completed, CompletedBy: { } completer }) return Reject("take-back-not-completed", found.NameZh, found.TaskId);
        if (!TaskOperations.AllowedAt(q.Context.Graph, found.Path).Contains(TaskOperations.TakeBack))
            return Reject("operation-not-allowed", found.NameZh, found.TaskId, TaskOperations.TakeBack, ChineseNames.Operation(TaskOperations.TakeBack));
        if (!q.By.ActsFor.Prepend(q.By).Any(one => completer.Concerns(one.UserId))) return Reject("take-back-not-yours", found.NameZh, found.TaskId, completer.Name, q.By.Name);
        if (TaskAccess.Conflict(state, found, q.By, q.Context.Item, q.Context.DutyRules) is { } conflict) return conflict;
        if (found.Outcome is Outcomes.Return or Outcomes.Resubmit or Outcomes.Withdraw) return Reject("applicant-told", found.NameZh, found.TaskId);
        if (state.Round(found.BookmarkId) is { } round) return VoteTouched(state, round, found);
        // Several signed and the result is known: whoever completed the step takes it back, and everybody signs anew.
        if (state.CompletedTasks.Any(t => t.BookmarkId == found.BookmarkId && t.StepType == found.StepType && t.CompletedIn > found.CompletedIn))
            return Reject("take-back-signed-by-several", found.NameZh, found.TaskId);
        if (NotUndoable(state, path => path == found.Path || WorkflowPath.Leads(q.Context.Graph, state.Workflow, found.Path, path)) is { } final) return final;
        return Touched(state, found, q.Context);
    }

    internal static Rejection? WhyNotTakeBack(CaseState state, CaseTask task, Actor by, CaseContext context) => MayTakeBack(new(state, task.TaskId, by, context), out _);

    private static Rejection? Touched(CaseState state, CaseTask task, CaseContext context)
    {
        if (state.OpenTasks.Any(t => t.Path == task.Path) || state.CompletedTasks.Any(t => t.Path == task.Path && t.CompletedIn > task.CompletedIn)) return Reject("step-begun-again", task.NameZh, task.TaskId);
        var undone = WorkflowPath.Undone(context.Graph, state.Workflow, BackTo(task));
        if (state.CompletedTasks.FirstOrDefault(t => t.Path != task.Path && undone.Contains(t.Path)) is { } done) return Reject("next-step-completed", done.NameZh, done.TaskId);
        var decision = WorkflowEngine.Decide(context.Graph, state.Workflow, BackTo(task), context.Now);
        if (decision.Rejection is { } refused) return refused;
        var cancelled = decision.Events.OfType<WorkflowEvent.ActivityCanceled>().Select(e => e.Context).ToHashSet();
        // One of several signers has spoken there, although the step is not done.
        if (state.CompletedTasks.FirstOrDefault(t => cancelled.Contains(t.Context) && state.Round(t.BookmarkId)?.Find(t.TaskId)?.Opinion is not null) is { } signed) return Reject("next-step-completed", signed.NameZh, signed.TaskId);
        return state.OpenTasks.FirstOrDefault(t => cancelled.Contains(t.Context) && (t.Assignee is not null && !t.IsPersonal || t.Delegators.Count > 0)) is { } held
            ? Reject("next-step-touched", held.NameZh, held.TaskId, held.Assignee!.Name)
            : null;
    }

    /// <summary>Completed steps on the way to a task that it may be returned to, the one completed last first.</summary>
    internal static IReadOnlyList<CaseTask> EarlierOf(CaseState state, CaseTask task, CaseContext context) =>
        [.. WorkflowPath.Earlier(context.Graph, state.Workflow, task.Context).Select(path => LatestAt(state, path)).OfType<CaseTask>().OrderByDescending(t => t.CompletedIn)];

    /// <summary>The step whose completion led to a task; behind a join, the branch that came last.</summary>
    internal static CaseTask? PreviousOf(CaseState state, CaseTask task, CaseContext context) =>
        WorkflowPath.Previous(context.Graph, state.Workflow, task.Context, path => LatestAt(state, path) is not null).Select(path => LatestAt(state, path)!).MaxBy(t => t.CompletedIn);

    private static CaseTask? LatestAt(CaseState state, string path) =>
        state.CompletedTasks.Where(t => t.Path == path && t.StepType != TaskTypes.Correction && t.AddedTo is null).MaxBy(t => t.CompletedIn);

    private static WorkflowCommand.Return BackTo(CaseTask task) => new(task.Path) { Siblings = SiblingRule.Cancel };

    /// <summary>What has left the house cannot be done again: a certificate with its number, a decision in the applicant's hands.</summary>
    private static Rejection? NotUndoable(CaseState state, Predicate<string> undone)
    {
        bool Again(string type) => state.CompletedTasks.Any(t => t.StepType == type && undone(t.Path));
        if (state.Certificate is { } certificate && (Again(TaskTypes.Issue) || Again(TaskTypes.Deliver))) return Reject("certificate-issued", certificate.Number);
        return state.DeliveredAt is not null && (Again(TaskTypes.Deliver) || Again(TaskTypes.Issue)) ? Reject("case-delivered") : null;
    }

    /// <summary>The decision is made again.</summary>
    private static bool Undoes(CaseState state, Predicate<string> undone) => state.Decision is not null && state.CompletedTasks.Any(t => t.StepType == TaskTypes.Decide && undone(t.Path));

    private static StepName NameOf(CaseTask task) => new(task.Path, task.NameZh, task.NameEn);
}
