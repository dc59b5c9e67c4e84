using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>May this person act on this open task? Pages ask the same question before they offer an action as the decider does when it is taken.</summary>
public static class TaskAccess
{
    /// <summary>Why the person may not complete the task; null when they may.</summary>
    public static Rejection? WhyNot(CaseState state, CaseTask task, Actor actor, ApprovalItem item, IReadOnlyList<DutyRule>? rules = null) =>
        NoCandidate(state, task, actor, item, rules ?? SeparationOfDuties.Default) ?? NotHolder(task, actor);

    internal static Rejection? NoCandidate(CaseState state, CaseTask task, Actor actor, ApprovalItem item, IReadOnlyList<DutyRule> rules)
    {
        var applicantsOwn = task.ActivityType == TaskTypes.Correction && state.IsApplicant(actor);
        if (!applicantsOwn && !actor.Mandates.Any(task.Candidate.Admits))
            return Reject("not-candidate", actor.Name, task.NameZh, task.TaskId, task.Candidate.Role, task.Candidate.DepartmentId ?? "*", task.Candidate.Region ?? "*", ChineseNames.Role(task.Candidate.Role));
        var question = new DutyQuestion(state, task, actor, item);
        return rules.Select(rule => rule.Check(question)).FirstOrDefault(refusal => refusal is not null);
    }

    internal static Rejection? NotHolder(CaseTask task, Actor actor) =>
        task.Assignee is { } holder && holder.UserId != actor.UserId ? Reject("not-assignee", task.NameZh, task.TaskId, holder.Name, actor.Name) : null;
}
