using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Supervision;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Everything one accepted command changes; stored whole or not at all.</summary>
public sealed record CaseCommit(string CaseNumber, long ExpectedVersion, IReadOnlyList<StoredEvent> Events, CaseHeader Header)
{
    /// <summary>New tasks, each with the subject whose inbox it lies in.</summary>
    public IReadOnlyList<TaskEntry> Opened { get; init; } = [];
    /// <summary>Tasks that changed hands or ended; the whole row as it is now.</summary>
    public IReadOnlyList<TaskChange> Changed { get; init; } = [];
    /// <summary>Tasks that another version of the definition calls or gives otherwise; their inboxes are among <see cref="Changed"/>.</summary>
    public IReadOnlyList<TaskRestatement> Restated { get; init; } = [];
    public IReadOnlyList<TimerEntry> TimersSet { get; init; } = [];
    /// <summary>Bookmarks whose timers are no longer wanted.</summary>
    public IReadOnlyList<string> TimersCleared { get; init; } = [];
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];
    public CommandAnswer? Answer { get; init; }
    /// <summary>Proposals of visits that are new or stand elsewhere than before; the whole row as it is now.</summary>
    public IReadOnlyList<ProposalEntry> Proposals { get; init; } = [];
    public IReadOnlyList<CardEntry> CardsRaised { get; init; } = [];
    /// <summary>Cards that something was entered after; the whole row as it is now.</summary>
    public IReadOnlyList<CardEntry> CardsChanged { get; init; } = [];
    /// <summary>Incidents that are new or stand otherwise than before; those are cleared too, and cleared first.</summary>
    public IReadOnlyList<IncidentEntry> IncidentsRaised { get; init; } = [];
    /// <summary>Incidents that wait for nobody any more, by their event's position.</summary>
    public IReadOnlyList<long> IncidentsCleared { get; init; } = [];

    public long Version => Events.Count > 0 ? Events[^1].Sequence : ExpectedVersion;
}

/// <summary>One event as it lies in the journal.</summary>
/// <param name="Json">Canonical JSON, UTF-8: exactly the bytes that were hashed.</param>
/// <param name="Hash">SHA-256 over the envelope (docs/journal.md).</param>
/// <param name="PreviousHash">Hash of the event before it in the same stream; 32 zero bytes for the first.</param>
public sealed record StoredEvent(long Sequence, DateTimeOffset At, string Type, int TypeVersion, ReadOnlyMemory<byte> Json, byte[] Hash, byte[] PreviousHash)
{
    /// <summary>Its data as text; encodes back to the same bytes.</summary>
    public string Data => Encoding.UTF8.GetString(Json.Span);

    /// <summary>Its data, to be read.</summary>
    /// <exception cref="ContentRemovedException">It says nothing any more.</exception>
    internal ReadOnlySpan<byte> Content => Tombstone.Read(Json.Span) is { } record ? throw new ContentRemovedException(record.Stream[Tombstone.Streams.Length..], record) : Json.Span;

    /// <summary>What it says, for folding a case.</summary>
    /// <exception cref="ContentRemovedException">It says nothing any more.</exception>
    /// <exception cref="FormatException">It is not an event of a case that this build knows.</exception>
    public CaseRecord ToRecord() => new(Sequence, At, CaseEventJson.Decode(Type, TypeVersion, Content));

    /// <summary>As it lies there, for deciding it again.</summary>
    public RecordedEvent ToRecorded() => new(Sequence, At, Type, TypeVersion, Json.ToArray());
}

/// <summary>Where a stream stands, with what lists show of the case.</summary>
public sealed record CaseHeader(
    string CaseNumber, long Version, byte[] HeadHash, string DefinitionHash, string FlowCode, string ItemCode, string DepartmentId,
    CaseStatus Status, string? Result, string ApplicantName, string? ApplicantUserId, string? CountyCode,
    DateTimeOffset RegisteredAt, DateTimeOffset? AcceptedAt, DateTimeOffset? ClosedAt, DateOnly? Due)
{
    /// <summary>When the case's alarm goes off. May be earlier than its row, never later: an alarm that had nothing to say is moved without a commit.</summary>
    public DateTimeOffset? Alarm { get; init; }

    /// <summary>The record by which its content was removed (<see cref="Domain.Retention.Tombstone.Name"/>): the events hold nothing any more, and nothing follows. Null: it is all there.</summary>
    public string? RedactedBy { get; init; }
}

/// <summary>What an idempotency key was answered with: the events <paramref name="FirstSequence"/> to <paramref name="LastSequence"/>.</summary>
/// <param name="Fingerprint">What was asked; a key that comes back with another question is a mistake of the caller.</param>
public sealed record CommandAnswer(string Key, string CaseNumber, string Fingerprint, long FirstSequence, long LastSequence, DateTimeOffset At)
{
    /// <summary>It was used so long ago that what for is forgotten: nothing can be answered but that.</summary>
    public bool IsForgotten => LastSequence == 0;
}

/// <summary>A stream's head and its events after the position asked for.</summary>
public sealed record CaseStream(CaseHeader Header, IReadOnlyList<StoredEvent> Events);

public enum CommitOutcome
{
    Stored,
    /// <summary>The stream is not at the expected version: somebody else was faster.</summary>
    Conflict,
    /// <summary>The idempotency key has been used.</summary>
    Repeated,
}
