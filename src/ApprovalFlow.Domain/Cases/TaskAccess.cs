using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>May this person act on this open task? Pages ask the same question before they offer an action as the decider does when it is taken.</summary>
/// <remarks>Somebody who stands in for others may do what they may, in their name, unless one of the two has a conflict of interest.</remarks>
public static class TaskAccess
{
    /// <summary>Why the person may not complete the task; null when they may.</summary>
    public static Rejection? WhyNot(CaseState state, CaseTask task, Actor actor, ApprovalItem item, IReadOnlyList<DutyRule>? rules = null) =>
        May(state, task, actor, item, rules ?? SeparationOfDuties.Default, held: true, out _);

    /// <summary>A mandate for the task, no conflict of interest, and nobody else holds it.</summary>
    /// <param name="held">False: whoever holds it does not matter yet.</param>
    /// <param name="acting">The person, or the one in whose name they act.</param>
    internal static Rejection? May(CaseState state, CaseTask task, Actor actor, ApprovalItem item, IReadOnlyList<DutyRule> rules, bool held, out Actor acting) =>
        As(actor, out acting, one => Unfilled(task) ?? NoMandate(state, task, one) ?? (held ? NotHolder(task, one) : null), one => Conflict(state, task, one, item, rules));

    /// <summary>The person holds the task, whoever they are, and has no conflict of interest.</summary>
    internal static Rejection? Holds(CaseState state, CaseTask task, Actor actor, ApprovalItem item, IReadOnlyList<DutyRule> rules, out Actor acting) =>
        As(actor, out acting, one => Unfilled(task) ?? (task.Assignee is null ? Reject("task-not-held", task.NameZh, task.TaskId) : NotHolder(task, one)), one => Conflict(state, task, one, item, rules));

    /// <summary>Whether another person could be given this task: mandate and conflict of interest.</summary>
    internal static Rejection? NotEligible(CaseState state, CaseTask task, Actor person, ApprovalItem item, IReadOnlyList<DutyRule> rules) =>
        (task.AddedTo is not null ? NotStaff(person) : NoMandate(state, task with { IsPersonal = false }, person)) ?? Conflict(state, task, person, item, rules);

    internal static Rejection? Conflict(CaseState state, CaseTask task, Actor person, ApprovalItem item, IReadOnlyList<DutyRule> rules)
    {
        var question = new DutyQuestion(state, task, person, item);
        return rules.Select(rule => rule.Check(question)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Advice and help may come from anybody who handles cases.</summary>
    internal static Rejection? NotStaff(Actor person) =>
        person.Mandates.Any(m => HumanInputs.Roles.Any(r => r.Name == m.Role)) ? null : Reject("person-not-staff", person.Name);

    internal static Rejection? NotHolder(CaseTask task, Actor actor) =>
        task.Assignee is { } holder && holder.UserId != actor.UserId ? Reject("not-assignee", task.NameZh, task.TaskId, holder.Name, actor.Name) : null;

    private static Rejection? Unfilled(CaseTask task) => task.Unfilled is null ? null : Reject("approver-missing", task.NameZh, task.TaskId);

    private static Rejection? NoMandate(CaseState state, CaseTask task, Actor actor)
    {
        // A task by name is its holder's; the holder is looked at elsewhere.
        if (task.IsPersonal || task.ActivityType == TaskTypes.Correction && state.IsApplicant(actor) || actor.Mandates.Any(task.Candidate.Admits)) return null;
        return Reject("not-candidate", actor.Name, task.NameZh, task.TaskId, task.Candidate.Role, task.Candidate.DepartmentId ?? "*", task.Candidate.Region ?? "*", ChineseNames.Role(task.Candidate.Role));
    }

    private static Rejection? As(Actor actor, out Actor acting, Func<Actor, Rejection?> right, Func<Actor, Rejection?> conflict)
    {
        acting = actor;
        var own = right(actor) ?? conflict(actor);
        if (own is null) return null;
        Rejection? nearest = null;
        foreach (var principal in actor.ActsFor)
        {
            if (right(principal) is not null) continue;
            // Acting in another's name heals neither person's conflict.
            if ((conflict(principal) ?? conflict(actor)) is { } refused)
            {
                nearest ??= refused;
                continue;
            }
            acting = principal;
            return null;
        }
        return nearest ?? own;
    }
}
