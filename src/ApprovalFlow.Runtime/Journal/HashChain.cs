using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Seals events into a chain and says where a chain is broken (docs/journal.md).</summary>
public static class HashChain
{
    /// <summary>The events as they are stored, each linked to the one before it.</summary>
    /// <param name="previousHash">Hash of the stream's last event; of a new stream, 32 zero bytes.</param>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<CaseRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => CaseEventJson.Encode(records[i].Event));

    /// <summary>The same for a trip's events: every stream is chained alike.</summary>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<TripRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => TripEventJson.Encode(records[i].Event));

    /// <summary>The same for a definition's events.</summary>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<LifeRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => LifeEventJson.Encode(records[i].Event));

    /// <summary>The same for a migration plan's events.</summary>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<PlanRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => PlanEventJson.Encode(records[i].Event));

    /// <summary>The same for a packet's events.</summary>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<PacketRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => PacketEventJson.Encode(records[i].Event));

    /// <summary>The same for records of removals.</summary>
    public static StoredEvent[] Seal(byte[] previousHash, IReadOnlyList<RedactionRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), i => RedactionEventJson.Encode(records[i].Event));

    private static StoredEvent[] Seal(byte[] previousHash, int count, Func<int, (long Sequence, DateTimeOffset At)> place, Func<int, EncodedEvent> encode)
    {
        var sealedEvents = new StoredEvent[count];
        for (var i = 0; i < sealedEvents.Length; i++)
        {
            var record = place(i);
            var encoded = encode(i);
            var hash = CaseChain.Hash(previousHash, record.Sequence, record.At, encoded.Name, encoded.Version, encoded.Data);
            sealedEvents[i] = new(record.Sequence, record.At, encoded.Name, encoded.Version, encoded.Data, hash, previousHash);
            previousHash = hash;
        }
        return sealedEvents;
    }

    /// <summary>Checks a whole stream: positions without a gap, every link, every content.</summary>
    /// <param name="headHash">The hash the stream's head names; null when only the events are checked.</param>
    /// <returns>The first thing wrong, as a sentence; null when the chain holds.</returns>
    public static string? FindBreak(string caseNumber, IReadOnlyList<StoredEvent> events, byte[]? headHash = null)
    {
        var previous = CaseChain.Genesis.ToArray();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.Sequence != i + 1)
                return $"Expected event {i + 1} of case '{caseNumber}', but found event {e.Sequence}.";
            if (!e.PreviousHash.AsSpan().SequenceEqual(previous))
                return $"Expected event {e.Sequence} of case '{caseNumber}' to follow {Hex(previous)}, but it follows {Hex(e.PreviousHash)}.";
            var hash = CaseChain.Hash(previous, e.Sequence, e.At, e.Type, e.TypeVersion, e.Json);
            if (!e.Hash.AsSpan().SequenceEqual(hash))
                return $"Expected event {e.Sequence} of case '{caseNumber}' to hash to {Hex(hash)}, but its row says {Hex(e.Hash)}.";
            previous = hash;
        }
        return headHash is null || headHash.AsSpan().SequenceEqual(previous)
            ? null
            : $"Expected case '{caseNumber}' to end with {Hex(previous)}, but its head says {Hex(headHash)}.";
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash)[..12] + "…";
}
