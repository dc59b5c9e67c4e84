using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Runtime.Memory;

/// <summary>All storage ports in memory, with the promises of the databases except durability: for simulation and tests.</summary>
public sealed partial class MemoryStore : ICaseStore, IInbox, ITimerStore, IOutboxStore, IDefinitionStore
{
    private static readonly Comparer<(DateTimeOffset At, string Id)> ReadingOrder =
        Comparer<(DateTimeOffset At, string Id)>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));

    private readonly Lock gate = new();
    private readonly Dictionary<string, (CaseHeader Header, List<StoredEvent> Events)> streams = [];
    private readonly Dictionary<string, CommandAnswer> answers = [];
    private readonly Dictionary<string, TaskEntry> tasks = [];
    private readonly SortedDictionary<string, SortedSet<(DateTimeOffset At, string Id)>> inbox = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Case, string Bookmark), (TimerEntry Timer, DateTimeOffset NextAttempt)> timers = [];
    private readonly SortedDictionary<(string Case, long Sequence), (OutboxMessage Message, DateTimeOffset NextAttempt)> outbox =
        new(Comparer<(string Case, long Sequence)>.Create((a, b) => a.Case != b.Case ? string.CompareOrdinal(a.Case, b.Case) : a.Sequence.CompareTo(b.Sequence)));
    private readonly Dictionary<string, PublishedDefinition> definitions = [];
    private readonly Dictionary<string, long> series = [];
    private long definitionChanges;

    public Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(streams.TryGetValue(caseNumber, out var stream) ? new CaseStream(stream.Header, [.. stream.Events.Where(e => e.Sequence > after)]) : null);
    }

    public Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
    {
        if (!commit.Events.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, commit.Events.Count).Select(i => commit.ExpectedVersion + i)))
            throw new ArgumentException($"Expected the events of case '{commit.CaseNumber}' to follow version {commit.ExpectedVersion} without a gap, but they are {string.Join(", ", commit.Events.Select(e => e.Sequence))}.", nameof(commit));
        lock (gate)
        {
            var known = streams.TryGetValue(commit.CaseNumber, out var stream);
            if ((known ? stream.Header.Version : 0) != commit.ExpectedVersion)
                return Task.FromResult(CommitOutcome.Conflict);
            if (commit.Answer is { } answer && !answers.TryAdd(answer.Key, answer))
                return Task.FromResult(CommitOutcome.Repeated);
            var events = known ? stream.Events : [];
            events.AddRange(commit.Events);
            streams[commit.CaseNumber] = (commit.Header, events);
            Apply(commit);
            return Task.FromResult(CommitOutcome.Stored);
        }
    }

    public Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(answers.GetValueOrDefault(key));
    }

    public Task<long> NextNumberAsync(string name, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(series[name] = series.GetValueOrDefault(name) + 1);
    }

    public Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<TaskEntry>>([.. subjects.Distinct()
                .SelectMany(s => inbox.TryGetValue(s, out var rows) ? rows : Enumerable.Empty<(DateTimeOffset At, string Id)>())
                .Where(r => after is null || ReadingOrder.Compare(r, (after.OpenedAt, after.TaskId)) > 0)
                .Order(ReadingOrder).Take(take).Select(r => tasks[r.Id])]);
    }

    public Task<int> CountAsync(IReadOnlyList<string> subjects, int cap, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(Math.Min(cap, subjects.Distinct().Sum(s => inbox.TryGetValue(s, out var rows) ? rows.Count : 0)));
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(IReadOnlyList<string> prefixes, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<string>>([.. inbox.Where(s => s.Value.Count > 0 && prefixes.Any(p => s.Key.StartsWith(p, StringComparison.Ordinal))).Select(s => s.Key)]);
    }

    public Task<IReadOnlyList<TimerEntry>> ClaimDueAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            List<TimerEntry> claimed = [.. timers.Values.Where(t => t.NextAttempt <= now).OrderBy(t => t.NextAttempt).Take(batch).Select(t => t.Timer)];
            foreach (var timer in claimed)
                timers[(timer.CaseNumber, timer.BookmarkId)] = (timer, now + lease);
            return Task.FromResult<IReadOnlyList<TimerEntry>>(claimed);
        }
    }

    public Task MoveAsync(TimerEntry claimed, DateTimeOffset due, CancellationToken cancellation = default)
    {
        lock (gate)
            if (timers.TryGetValue((claimed.CaseNumber, claimed.BookmarkId), out var row) && row.Timer.Due == claimed.Due)
                timers[(claimed.CaseNumber, claimed.BookmarkId)] = (claimed with { Due = due }, due);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string caseNumber, string bookmarkId, CancellationToken cancellation = default)
    {
        lock (gate)
            timers.Remove((caseNumber, bookmarkId));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            List<OutboxMessage> claimed = [.. outbox.Values.DistinctBy(m => m.Message.CaseNumber).Where(m => m.NextAttempt <= now)
                .OrderBy(m => m.NextAttempt).Take(batch).Select(m => m.Message)];
            foreach (var message in claimed)
                outbox[(message.CaseNumber, message.Sequence)] = (message, now + lease);
            return Task.FromResult<IReadOnlyList<OutboxMessage>>(claimed);
        }
    }

    public Task DoneAsync(OutboxMessage message, CancellationToken cancellation = default)
    {
        lock (gate)
            outbox.Remove((message.CaseNumber, message.Sequence));
        return Task.CompletedTask;
    }

    public Task FailedAsync(OutboxMessage message, string error, DateTimeOffset nextAttempt, CancellationToken cancellation = default)
    {
        lock (gate)
            outbox[(message.CaseNumber, message.Sequence)] = (message with { Attempts = message.Attempts + 1 }, nextAttempt);
        return Task.CompletedTask;
    }

    public Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(definitions.GetValueOrDefault(hash));
    }

    public Task<IReadOnlyList<ScheduledDefinition>> ScheduleAsync(string flowCode, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ScheduledDefinition>>([.. definitions.Values.Where(d => d.FlowCode == flowCode).OrderBy(d => d.Version).Select(d => new ScheduledDefinition(d.Hash, d.DefinitionId, d.Version, d.Region, d.EffectiveFrom, d.RetiredFrom))]);
    }

    public ValueTask<long> ScheduleStampAsync(string flowCode, CancellationToken cancellation = default)
    {
        lock (gate)
            return ValueTask.FromResult(definitionChanges);
    }

    public Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            definitionChanges++;
            foreach (var d in drafts)
            {
                var version = definitions.Values.Where(p => p.DefinitionId == d.DefinitionId).Select(p => p.Version).DefaultIfEmpty().Max() + 1;
                definitions.TryAdd(d.Hash, new(d.Hash, d.FlowCode, d.DefinitionId, d.Name, version, d.At, d.By) { Json = d.Json });
            }
        }
        return Task.CompletedTask;
    }

    private void Apply(CaseCommit commit)
    {
        foreach (var task in commit.Opened)
        {
            tasks.Add(task.TaskId, task);
            Put(task.Subject, task.OpenedAt, task.TaskId);
        }
        foreach (var change in commit.Changed)
        {
            tasks[change.TaskId] = tasks[change.TaskId] with
            {
                Subject = change.ToSubject ?? (change.FromSubject is null && change.Status == CaseTaskStatus.Open ? tasks[change.TaskId].Subject : null), Due = change.Due ?? tasks[change.TaskId].Due, Status = change.Status, AssigneeId = change.AssigneeId, AssigneeName = change.AssigneeName,
                Outcome = change.Outcome, CompletedById = change.CompletedById, EndedAt = change.EndedAt,
            };
            if (change.FromSubject is { } from)
                inbox[from].Remove((change.OpenedAt, change.TaskId));
            Put(change.ToSubject, change.OpenedAt, change.TaskId);
        }
        foreach (var r in commit.Restated)
            tasks[r.TaskId] = tasks[r.TaskId] with { ActivityId = r.ActivityId, NameZh = r.NameZh, NameEn = r.NameEn, Candidate = r.Candidate, LimitDays = r.LimitDays };
        foreach (var bookmark in commit.TimersCleared)
            timers.Remove((commit.CaseNumber, bookmark));
        foreach (var proposal in commit.Proposals)
            proposals[(proposal.CaseNumber, proposal.Sequence)] = proposal with { IsNew = false };
        foreach (var timer in commit.TimersSet)
            timers[(timer.CaseNumber, timer.BookmarkId)] = (timer, timer.Due);
        foreach (var message in commit.Outbox)
            outbox[(message.CaseNumber, message.Sequence)] = (message, message.At);
    }

    private void Put(string? subject, DateTimeOffset at, string taskId)
    {
        if (subject is null)
            return;
        if (!inbox.TryGetValue(subject, out var rows))
            inbox[subject] = rows = new(ReadingOrder);
        rows.Add((at, taskId));
    }
}
