using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>撤回意见: one of several signers takes their opinion back while the step has no result yet.</summary>
public static partial class CaseDecider
{
    /// <summary>The place is asked anew and lies with whoever signed there; a place whose turn that opinion had brought waits again.</summary>
    private static Rejection? TakeVoteBack(CaseState state, SigningRound round, CaseTask task, ActorStamp by, string? reason, CaseBurst burst)
    {
        var slot = round.Find(task.TaskId)!;
        var early = Early(round, slot, task);
        var step = state.StepOf(round.BookmarkId);
        var places = Renewed(state, step, [slot, .. early]);
        foreach (var waits in early) burst.Add(new CaseEvent.TaskCanceled(waits.TaskId));
        burst.Add(new CaseEvent.VoteTakenBack(task.TaskId, by, places) { Reason = reason });
        OpenReady(round.BookmarkId, step, burst);
        // Whoever was asked by name has it already. A former substitute has no place of their own: it lies in its pool.
        if (burst.State.Task(places[0].Anew)!.Assignee is null && by.Holder.UserId == task.CompletedBy!.Holder.UserId) burst.Add(new CaseEvent.TaskClaimed(places[0].Anew, by));
        return null;
    }

    /// <summary>Nothing may have come of the opinion: nobody has signed after it, and nobody has taken in hand what it led to.</summary>
    private static Rejection? VoteTouched(CaseState state, SigningRound round, CaseTask task)
    {
        // While the applicant corrects the papers nobody signs; afterwards everybody is asked anew.
        if (state.CorrectionFor is { } asked && state.Task(asked)?.BookmarkId == round.BookmarkId) return Reject("applicant-told", task.NameZh, task.TaskId);
        if (round.Find(task.TaskId) is not { IsRemoved: false } slot) return Reject("step-begun-again", task.NameZh, task.TaskId);
        if (slot is { IsBefore: true, Parent: { } asker } && round.Find(asker) is { Opinion: not null }) return Reject("next-step-completed", state.Task(asker)!.NameZh, asker);
        foreach (var waits in Early(round, slot, task))
        {
            var next = state.Task(waits.TaskId)!;
            if (waits.Opinion is not null) return Reject("next-step-completed", next.NameZh, next.TaskId);
            if (next.Delegators.Count > 0 || next.Assignee?.UserId != waits.Person?.UserId || round.Slots.Any(s => !s.IsRemoved && (s.Parent == waits.TaskId || s.Beside == waits.TaskId)))
                return Reject("next-step-touched", next.NameZh, next.TaskId, next.Assignee?.Name ?? NameOf(state, waits));
        }
        return null;
    }

    private static List<SignerSlot> Early(SigningRound round, SignerSlot slot, CaseTask task) =>
        [.. round.With(slot.TaskId, s => s with { Opinion = null }).Early(o => Attitudes.Of(task.StepType, o))];

    /// <summary>Ended tasks keep their numbers, so that late work is refused.</summary>
    private static List<RenewedPlace> Renewed(CaseState state, CaseTask step, IEnumerable<SignerSlot> slots)
    {
        List<RenewedPlace> renewed = [];
        foreach (var slot in slots) renewed.Add(new(slot.TaskId, NextTaskId(state, step, id => renewed.Exists(r => r.Anew == id))));
        return renewed;
    }
}
