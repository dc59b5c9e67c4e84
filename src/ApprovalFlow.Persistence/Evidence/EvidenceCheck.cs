using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>Checks an evidence package with nothing but the file itself and the key that was handed out: container, list, signature, ledger, both chains, definitions, papers, calendars.</summary>
public static class EvidenceCheck
{
    private const int Hash = 32;

    /// <param name="firstKey">SubjectPublicKeyInfo of the key that signs page 1 of the ledger, known from elsewhere. Null: the package's own is believed, and the report says so.</param>
    public static EvidenceFindings Check(byte[] file, byte[]? firstKey)
    {
        var (package, problems) = EvidencePackage.Open(file);
        var report = new EvidenceFindings(package, [.. problems]);
        if (package is null)
            return report;
        var own = Key(package, report);
        report.OwnKey = own;
        if (firstKey is not null && own is not null && !own.AsSpan().SequenceEqual(firstKey))
            report.Problems.Add($"Expected the package to come from the ledger whose first key is {LedgerKey.IdOf(firstKey)[..12]}…, but it names {LedgerKey.IdOf(own)[..12]}… ('{EvidenceNames.FirstKey}'): it was made by somebody else.");
        if ((firstKey ?? own) is not { } key)
            return report;
        var pages = Try(report, () => EvidenceLines.ReadPages(EvidenceNames.Pages, package.File(EvidenceNames.Pages))) ?? [];
        Pages(package, report, key, pages);
        var leaves = Try(report, () => EvidenceLines.ReadLeaves(EvidenceNames.Leaves, package.File(EvidenceNames.Leaves))) ?? [];
        Leaves(report, leaves, pages);
        var removals = Try(report, () => package.Removals) ?? RemovalBook.Empty;
        if (!package.File(EvidenceNames.Removals).IsEmpty)
            Stream(package, report, EvidenceNames.Removals, Tombstone.StreamOf(package.CaseNumber), leaves, RemovalBook.Empty);
        report.Events = Stream(package, report, EvidenceNames.Case, package.CaseNumber, leaves, removals);
        report.Readings = Stream(package, report, EvidenceNames.Readings, ReadingsOf(package.CaseNumber), leaves, removals);
        foreach (var stray in leaves.Where(l => l.Leaf.Stream != package.CaseNumber && l.Leaf.Stream != ReadingsOf(package.CaseNumber) && l.Leaf.Stream != Tombstone.StreamOf(package.CaseNumber)))
            report.Problems.Add($"Expected '{EvidenceNames.Leaves}' to speak of case '{package.CaseNumber}' only, but it names '{stray.Leaf.Stream}'.");
        report.Removal = Try(report, () => package.RemovedBy) is { } gone ? removals.Find(gone.Name) : null;
        if (Try(report, () => package.RemovedBy is null ? package.Records : []) is { } records)
        {
            Definitions(package, report, records);
            Papers(package, report, records);
        }
        Calendars(package, report);
        Timestamps(package, report, pages);
        return report;
    }

    private static string ReadingsOf(string caseNumber) => LedgerStreams.Reads + caseNumber;

    private static byte[]? Key(EvidencePackage package, EvidenceFindings report)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(Encoding.UTF8.GetString(package.File(EvidenceNames.FirstKey).Span));
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            report.Problems.Add($"Expected a public key in '{EvidenceNames.FirstKey}', but: {e.Message}");
            return null;
        }
    }

    private static void Pages(EvidencePackage package, EvidenceFindings report, byte[] firstKey, IReadOnlyList<SignedLedgerEntry> pages)
    {
        var chain = new LedgerChain(firstKey);
        foreach (var page in pages)
            report.Problems.AddRange(chain.Add(page));
        report.Pages = pages.Count;
        var signature = package.File(EvidenceNames.Signature);
        if (package.Manifest.KeyId != LedgerKey.IdOf(chain.Key) || !LedgerKey.HasSigned(chain.Key, package.File(EvidenceNames.Manifest).Span, signature.Span))
            report.Problems.Add($"Expected the manifest to be signed with key {LedgerKey.IdOf(chain.Key)[..12]}…, which is in force after page {chain.Last?.Number ?? 0} of the ledger, but it is not: '{EvidenceNames.Manifest}' or '{EvidenceNames.Signature}' was changed, or somebody else made them.");
    }

    /// <summary>Every leaf is on its page.</summary>
    private static void Leaves(EvidenceFindings report, IReadOnlyList<EvidenceLeaf> leaves, IReadOnlyList<SignedLedgerEntry> pages)
    {
        var byNumber = pages.DistinctBy(p => p.Entry.Number).ToDictionary(p => p.Entry.Number, p => p.Entry);
        foreach (var leaf in leaves)
        {
            if (!byNumber.TryGetValue(leaf.Page, out var page))
                report.Problems.Add($"Expected page {leaf.Page} of the ledger, which covers events {leaf.Leaf.First} to {leaf.Leaf.Last} of '{leaf.Leaf.Stream}', but it is not in the package.");
            else if (MerkleTree.RootOf(leaf.Leaf.Hash(), leaf.Index, page.Leaves, leaf.Path) is not { } root || !root.AsSpan().SequenceEqual(page.Root))
                report.Problems.Add($"Expected events {leaf.Leaf.First} to {leaf.Leaf.Last} of '{leaf.Leaf.Stream}' to be on page {leaf.Page} of the ledger as '{EvidenceNames.Leaves}' says, but they are not.");
        }
    }

    /// <summary>The chain of a stream, and that signed pages cover all of it. Answers how many events it has.</summary>
    private static long Stream(EvidencePackage package, EvidenceFindings report, string name, string stream, IReadOnlyList<EvidenceLeaf> leaves, RemovalBook removals)
    {
        if (Try(report, () => EvidenceLines.ReadJournal(name, package.File(name))) is not { } lines)
            return 0;
        var check = new ChainCheck(stream, removals: removals);
        List<byte[]> hashes = [];
        foreach (var line in lines)
        {
            if (line.CaseNumber != stream)
                report.Problems.Add($"Expected '{name}' to hold events of '{stream}', but from event {line.FirstSequence} on they are of '{line.CaseNumber}'.");
            check.Add(line.FirstSequence, line.At, line.Events, line.Hashes, line.PreviousHash);
            hashes.AddRange(line.Hashes.Chunk(Hash));
        }
        report.Problems.AddRange(check.Problems);
        var covered = 0L;
        foreach (var leaf in leaves.Where(l => l.Leaf.Stream == stream).Select(l => l.Leaf).OrderBy(l => l.First))
        {
            if (leaf.First != covered + 1 || leaf.Last < leaf.First || leaf.Last > hashes.Count)
                report.Problems.Add($"Expected pages of the ledger to cover events {covered + 1} to {hashes.Count} of '{stream}' without a gap, but one covers {leaf.First} to {leaf.Last}: events were put in, left out or cut off.");
            else if (!LedgerLeaf.Of(stream, leaf.First, hashes.GetRange((int)leaf.First - 1, leaf.Count)).Hash().AsSpan().SequenceEqual(leaf.Hash()))
                report.Problems.Add($"Expected events {leaf.First} to {leaf.Last} of '{stream}' to be those that a signed page of the ledger covers, but at least one is another.");
            covered = Math.Max(covered, leaf.Last);
        }
        if (covered < hashes.Count)
            report.Problems.Add($"Expected signed pages of the ledger to cover all {hashes.Count} events of '{stream}', but those after {covered} are on none.");
        return hashes.Count;
    }

    private static void Definitions(EvidencePackage package, EvidenceFindings report, IReadOnlyList<CaseRecord> records)
    {
        foreach (var hash in CaseReferences.DefinitionsOf(records))
        {
            var name = EvidenceNames.Definition(hash);
            if (package.File(name).IsEmpty)
                report.Problems.Add($"Expected the definition {hash[..12]}… that the case ran on as '{name}', but it is not in the package.");
            else if (WorkflowDefinition.Load(Encoding.UTF8.GetString(package.File(name).Span), name).Definition is not { } definition)
                report.Problems.Add($"Expected '{name}' to be a workflow definition, but it cannot be read.");
            else if (definition.ContentHash != hash)
                report.Problems.Add($"Expected '{name}' to have the content that the case is pinned to, but it has hash {definition.ContentHash[..12]}…: it was changed.");
        }
    }

    private static void Papers(EvidencePackage package, EvidenceFindings report, IReadOnlyList<CaseRecord> records)
    {
        foreach (var name in package.NamesUnder(EvidenceNames.Papers))
            if (EvidencePackage.HashOf(package.File(name).Span) is var hash && name != EvidenceNames.Paper(hash))
                report.Problems.Add($"Expected '{name}' to be the paper of that SHA-256, but it has {hash[..12]}…: it was exchanged.");
        foreach (var hash in CaseReferences.PapersOf(records))
            if (package.File(EvidenceNames.Paper(hash)).IsEmpty && !package.Manifest.Missing.Contains(hash))
                report.Problems.Add($"Expected the paper {hash[..Math.Min(12, hash.Length)]}… that the case names as '{EvidenceNames.Paper(hash)}', but it is not in the package.");
    }

    private static void Calendars(EvidencePackage package, EvidenceFindings report)
    {
        foreach (var name in package.NamesUnder(EvidenceNames.Calendars))
        {
            var load = CalendarYear.Read(Encoding.UTF8.GetString(package.File(name).Span));
            if (load.Year is not { } year)
                report.Problems.Add($"Expected a calendar in '{name}', but: {string.Join(' ', load.Problems)}");
            else if (name != EvidenceNames.Calendar(year.Year, year.Version))
                report.Problems.Add($"Expected the calendar of '{name}', but it is version {year.Version} of {year.Year}.");
        }
    }

    private static void Timestamps(EvidencePackage package, EvidenceFindings report, IReadOnlyList<SignedLedgerEntry> pages)
    {
        foreach (var name in package.NamesUnder(EvidenceNames.Timestamps))
        {
            var page = pages.FirstOrDefault(p => EvidenceNames.Timestamp(p.Entry.Number) == name);
            if (page is null || !Rfc3161TimestampToken.TryDecode(package.File(name), out var token, out _) || !token.VerifySignatureForHash(page.Entry.Hash(), HashAlgorithmName.SHA256, out var signer))
                report.Problems.Add($"Expected '{name}' to be a timestamp over its page of the ledger, but it is not.");
            else
                report.Stamps.Add(new(page.Entry.Number, token.TokenInfo.Timestamp, signer?.Subject ?? ""));
        }
    }

    private static T? Try<T>(EvidenceFindings report, Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            if (!report.Problems.Contains(e.Message))
                report.Problems.Add(e.Message);
            return null;
        }
    }
}

/// <summary>What a check found.</summary>
public sealed class EvidenceFindings(EvidencePackage? package, List<string> problems)
{
    /// <summary>Null when the file could not be opened.</summary>
    public EvidencePackage? Package => package;
    /// <summary>Everything wrong, as sentences; none: the package proves what it says.</summary>
    public List<string> Problems => problems;
    /// <summary>The first key that the package itself names, SubjectPublicKeyInfo.</summary>
    public byte[]? OwnKey { get; set; }
    public long Events { get; set; }
    /// <summary>By what the case's content was removed; null: it is all there.</summary>
    public Removal? Removal { get; set; }
    public long Readings { get; set; }
    public int Pages { get; set; }
    public List<EvidenceStamp> Stamps { get; } = [];
}

/// <param name="Signer">Whom the timestamp's certificate names; whether to trust it is for the reader to decide.</param>
public sealed record EvidenceStamp(long Page, DateTimeOffset At, string Signer);
