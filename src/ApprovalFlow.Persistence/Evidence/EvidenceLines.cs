using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>The lines of a package's files: one canonical JSON object each, ended by a line feed.</summary>
public static class EvidenceLines
{
    /// <summary>A line of the journal; its events are byte for byte those that were hashed.</summary>
    public static byte[] Write(JournalLine line) => Write(json => json
        .Name("at").String(CanonicalInstant.Write(line.At))
        .Name("events").Embed(line.Events).Name("first").Number(line.FirstSequence)
        .Name("hashes").String(Convert.ToHexStringLower(line.Hashes)).Name("previous").String(Convert.ToHexStringLower(line.PreviousHash)).Name("stream").String(line.CaseNumber));

    public static byte[] Write(SignedLedgerEntry page) => Write(json => json.Name("page").Embed(page.Entry.ToBytes()).Name("signature").String(Convert.ToBase64String(page.Signature)));

    public static byte[] Write(EvidenceLeaf leaf) => Write(json =>
    {
        json.Name("index").Number(leaf.Index).Name("leaf").Embed(leaf.Leaf.ToBytes()).Name("page").Number(leaf.Page).Name("path").BeginArray();
        foreach (var hash in leaf.Path) json.String(Convert.ToHexStringLower(hash));
        json.EndArray();
    });

    /// <exception cref="FormatException">A line is not what it should be; the sentence says which.</exception>
    public static IReadOnlyList<JournalLine> ReadJournal(string name, ReadOnlyMemory<byte> file) => Read(name, file, line => new JournalLine(
        line.GetProperty("stream").GetString()!, line.GetProperty("first").GetInt64(), CanonicalInstant.Read(line.GetProperty("at").GetString()!),
        line.GetProperty("events").GetRawText(), Convert.FromHexString(line.GetProperty("hashes").GetString()!), Convert.FromHexString(line.GetProperty("previous").GetString()!)), Write);

    /// <exception cref="FormatException">A line is not what it should be; the sentence says which.</exception>
    public static IReadOnlyList<SignedLedgerEntry> ReadPages(string name, ReadOnlyMemory<byte> file) => Read(name, file, line => new SignedLedgerEntry(
        LedgerEntry.Read(Encoding.UTF8.GetBytes(line.GetProperty("page").GetRawText())), Convert.FromBase64String(line.GetProperty("signature").GetString()!)), Write);

    /// <exception cref="FormatException">A line is not what it should be; the sentence says which.</exception>
    public static IReadOnlyList<EvidenceLeaf> ReadLeaves(string name, ReadOnlyMemory<byte> file) => Read(name, file, line =>
    {
        var leaf = line.GetProperty("leaf");
        return new EvidenceLeaf(
            new(leaf.GetProperty("stream").GetString()!, leaf.GetProperty("first").GetInt64(), leaf.GetProperty("last").GetInt64(), Hex(leaf.GetProperty("head")), Hex(leaf.GetProperty("events"))),
            line.GetProperty("page").GetInt64(), line.GetProperty("index").GetInt32(), [.. line.GetProperty("path").EnumerateArray().Select(Hex)]);
        static byte[] Hex(JsonElement text) => Convert.FromHexString(text.GetString()!);
    }, Write);

    private static byte[] Write(Action<CanonicalJsonWriter> members)
    {
        var json = CanonicalJsonWriter.Rent().BeginObject();
        members(json);
        byte[] line = [.. json.EndObject().Written, (byte)'\n'];
        json.Return();
        return line;
    }

    private static List<T> Read<T>(string name, ReadOnlyMemory<byte> file, Func<JsonElement, T> read, Func<T, byte[]> write)
    {
        List<T> found = [];
        while (!file.IsEmpty)
        {
            try
            {
                var end = file.Span.IndexOf((byte)'\n');
                if (end < 0)
                    throw new FormatException("the file is cut off.");
                using var document = JsonDocument.Parse(file[..end], new() { MaxDepth = 1000, AllowDuplicateProperties = false });
                var line = read(document.RootElement);
                // One value has one form: otherwise two files that say the same would differ, and a member that nobody reads could hold anything.
                if (!write(line).AsSpan().SequenceEqual(file[..(end + 1)].Span))
                    throw new FormatException("it is not written as this program writes it.");
                found.Add(line);
                file = file[(end + 1)..];
            }
            catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
            {
                throw new FormatException($"Expected line {found.Count + 1} of '{name}' to be readable, but: {e.Message}", e);
            }
        }
        return found;
    }
}

/// <summary>What a page says of a stream, with the way from there to the page's root.</summary>
public sealed record EvidenceLeaf(LedgerLeaf Leaf, long Page, int Index, IReadOnlyList<byte[]> Path);
