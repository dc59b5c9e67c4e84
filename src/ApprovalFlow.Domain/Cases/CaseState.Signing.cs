using System.Collections.Immutable;
using System.Globalization;
using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    private ImmutableDictionary<string, SigningRound> rounds = ImmutableDictionary<string, SigningRound>.Empty;
    private ImmutableList<ActorStamp> lastSigners = [];
    private ImmutableDictionary<string, bool> copies = ImmutableDictionary<string, bool>.Empty;

    /// <summary>Whether this person was sent a copy and may read the case for it.</summary>
    public bool IsCopied(string userId) => copies.ContainsKey(userId);
    public bool HasUnreadCopy(string userId) => copies.TryGetValue(userId, out var read) && !read;

    /// <summary>Waits at which several people sign and that are not decided yet.</summary>
    public IEnumerable<SigningRound> Rounds => rounds.Values;

    /// <summary>Who signs at a wait; null where one person decides alone.</summary>
    public SigningRound? Round(string bookmarkId) => rounds.GetValueOrDefault(bookmarkId);

    /// <summary>Every task of this case that somebody completed.</summary>
    public IEnumerable<CaseTask> CompletedTasks => endedTasks.Values.Where(t => t.Status == CaseTaskStatus.Completed);

    /// <summary>Every task of this case, open or ended.</summary>
    internal bool HasTask(string taskId) => Task(taskId) is not null || !rounds.IsEmpty && rounds.Values.Any(r => r.Find(taskId) is not null);

    /// <summary>Signers whose opinion has to come before this task is decided.</summary>
    public IReadOnlyList<SignerSlot> AwaitedBy(CaseTask task) =>
        Round(task.BookmarkId) is { } round && round.Find(task.TaskId) is { } slot ? [.. round.Awaited(slot, o => Attitudes.Of(task.StepType, o))] : [];

    /// <summary>Who signs or signed in a slot, as far as that is known.</summary>
    public ActorStamp? SignerOf(SignerSlot slot) => slot.Opinion?.By ?? Task(slot.TaskId)?.Assignee ?? slot.Person;

    /// <summary>The task that stands for the step itself: the first one opened at a wait.</summary>
    public CaseTask StepOf(string bookmarkId) =>
        Round(bookmarkId) is { } round && Task(round.Slots[0].TaskId) is { } first ? first : openTasks.Find(t => t.BookmarkId == bookmarkId)
            ?? throw new ArgumentException($"Expected a task at wait '{bookmarkId}' of case '{CaseNumber}', but there is none.");

    private void Begun(CaseEvent.SigningOpened e) => rounds = rounds.SetItem(e.BookmarkId, new SigningRound(e.BookmarkId, e.Rule,
        [.. e.Signers.Select(s => new SignerSlot(s.TaskId, s.Candidate, SignerKind.Own) { Person = s.Person, Why = s.Why, Unfilled = s.Unfilled })]));

    private void Added(CaseEvent.SignerAdded e)
    {
        var beside = Task(e.Beside)!;
        var round = Round(beside.BookmarkId) ?? new SigningRound(beside.BookmarkId, SigningRule.Together, [new SignerSlot(beside.TaskId, beside.Candidate, SignerKind.Own) { IsOpened = true }]);
        var asker = round.Find(e.Beside)!;
        var slot = new SignerSlot(e.TaskId, CandidateOf(e.Person), e.Kind) { Person = e.Person, AddedBy = e.By, Beside = e.Beside, Depth = asker.Depth + 1 };
        slot = e.Kind == SignerKind.Parallel ? slot with { Parent = asker.Parent, IsBefore = asker.IsBefore } : slot with { Parent = asker.TaskId, IsBefore = e.Kind == SignerKind.Before };
        // Beside means right behind the one who asked, where the order counts.
        var slots = round.Slots.ToList();
        slots.Insert(e.Kind == SignerKind.Parallel ? slots.IndexOf(asker) + 1 : slots.Count, slot);
        rounds = rounds.SetItem(round.BookmarkId, round with { Slots = slots });
    }

    /// <summary>A task for one person still says with which mandate it is theirs.</summary>
    internal static Candidate CandidateOf(ActorStamp person) => new(person.Role ?? "", person.DepartmentId);

    private void Removed(CaseEvent.SignerRemoved e)
    {
        var round = rounds.Values.First(r => r.Find(e.TaskId) is not null);
        rounds = rounds.SetItem(round.BookmarkId, round.Without(e.TaskId));
    }

    private void VoteTakenBack(CaseEvent.VoteTakenBack e)
    {
        var round = rounds.Values.First(r => r.Find(e.TaskId) is not null);
        var anew = e.Places.ToDictionary(p => p.TaskId, p => p.Anew);
        string? Now(string? taskId) => taskId is not null && anew.TryGetValue(taskId, out var other) ? other : taskId;
        rounds = rounds.SetItem(round.BookmarkId, round with
        {
            Slots = [.. round.Slots.Select(s => (anew.ContainsKey(s.TaskId) ? s with
            {
                // Somebody by name may have handed the place on: whoever signed there is asked again.
                TaskId = anew[s.TaskId], IsOpened = false, Opinion = null, Person = s.Person is null ? null : s.Opinion?.By.Holder ?? s.Person,
            } : s) with { Parent = Now(s.Parent), Beside = Now(s.Beside) })],
        });
    }

    private void Decided(CaseEvent.SigningDecided e)
    {
        lastCompletedBy = e.By;
        lastSigners = [.. e.Opinions.Select(o => o.By)];
    }

    private void SlotOpened(string bookmarkId, string taskId)
    {
        if (Round(bookmarkId) is { } round) rounds = rounds.SetItem(bookmarkId, round.With(taskId, s => s with { IsOpened = true }));
    }

    private void SlotSigned(CaseTask task, CaseEvent.TaskCompleted e, CaseRecord record)
    {
        lastSigners = [];
        if (Round(task.BookmarkId) is { } round)
            rounds = rounds.SetItem(task.BookmarkId, round.With(task.TaskId, s => s with { Opinion = new Opinion(e.By, e.Outcome, record.At, record.Sequence) { Comment = e.Comment, Data = e.Data } }));
    }

    private void EndRounds(Func<SigningRound, bool> which)
    {
        if (!rounds.IsEmpty) rounds = rounds.RemoveRange(rounds.Values.Where(which).Select(r => r.BookmarkId).ToList());
    }

    private static bool IsAt(SigningRound round, int context) => round.BookmarkId.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{context}."), StringComparison.Ordinal);
}
