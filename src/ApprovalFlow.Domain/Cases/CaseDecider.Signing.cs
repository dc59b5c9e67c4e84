using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    private const int UsualDepth = 3;

    private static Rejection? AddSigners(CaseState state, CaseCommand.AddSigners command, CaseContext context, CaseBurst burst)
    {
        var operation = OperationOf(command.Kind);
        if (MayAdd(new(state, command.TaskId, command.By, context), operation, out var task, out var acting) is { } refused) return refused;
        if (command.Signers.Count == 0) return Reject("signer-missing");
        var round = state.Round(task.BookmarkId);
        foreach (var (signer, index) in command.Signers.Select((s, i) => (s, i)))
        {
            if (command.Signers.Take(index).Any(s => s.UserId == signer.UserId) || IsSigner(state, task, round, signer)) return Reject("signer-twice", signer.Name);
            if ((TaskAccess.NotStaff(signer) ?? TaskAccess.Conflict(state, task, signer, context.Item, context.DutyRules)) is { } conflict) return conflict;
            // Advice may come from anybody; what can turn a legal act comes from somebody who may do that act.
            if (task.StepType == TaskTypes.Decide && command.Kind != SignerKind.Before && !signer.Mandates.Any(state.StepOf(task.BookmarkId).Candidate.Admits))
                return Reject("signer-not-eligible", signer.Name, task.TaskId, ChineseNames.Operation(operation));
        }

        var by = Stamp(state, command.By, acting, task.Candidate);
        foreach (var signer in command.Signers)
        {
            var step = burst.State.StepOf(task.BookmarkId);
            burst.Add(new CaseEvent.SignerAdded(NextTaskId(burst.State, step), task.TaskId, command.Kind, PersonOf(signer, step), by) { Reason = Trimmed(command.Reason) });
        }
        OpenReady(task.BookmarkId, burst.State.StepOf(task.BookmarkId), burst);
        return null;
    }

    private static Rejection? RemoveSigner(CaseState state, CaseCommand.RemoveSigner command, CaseContext context, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        if (state.Rounds.FirstOrDefault(r => r.Find(command.TaskId) is not null) is not { } round || round.Find(command.TaskId) is not { IsRemoved: false } slot)
            return Reject("signer-unknown", command.TaskId, state.CaseNumber);
        if (slot.AddedBy is null) return Reject("signer-not-added", NameOf(state, slot));
        if (MayRemove(state, round, slot, command.By, context, out var acting) is { } refused) return refused;
        if (slot.Opinion is not null) return Reject("signer-voted", NameOf(state, slot));

        var step = state.StepOf(round.BookmarkId);
        burst.Add(new CaseEvent.SignerRemoved(slot.TaskId, Stamp(state, command.By, acting, step.Candidate)) { Reason = Trimmed(command.Reason) });
        var left = burst.State.Round(round.BookmarkId)!;
        foreach (var open in burst.State.OpenTasks.Where(t => left.Find(t.TaskId) is { IsRemoved: true }).ToList()) burst.Add(new CaseEvent.TaskCanceled(open.TaskId));
        return Settle(round.BookmarkId, context, burst);
    }

    /// <summary>After an opinion or a removal: the step goes on with its result, or with whoever is next.</summary>
    private static Rejection? Settle(string bookmarkId, CaseContext context, CaseBurst burst)
    {
        var (state, step) = (burst.State, burst.State.StepOf(bookmarkId));
        var round = state.Round(bookmarkId)!;
        if (round.Verdict(o => Attitudes.Of(step.StepType, o)) is not { } verdict)
        {
            OpenReady(bookmarkId, step, burst);
            return null;
        }
        var outcome = verdict.Attitude == Attitude.Refuses && !step.StepOutcomes.Contains(verdict.Opinion.Outcome)
            ? step.StepOutcomes.First(o => Attitudes.Of(step.StepType, o) == Attitude.Refuses)
            : verdict.Opinion.Outcome;
        burst.Add(new CaseEvent.SigningDecided(bookmarkId, outcome, verdict.Opinion.By, round.Rule,
            [.. round.Slots.Where(s => s.Opinion is not null).OrderBy(s => s.Opinion!.Order).Select(s => new GivenOpinion(s.TaskId, s.Kind, s.Opinion!.By, s.Opinion.Outcome, s.Opinion.At) { Comment = s.Opinion.Comment })])
        { Signers = round.Top.Count() });

        // What was filled in belongs to the outcome that was chosen with it, and to no other.
        var data = verdict.Opinion.Outcome == outcome ? PlainJson.Map(verdict.Opinion.Data) : [];
        var completion = new TaskCompletion(state.Task(verdict.Slot.TaskId)! with { ActivityType = step.StepType }, verdict.Opinion.By, outcome, verdict.Opinion.Comment, data);
        var comesBack = outcome == Activities.Outcomes.Return && ComesBack(burst.State, completion.Task, context);
        foreach (var consequence in Consequences.Of(completion, burst.State, context, burst.Today)) burst.Add(comesBack && consequence is CaseEvent.CorrectionRequested asked ? asked with { ComesBack = true } : consequence);
        if (!comesBack) return burst.Resume(bookmarkId, outcome, data);
        AskForCorrection(completion.Task, bookmarkId, context, burst);
        return null;
    }

    private static void OpenReady(string bookmarkId, CaseTask step, CaseBurst burst)
    {
        foreach (var slot in burst.State.Round(bookmarkId)!.Ready(o => Attitudes.Of(step.StepType, o)).ToList()) burst.Add(SignerTasks.Open(slot, step));
    }

    /// <summary>A vote by the same person, in whatever name, is the same vote.</summary>
    private static Rejection? SignedAlready(CaseState state, CaseTask task, Actor actor, Actor acting)
    {
        // The correction that a signer asked for is the applicant's, not a vote.
        if (task.ActivityType == TaskTypes.Correction || state.Round(task.BookmarkId) is not { } round) return null;
        return round.HasSigned(actor.UserId) ? Reject("signed-already", actor.Name) : round.HasSigned(acting.UserId) ? Reject("signed-already", acting.Name) : null;
    }

    private static Rejection? Awaited(CaseState state, CaseTask task)
    {
        var awaited = state.AwaitedBy(task);
        return awaited.Count == 0 ? null : Reject("signers-awaited", task.NameZh, task.TaskId, string.Join("、", awaited.Select(s => NameOf(state, s))));
    }

    private static bool IsSigner(CaseState state, CaseTask task, SigningRound? round, Actor person) =>
        round?.HasSigned(person.UserId) == true
        || state.OpenTasks.Any(t => t.BookmarkId == task.BookmarkId && (t.Assignee?.UserId == person.UserId || t.Delegators.Any(d => d.UserId == person.UserId)))
        || round?.Slots.Any(s => !s.IsRemoved && !s.IsOpened && s.Person?.UserId == person.UserId) == true;

    private static string NextTaskId(CaseState state, CaseTask step, Predicate<string>? taken = null)
    {
        var stem = SignerTasks.StemOf(step.TaskId);
        for (var number = 2; ; number++)
            if (SignerTasks.IdOf(stem, number) is var id && !state.HasTask(id) && taken?.Invoke(id) != true) return id;
    }

    /// <summary>The signer, with the mandate that makes them one.</summary>
    private static ActorStamp PersonOf(Actor person, CaseTask step)
    {
        var mandate = person.Mandates.FirstOrDefault(step.Candidate.Admits) ?? person.Mandates.First(m => Activities.HumanInputs.Roles.Any(r => r.Name == m.Role));
        return new ActorStamp(person.UserId, person.Name) { Role = mandate.Role, DepartmentId = mandate.DepartmentId };
    }

    private static string NameOf(CaseState state, SignerSlot slot) => state.SignerOf(slot)?.Name ?? ChineseNames.Role(slot.Candidate.Role);

    private static string? Trimmed(string? text) => Blank(text) ? null : text!.Trim();
}
