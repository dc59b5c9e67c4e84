using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>The events of one commit as one row of the journal (docs/journal.md).</summary>
/// <remarks>A command leaves about a dozen events. A row for each would cost a dozen places in an index; each event keeps its own position and hash all the same.</remarks>
/// <param name="FirstSequence">Position of the first event; the others follow without a gap.</param>
/// <param name="Events">A JSON array of <c>[name,version,data]</c>, UTF-8, the data exactly the bytes that were hashed.</param>
/// <param name="Hashes">The hash of each event, 32 bytes each, in order.</param>
/// <param name="PreviousHash">Hash of the event before the first one.</param>
public sealed record JournalLine(string CaseNumber, long FirstSequence, DateTimeOffset At, byte[] Events, byte[] Hashes, byte[] PreviousHash)
{
    private const int HashSize = 32;

    /// <summary>A line as a text column holds it.</summary>
    public JournalLine(string caseNumber, long firstSequence, DateTimeOffset at, string events, byte[] hashes, byte[] previousHash)
        : this(caseNumber, firstSequence, at, Encoding.UTF8.GetBytes(events), hashes, previousHash)
    {
    }

    /// <summary>The events as text, for a text column; encodes back to the same bytes.</summary>
    public string Text => Encoding.UTF8.GetString(Events);

    /// <exception cref="ArgumentException">The events do not follow the expected version, or each other.</exception>
    public static JournalLine Of(CaseCommit commit) => Of(commit.CaseNumber, commit.ExpectedVersion, commit.Events);

    /// <summary>The same for any stream.</summary>
    /// <exception cref="ArgumentException">The events do not follow the expected version, or each other.</exception>
    public static JournalLine Of(string stream, long expectedVersion, IReadOnlyList<StoredEvent> events)
    {
        var hashes = new byte[events.Count * HashSize];
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.Sequence != expectedVersion + 1 + i || e.At != events[0].At || e.Hash.Length != HashSize || (i > 0 && !e.PreviousHash.AsSpan().SequenceEqual(events[i - 1].Hash)))
                throw new ArgumentException($"Expected the events of '{stream}' to follow version {expectedVersion} and each other, but event {e.Sequence} does not.", nameof(events));
            e.Hash.CopyTo(hashes, i * HashSize);
        }
        return new(stream, expectedVersion + 1, events[0].At, events is SealedEvents { Line: var line } ? line : Join(events), hashes, events[0].PreviousHash);
    }

    /// <summary>Of events that were not sealed together: some come from elsewhere, or were replaced.</summary>
    private static byte[] Join(IReadOnlyList<StoredEvent> events)
    {
        var json = CanonicalJsonWriter.Rent().BeginArray();
        foreach (var e in events)
            json.BeginArray().String(e.Type).Number(e.TypeVersion).Embed(e.Json.Span).EndArray();
        var line = json.EndArray().ToArray();
        json.Return();
        return line;
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
        List<CaseRecord> records = [];
        try
        {
            var sequence = FirstSequence;
            foreach (var part in new JournalLineReader(Events))
            {
                if (names.Contains(part.Name))
                    records.Add(new(sequence, At, CaseEventJson.Decode(part.Name, part.Version, part.Data)));
                sequence++;
            }
            return records;
        }
        catch (FormatException e)
        {
            throw Unreadable(e);
        }
    }

    private List<(string Name, int Version, byte[] Data)> Parse()
    {
        List<(string, int, byte[])> parts = [];
        try
        {
            foreach (var part in new JournalLineReader(Events))
                parts.Add((part.Name, part.Version, part.Data.ToArray()));
            return parts;
        }
        catch (FormatException e)
        {
            throw Unreadable(e);
        }
    }

    private FormatException Unreadable(FormatException e) => new($"Expected the events from event {FirstSequence} of case '{CaseNumber}' to be JSON, but: {e.Message}", e);
}
