using System.Security.Cryptography;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>One case as one file that proves itself: events, definitions, calendars, papers, the ledger's pages and ways, and a report for people (docs/evidence.md).</summary>
public sealed class EvidencePackage
{
    /// <summary>A larger file is refused before it is read.</summary>
    public const long MostBytes = 1L << 29;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files;

    private EvidencePackage(EvidenceManifest manifest, Dictionary<string, ReadOnlyMemory<byte>> files) => (Manifest, this.files) = (manifest, files);

    public EvidenceManifest Manifest { get; }
    public string CaseNumber => Manifest.CaseNumber;

    /// <summary>Empty when the package has no such file.</summary>
    public ReadOnlyMemory<byte> File(string name) => files.GetValueOrDefault(name);
    public IEnumerable<string> NamesUnder(string folder) => files.Keys.Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <exception cref="FormatException">It cannot be read.</exception>
    public IReadOnlyList<JournalLine> Lines => EvidenceLines.ReadJournal(EvidenceNames.Case, File(EvidenceNames.Case));

    /// <summary>What was removed of the case, or of who read it; empty: nothing.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public RemovalBook Removals => File(EvidenceNames.Removals).IsEmpty ? RemovalBook.Empty : RemovalBook.Of(EvidenceLines.ReadJournal(EvidenceNames.Removals, File(EvidenceNames.Removals)));

    /// <summary>The record by which the case's content was removed; null: it is all here.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public Tombstone? RemovedBy => Lines.SelectMany(l => l.Read()).Select(e => Tombstone.Read(e.Data)).FirstOrDefault(t => t is not null);

    /// <summary>What happened in the case, oldest first.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public IReadOnlyList<CaseRecord> Records => [.. Lines.SelectMany(l => l.Read()).Select(e => e.ToRecord())];

    /// <summary>Makes the file.</summary>
    /// <param name="contents">Everything but manifest and signature; in the package they lie in the order of their names.</param>
    /// <param name="sign">Signs bytes with the key in force.</param>
    public static byte[] Write(string caseNumber, DateTimeOffset at, EvidenceMaker by, string keyId, IReadOnlyDictionary<string, byte[]> contents, IReadOnlyList<string> missing, Func<byte[], byte[]> sign)
    {
        var ordered = contents.OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        var manifest = new EvidenceManifest(caseNumber, at, by, keyId, ordered.ConvertAll(c => new EvidenceFile(c.Key, c.Value.Length, HashOf(c.Value)))) { Missing = missing }.ToBytes();
        return PlainZip.Write([new(EvidenceNames.Manifest, manifest), new(EvidenceNames.Signature, sign(manifest)), .. ordered.Select(c => new PlainZipEntry(c.Key, c.Value))]);
    }

    /// <summary>Opens a file and says what is wrong with its container, its list and its contents. Signatures and what the contents say are <see cref="EvidenceCheck"/>'s.</summary>
    public static (EvidencePackage? Package, IReadOnlyList<string> Problems) Open(byte[] file)
    {
        var (entries, found) = PlainZip.Read(file);
        List<string> problems = [.. found];
        if (entries.Count == 0 || entries[0].Name != EvidenceNames.Manifest)
            return (null, problems.Count > 0 ? problems : [$"Expected the package to begin with '{EvidenceNames.Manifest}', but it begins with '{entries[0].Name}'."]);
        EvidenceManifest manifest;
        try
        {
            manifest = EvidenceManifest.Read(entries[0].Content);
        }
        catch (FormatException e)
        {
            return (null, [.. problems, $"{EvidenceNames.Manifest}: {e.Message}"]);
        }
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        foreach (var entry in entries)
            files.TryAdd(entry.Name, entry.Content);
        if (!files.ContainsKey(EvidenceNames.Signature))
            problems.Add($"Expected the manifest's signature '{EvidenceNames.Signature}' in the package, but it is not there.");
        foreach (var listed in manifest.Files)
        {
            if (!files.TryGetValue(listed.Name, out var content))
                problems.Add($"Expected '{listed.Name}' in the package, but it is not there.");
            else if (content.Length != listed.Length || HashOf(content.Span) != listed.Hash)
                problems.Add($"Expected '{listed.Name}' to be the file of {listed.Length} bytes that the manifest lists, but it is another: its content was changed.");
        }
        string[] expected = [EvidenceNames.Manifest, EvidenceNames.Signature, .. manifest.Files.Select(f => f.Name)];
        foreach (var stray in entries.Select(e => e.Name).Except(expected, StringComparer.Ordinal))
            problems.Add($"Expected only files that the manifest lists, but '{stray}' is in the package too.");
        if (problems.Count == 0 && !entries.Select(e => e.Name).SequenceEqual(expected, StringComparer.Ordinal))
            problems.Add("Expected the files in the order of the manifest, but they lie in another.");
        return (new(manifest, files), problems);
    }

    internal static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
