using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Who may ask others to sign, take them out, or hand a task on.</summary>
public static partial class CaseDecider
{
    private static IEnumerable<TaskOperation> SigningOperations =>
    [
        new(TaskOperations.GiveBack, OperationNeeds.Remark, q => MayGiveBack(q, out _, out _, out _)),
        new(TaskOperations.Transfer, OperationNeeds.Person, q => MayTransfer(q, out _, out _)),
        new(TaskOperations.Delegate, OperationNeeds.Person, q => MayDelegate(q, out _, out _)),
        new(TaskOperations.AddSignerBefore, OperationNeeds.People, q => MayAdd(q, TaskOperations.AddSignerBefore, out _, out _)),
        new(TaskOperations.AddSignerAfter, OperationNeeds.People, q => MayAdd(q, TaskOperations.AddSignerAfter, out _, out _)),
        new(TaskOperations.AddSignerParallel, OperationNeeds.People, q => MayAdd(q, TaskOperations.AddSignerParallel, out _, out _)),
        new(TaskOperations.RemoveSigner, OperationNeeds.Signer, q => Removable(q.State, q.TaskId, q.By, q.Context).Any() ? null : Reject("signer-unknown", q.TaskId, q.State.CaseNumber)),
    ];

    internal static string OperationOf(SignerKind kind) => kind switch
    {
        SignerKind.Before => TaskOperations.AddSignerBefore, SignerKind.After => TaskOperations.AddSignerAfter, SignerKind.Parallel => TaskOperations.AddSignerParallel,
        _ => throw new ArgumentException($"Expected before, after or beside, but got {kind}."),
    };

    private static Rejection? MayAdd(OperationQuestion q, string operation, out CaseTask task, out Actor acting)
    {
        acting = q.By;
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (NotAllowed(q.State, task, operation, q.Context) is { } forbidden) return forbidden;
        if (TaskAccess.Holds(q.State, task, q.By, q.Context.Item, q.Context.DutyRules, out acting) is { } refused) return refused;
        if (Delegated(task) is { } delegated) return delegated;
        var step = task;
        if (task.StepType == TaskTypes.Correction || operation != TaskOperations.AddSignerBefore && !(HasOutcome(step, Attitude.Agrees) && HasOutcome(step, Attitude.Refuses)))
            return Reject("signer-kind-not-possible", task.NameZh, task.TaskId, ChineseNames.Operation(operation), operation);
        var depth = q.Context.Graph.PropertyAt(PathOf(q.State, task), HumanInputs.SignerDepth) is { ValueKind: JsonValueKind.Number } given ? given.GetInt32() : UsualDepth;
        return (q.State.Round(task.BookmarkId)?.Find(task.TaskId)?.Depth ?? 0) >= depth ? Reject("signers-nested-too-deep", PlainJson.Text(depth)) : null;
    }

    private static bool HasOutcome(CaseTask task, Attitude attitude) => task.StepOutcomes.Any(o => Attitudes.Of(task.StepType, o) == attitude);

    /// <summary>Whoever added the signer, or the holder at the top of their chain.</summary>
    private static Rejection? MayRemove(CaseState state, SigningRound round, SignerSlot slot, Actor by, CaseContext context, out Actor acting)
    {
        acting = by;
        // While the applicant corrects the papers nobody signs; afterwards everybody is asked anew.
        if (state.CorrectionFor is { } asked && state.Task(asked)?.BookmarkId == round.BookmarkId) return Reject("signer-unknown", slot.TaskId, state.CaseNumber);
        var step = state.StepOf(round.BookmarkId);
        var lead = state.Task(round.LeadOf(slot).TaskId);
        var holder = lead?.CompletedBy?.Holder ?? (lead is { Delegators: [var first, ..] } ? first : lead?.Assignee);
        // What a substitute asked for was asked in another's name, and stays theirs when the substitution has ended.
        var adder = slot.AddedBy!.Holder.UserId;
        acting = by.ActsFor.Prepend(by).FirstOrDefault(one => one.UserId == adder || one.UserId == holder?.UserId) ?? by;
        if (acting.UserId != adder && acting.UserId != holder?.UserId) return Reject("not-adder", by.Name);
        return NotAllowed(state, step, TaskOperations.RemoveSigner, context);
    }

    /// <summary>The added signers of a task's step whom this person may take out again.</summary>
    internal static IEnumerable<SignerSlot> Removable(CaseState state, string taskId, Actor by, CaseContext context) =>
        state.IsClosed || state.Task(taskId) is not { Status: CaseTaskStatus.Open } task || state.Round(task.BookmarkId) is not { } round
            ? []
            : round.Slots.Where(s => s is { AddedBy: not null, IsRemoved: false, Opinion: null } && s.TaskId != taskId && MayRemove(state, round, s, by, context, out _) is null);

    private static Rejection? MayTransfer(OperationQuestion q, out CaseTask task, out Actor acting)
    {
        acting = q.By;
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (NotAllowed(q.State, task, TaskOperations.Transfer, q.Context) is { } forbidden) return forbidden;
        if (task.Assignee is null) return Reject("task-not-held", task.NameZh, task.TaskId);
        // An administrator hands over what somebody who left still holds.
        if (!IsAdministrator(q.By) && Holder(q, task, out acting) is { } refused) return refused;
        return Delegated(task);
    }

    private static Rejection? MayDelegate(OperationQuestion q, out CaseTask task, out Actor acting)
    {
        acting = q.By;
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (NotAllowed(q.State, task, TaskOperations.Delegate, q.Context) is { } forbidden) return forbidden;
        return TaskAccess.Holds(q.State, task, q.By, q.Context.Item, q.Context.DutyRules, out acting);
    }

    /// <summary>The one who works on it gives it back; those who delegated it may call it back.</summary>
    private static Rejection? MayGiveBack(OperationQuestion q, out CaseTask task, out Actor acting, out ActorStamp to)
    {
        (acting, to) = (q.By, null!);
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (task.Delegators.Count == 0) return Reject("task-not-delegated", task.NameZh, task.TaskId);
        foreach (var one in q.By.ActsFor.Prepend(q.By))
        {
            acting = one;
            if (task.Assignee!.UserId == one.UserId)
            {
                to = task.Delegators[^1];
                return null;
            }
            if (task.Delegators.FirstOrDefault(d => d.UserId == one.UserId) is { } delegator)
            {
                to = delegator;
                return null;
            }
        }
        return Reject("not-assignee", task.NameZh, task.TaskId, task.Assignee!.Name, q.By.Name);
    }

    /// <summary>Handing a task on decides nothing: a conflict of interest is a reason for it, not against it.</summary>
    private static Rejection? Holder(OperationQuestion q, CaseTask task, out Actor acting)
    {
        var holder = task.Assignee!.UserId;
        acting = q.By.ActsFor.Prepend(q.By).FirstOrDefault(one => one.UserId == holder) ?? q.By;
        return TaskAccess.NotHolder(task, acting);
    }

    private static Rejection? Delegated(CaseTask task) =>
        task.Delegators.Count == 0 ? null : Reject("task-delegated", task.NameZh, task.TaskId, task.Assignee!.Name, task.Delegators[0].Name);

    private static bool IsAdministrator(Actor actor) => actor.Mandates.Any(m => m.Role == Roles.Administrator);
}
