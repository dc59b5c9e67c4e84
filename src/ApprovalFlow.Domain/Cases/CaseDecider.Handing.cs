using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Tasks that go from one person to another: transferred for good, or delegated and given back.</summary>
public static partial class CaseDecider
{
    private static Rejection? Transfer(CaseState state, CaseCommand.TransferTask command, CaseContext context, CaseBurst burst)
    {
        if (MayTransfer(new(state, command.TaskId, command.By, context), out var task, out var acting) is { } refused) return refused;
        if (task.Assignee!.UserId == command.To.UserId) return Reject("same-person", task.NameZh, task.TaskId, command.To.Name);
        if (TaskAccess.NotEligible(state, task, command.To, context.Item, context.DutyRules) is { } unfit) return unfit;
        if (IsSigner(state, task, state.Round(task.BookmarkId), command.To)) return Reject("signer-twice", command.To.Name);
        if (task.Assignee.UserId != acting.UserId && Blank(command.Reason)) return Reject("reason-required");

        var by = task.Assignee.UserId != acting.UserId ? Stamp(state, command.By, Administrators) : Stamp(state, command.By, acting, task.Candidate);
        burst.Add(new CaseEvent.TaskTransferred(task.TaskId, by, task.Assignee, HolderStamp(state, task, command.To)) { Reason = Trimmed(command.Reason) });
        return null;
    }

    private static Rejection? Delegate(CaseState state, CaseCommand.DelegateTask command, CaseContext context, CaseBurst burst)
    {
        if (MayDelegate(new(state, command.TaskId, command.By, context), out var task, out var acting) is { } refused) return refused;
        if (task.Assignee!.UserId == command.To.UserId || task.Delegators.Any(d => d.UserId == command.To.UserId)) return Reject("delegation-cycle", task.NameZh, task.TaskId, command.To.Name);
        if ((TaskAccess.NotStaff(command.To) ?? TaskAccess.Conflict(state, task, command.To, context.Item, context.DutyRules)) is { } unfit) return unfit;
        burst.Add(new CaseEvent.TaskDelegated(task.TaskId, Stamp(state, command.By, acting, task.Candidate), HolderStamp(state, task, command.To)) { Reason = Trimmed(command.Reason) });
        return null;
    }

    private static Rejection? GiveBack(CaseState state, CaseCommand.GiveBackTask command, CaseContext context, CaseBurst burst)
    {
        if (MayGiveBack(new(state, command.TaskId, command.By, context), out var task, out var acting, out var to) is { } refused) return refused;
        burst.Add(new CaseEvent.TaskGivenBack(task.TaskId, Stamp(state, command.By, acting, task.Candidate), to) { Comment = Trimmed(command.Comment) });
        return null;
    }

    private static ActorStamp HolderStamp(CaseState state, CaseTask task, Actor person) => task.IsPersonal ? PersonOf(person, task) : Stamp(state, person, task.Candidate);
}
