using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>What is on record as removed: read from the streams of removals, each checked as a chain before it is believed.</summary>
public sealed class RemovalBook
{
    private readonly Dictionary<string, string?> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Record, string Stream, long Sequence), RemovedPiece> pieces = [];
    private readonly Dictionary<string, Removal> removals = new(StringComparer.Ordinal);
    private readonly HashSet<string> papers = new(StringComparer.Ordinal);

    /// <summary>Nothing was removed.</summary>
    public static RemovalBook Empty { get; } = new();

    /// <param name="lines">Whole streams of removals, each in its order.</param>
    public static RemovalBook Of(IEnumerable<JournalLine> lines)
    {
        var book = new RemovalBook();
        foreach (var stream in lines.GroupBy(l => l.CaseNumber))
            book.Add(stream.Key, [.. stream]);
        return book;
    }

    /// <summary>Null: that stream's record says that exactly this event was removed. Otherwise how it differs, as the end of a sentence.</summary>
    /// <param name="hash">What the row kept.</param>
    public string? WhyNot(Tombstone tombstone, string stream, long sequence, DateTimeOffset at, string name, int version, ReadOnlySpan<byte> hash)
    {
        if (!streams.TryGetValue(tombstone.Stream, out var broken))
            return $"it says '{tombstone.Name}', and there is no such record.";
        if (broken is not null)
            return $"it says '{tombstone.Name}', and that stream is not sound: {broken}";
        if (!removals.TryGetValue(tombstone.Name, out var removal))
            return $"it says '{tombstone.Name}', and that is no record of a removal.";
        if (!removal.IsLawful)
            return $"the record '{tombstone.Name}' was not asked for by one person and agreed to by another.";
        if (!pieces.TryGetValue((tombstone.Name, stream, sequence), out var piece))
            return $"the record '{tombstone.Name}' does not name it.";
        return piece.At == at && piece.Name == name && piece.Version == version && piece.Hash == Convert.ToHexStringLower(hash) ? null
            : $"the record '{tombstone.Name}' names it as {piece.Name} version {piece.Version} of {piece.At:O} with hash {piece.Hash[..Math.Min(12, piece.Hash.Length)]}…: it is another.";
    }

    /// <summary>Whether a record says that the bytes of a file are gone.</summary>
    public bool HasPaper(string hash) => papers.Contains(hash);

    /// <summary>A removal by the record's name; null: there is none, or its stream is not sound.</summary>
    public Removal? Find(string record) => removals.GetValueOrDefault(record);

    /// <summary>All records of one stream of removals that a sound chain holds, oldest first.</summary>
    /// <exception cref="FormatException">A record cannot be read.</exception>
    public static IEnumerable<RedactionRecord> Records(IEnumerable<JournalLine> lines) =>
        lines.SelectMany(l => l.Read()).Select(e => new RedactionRecord(e.Sequence, e.At, RedactionEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span)));

    private void Add(string stream, List<JournalLine> lines)
    {
        var check = new ChainCheck(stream);
        foreach (var line in lines)
            check.Add(line.FirstSequence, line.At, line.Events, line.Hashes, line.PreviousHash);
        streams[stream] = check.Problems.FirstOrDefault();
        if (check.Problems.Count > 0)
            return;
        try
        {
            foreach (var removal in RedactionState.Fold(Records(lines)).Removals)
            {
                var record = new Tombstone(stream, removal.Sequence).Name;
                removals[record] = removal;
                if (removal.IsLawful)
                    papers.UnionWith(removal.What.Papers);
                foreach (var from in removal.What.Streams)
                    foreach (var piece in from.Events)
                        pieces[(record, from.Stream, piece.Sequence)] = piece;
            }
        }
        catch (FormatException e)
        {
            streams[stream] = e.Message;
        }
    }
}

/// <summary>An event's content was asked for, and it was removed.</summary>
public sealed class ContentRemovedException(string stream, Tombstone record) : FormatException($"Expected the content of '{stream}', but it was removed; the record is '{record.Name}'.")
{
    public Tombstone Record => record;
}
