using System.Buffers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Seals events into a chain and says where a chain is broken (docs/journal.md).</summary>
public static class HashChain
{
    /// <summary>The events as they are stored, each linked to the one before it.</summary>
    /// <param name="previousHash">Hash of the stream's last event; of a new stream, 32 zero bytes.</param>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<CaseRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => CaseEventJson.Append(line, records[i].Event));

    /// <summary>The same for a trip's events: every stream is chained alike.</summary>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<TripRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => TripEventJson.Append(line, records[i].Event));

    /// <summary>The same for a definition's events.</summary>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<LifeRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => LifeEventJson.Append(line, records[i].Event));

    /// <summary>The same for a migration plan's events.</summary>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<PlanRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => PlanEventJson.Append(line, records[i].Event));

    /// <summary>The same for a packet's events.</summary>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<PacketRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => PacketEventJson.Append(line, records[i].Event));

    /// <summary>The same for records of removals.</summary>
    public static SealedEvents Seal(byte[] previousHash, IReadOnlyList<RedactionRecord> records) => Seal(previousHash, records.Count, i => (records[i].Sequence, records[i].At), (line, i) => RedactionEventJson.Append(line, records[i].Event));

    private static SealedEvents Seal(byte[] previousHash, int count, Func<int, (long Sequence, DateTimeOffset At)> place, Func<CanonicalJsonWriter, int, EventPlace> append)
    {
        var parts = ArrayPool<EventPlace>.Shared.Rent(count);
        var json = CanonicalJsonWriter.Rent().BeginArray();
        for (var i = 0; i < count; i++)
            parts[i] = append(json, i);
        var line = json.EndArray().ToArray();
        json.Return();
        var events = new StoredEvent[count];
        for (var i = 0; i < count; i++)
        {
            var (sequence, at) = place(i);
            var part = parts[i];
            var data = line.AsMemory(part.Start, part.Length);
            var hash = CaseChain.Hash(previousHash, sequence, at, part.Name, part.Version, data.Span);
            events[i] = new(sequence, at, part.Name, part.Version, data, hash, previousHash);
            previousHash = hash;
        }
        ArrayPool<EventPlace>.Shared.Return(parts, clearArray: true);
        return new(line, events);
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
            var hash = CaseChain.Hash(previous, e.Sequence, e.At, e.Type, e.TypeVersion, e.Json.Span);
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
