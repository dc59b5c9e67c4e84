using System.Collections.Immutable;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    private ImmutableDictionary<string, CaseEvent.ApproversChosen> chosen = ImmutableDictionary<string, CaseEvent.ApproversChosen>.Empty;

    /// <summary>Who was chosen for a step, by the applicant or at the step before; null: nobody yet.</summary>
    public CaseEvent.ApproversChosen? ChosenFor(string activityId) => chosen.GetValueOrDefault(activityId);

    private ImmutableHashSet<string> recused = [];

    /// <summary>回避: whether this person has an interest in the case and acts no more in it.</summary>
    public bool HasRecused(string userId) => recused.Contains(userId);

    /// <summary>Whoever completed a task last: the one whose doing opens what opens now.</summary>
    internal ActorStamp? LastActor => lastCompletedBy;

    private void Assigned(CaseEvent.TaskAssigned e)
    {
        Change(e.TaskId, e, static (task, e) => task with { Assignee = e.To, IsPersonal = true, Unfilled = null });
        foreach (var round in rounds.Values.Where(r => r.Find(e.TaskId) is not null)) rounds = rounds.SetItem(round.BookmarkId, round.With(e.TaskId, s => s with { Person = e.To, Unfilled = null }));
    }
}
