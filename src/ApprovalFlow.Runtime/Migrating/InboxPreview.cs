using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Runtime.Tasks;

namespace ApprovalFlow.Runtime.Migrating;

/// <summary>One inbox, as a migration would leave it.</summary>
/// <param name="Subject">Whose rows they are (<see cref="InboxSubject"/>).</param>
/// <param name="Candidate">The pool; null where one person holds the tasks.</param>
/// <param name="Holder">Who holds them; null for a pool.</param>
public sealed record InboxShift(string Subject, Candidate? Candidate, ActorStamp? Holder)
{
    /// <summary>Tasks that lie there no more.</summary>
    public IReadOnlyList<ShiftedTask> Leaves { get; init; } = [];
    public IReadOnlyList<ShiftedTask> Comes { get; init; } = [];
    /// <summary>Tasks that stay there and have another last day, name or limit.</summary>
    public IReadOnlyList<ShiftedTask> Changes { get; init; } = [];
    /// <summary>Tasks that stay exactly as they are.</summary>
    public int Stays { get; init; }
}

public sealed record ShiftedTask(string CaseNumber, MovedTask Task);

/// <summary>What a migration would do to everybody's inbox. A migration begins nothing, so nothing comes that does not leave somewhere else.</summary>
public static class InboxPreview
{
    /// <summary>Only cases that can go: the others stay with whom they are. Inboxes in which most happens come first.</summary>
    public static IReadOnlyList<InboxShift> Of(IEnumerable<CaseDryRun> runs)
    {
        var shifts = new Dictionary<string, Shift>(StringComparer.Ordinal);
        foreach (var (number, task) in runs.Where(r => r.CanGo).SelectMany(r => r.Tasks.Select(t => (r.CaseNumber, t))))
        {
            if (task.After is not { } after)
                continue;
            var (from, to) = (At(task.Before), At(after));
            if (from != to)
            {
                from.Leaves.Add(new(number, task));
                to.Comes.Add(new(number, task));
            }
            else if (task.IsKept)
                from.Stays++;
            else
                from.Changes.Add(new(number, task));
        }
        return [.. shifts.Values.Select(s => s.Told).OrderByDescending(s => s.Leaves.Count + s.Comes.Count + s.Changes.Count).ThenBy(s => s.Subject, StringComparer.Ordinal)];

        Shift At(TaskFace face)
        {
            var (subject, candidate, holder) = face switch
            {
                { IsUnfilled: true } => (InboxSubject.Of(new Candidate(Roles.Administrator)), new(Roles.Administrator), null),
                { Holder: { } person } => (InboxSubject.OfUser(person.UserId), null, person),
                _ => (InboxSubject.Of(face.Candidate), face.Candidate, (ActorStamp?)null),
            };
            if (!shifts.TryGetValue(subject, out var shift))
                shifts[subject] = shift = new(subject, candidate, holder);
            return shift;
        }
    }

    private sealed class Shift(string subject, Candidate? candidate, ActorStamp? holder)
    {
        public List<ShiftedTask> Leaves { get; } = [];
        public List<ShiftedTask> Comes { get; } = [];
        public List<ShiftedTask> Changes { get; } = [];
        public int Stays { get; set; }
        public InboxShift Told => new(subject, candidate, holder) { Leaves = Leaves, Comes = Comes, Changes = Changes, Stays = Stays };
    }
}
