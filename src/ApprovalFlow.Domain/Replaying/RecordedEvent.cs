using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>One event of a case exactly as it was stored.</summary>
/// <param name="Data">Canonical JSON, UTF-8: the bytes that were hashed.</param>
public sealed record RecordedEvent(long Sequence, DateTimeOffset At, string Name, int Version, byte[] Data)
{
    private CaseEvent? read;

    /// <summary>What it says. Read when it is asked for: most of what a command led to is only compared, byte by byte.</summary>
    /// <exception cref="FormatException">It is not an event of a case that this build knows.</exception>
    public CaseEvent Event => read ??= CaseEventJson.Decode(Name, Version, Data);

    public CaseRecord Record => new(Sequence, At, Event);

    /// <summary>The event as the store would write it.</summary>
    public static RecordedEvent Of(CaseRecord record) => Of(record, CaseEventJson.Encode(record.Event));

    private static RecordedEvent Of(CaseRecord record, EncodedEvent encoded) => new(record.Sequence, record.At, encoded.Name, encoded.Version, encoded.Data);

    public bool IsSame(EncodedEvent other) => Name == other.Name && Version == other.Version && Data.AsSpan().SequenceEqual(other.Data);
}
