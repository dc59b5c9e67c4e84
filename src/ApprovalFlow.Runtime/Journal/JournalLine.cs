using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>The events of one commit as one row of the journal (docs/journal.md).</summary>
/// <remarks>A command leaves about a dozen events. A row for each would cost a dozen places in an index; each event keeps its own position and hash all the same.</remarks>
/// <param name="FirstSequence">Position of the first event; the others follow without a gap.</param>
/// <param name="Events">A JSON array of <c>[name,version,data]</c>, the data exactly the text that was hashed.</param>
/// <param name="Hashes">The hash of each event, 32 bytes each, in order.</param>
/// <param name="PreviousHash">Hash of the event before the first one.</param>
public sealed record JournalLine(string CaseNumber, long FirstSequence, DateTimeOffset At, string Events, byte[] Hashes, byte[] PreviousHash)
{
    private const int HashSize = 32;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <exception cref="ArgumentException">The events do not follow the expected version, or each other.</exception>
    public static JournalLine Of(CaseCommit commit) => Of(commit.CaseNumber, commit.ExpectedVersion, commit.Events);

    /// <summary>The same for any stream.</summary>
    /// <exception cref="ArgumentException">The events do not follow the expected version, or each other.</exception>
    public static JournalLine Of(string stream, long expectedVersion, IReadOnlyList<StoredEvent> events)
    {
        var text = new StringBuilder(events.Count * 128).Append('[');
        var hashes = new byte[events.Count * HashSize];
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.Sequence != expectedVersion + 1 + i || e.At != events[0].At || e.Hash.Length != HashSize || (i > 0 && !e.PreviousHash.AsSpan().SequenceEqual(events[i - 1].Hash)))
                throw new ArgumentException($"Expected the events of '{stream}' to follow version {expectedVersion} and each other, but event {e.Sequence} does not.", nameof(events));
            e.Hash.CopyTo(hashes, i * HashSize);
            text.Append(i == 0 ? "[\"" : ",[\"").Append(e.Type).Append("\",").Append(e.TypeVersion).Append(',').Append(e.Data).Append(']');
        }
        return new(stream, expectedVersion + 1, events[0].At, text.Append(']').ToString(), hashes, events[0].PreviousHash);
    }

    /// <exception cref="FormatException">The row does not hold what a commit wrote.</exception>
    public IEnumerable<StoredEvent> Read()
    {
        var parts = Parse();
        if (Hashes.Length != parts.Count * HashSize)
            throw new FormatException($"Expected as many hashes as events from event {FirstSequence} of case '{CaseNumber}', but there are {parts.Count} events and {Hashes.Length} bytes of hashes.");
        var previous = PreviousHash;
        for (var i = 0; i < parts.Count; i++)
        {
            var hash = Hashes[(i * HashSize)..((i + 1) * HashSize)];
            yield return new(FirstSequence + i, At, parts[i].Name, parts[i].Version, parts[i].Data, hash, previous);
            previous = hash;
        }
    }

    /// <summary>Only the events of these names, read without looking at the hashes: for counting over many cases. Whoever must be sure of a case reads it with <see cref="Read"/>.</summary>
    /// <exception cref="FormatException">The row does not hold what a commit wrote.</exception>
    public IReadOnlyList<CaseRecord> ReadOnly(IReadOnlySet<string> names)
    {
        var bytes = Encoding.UTF8.GetBytes(Events);
        var reader = new Utf8JsonReader(bytes, Options);
        List<CaseRecord> records = [];
        try
        {
            Take(ref reader, JsonTokenType.StartArray);
            for (var sequence = FirstSequence; reader.Read() && reader.TokenType != JsonTokenType.EndArray; sequence++)
            {
                Expect(ref reader, JsonTokenType.StartArray);
                Take(ref reader, JsonTokenType.String);
                // Most events are the workflow's own; their names need not become text.
                var name = reader.ValueSpan.StartsWith("flow."u8) ? null : reader.GetString();
                Take(ref reader, JsonTokenType.Number);
                if (!reader.TryGetInt32(out var version))
                    throw Unlike(JsonTokenType.Number);
                Take(ref reader, JsonTokenType.StartObject);
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (name is not null && names.Contains(name))
                    records.Add(new(sequence, At, CaseEventJson.Decode(name, version, bytes.AsSpan(start, (int)reader.BytesConsumed - start))));
                Take(ref reader, JsonTokenType.EndArray);
            }
            return records;
        }
        catch (JsonException e)
        {
            throw new FormatException($"Expected the events from event {FirstSequence} of case '{CaseNumber}' to be JSON, but: {e.Message}", e);
        }
    }

    private List<(string Name, int Version, string Data)> Parse()
    {
        var bytes = Encoding.UTF8.GetBytes(Events);
        var reader = new Utf8JsonReader(bytes, Options);
        List<(string, int, string)> parts = [];
        try
        {
            Take(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Expect(ref reader, JsonTokenType.StartArray);
                Take(ref reader, JsonTokenType.String);
                var name = reader.GetString()!;
                Take(ref reader, JsonTokenType.Number);
                if (!reader.TryGetInt32(out var version))
                    throw Unlike(JsonTokenType.Number);
                Take(ref reader, JsonTokenType.StartObject);
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add((name, version, Encoding.UTF8.GetString(bytes, start, (int)reader.BytesConsumed - start)));
                Take(ref reader, JsonTokenType.EndArray);
            }
            return parts;
        }
        catch (JsonException e)
        {
            throw new FormatException($"Expected the events from event {FirstSequence} of case '{CaseNumber}' to be JSON, but: {e.Message}", e);
        }
    }

    private void Take(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        Expect(ref reader, type);
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw Unlike(reader.TokenType);
    }

    private FormatException Unlike(JsonTokenType found) =>
        new($"Expected the events from event {FirstSequence} of case '{CaseNumber}' to be a list of [name, version, data], but found {found} out of place.");
}
