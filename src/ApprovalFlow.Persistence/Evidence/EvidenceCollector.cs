using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>Gathers what shows a case outside the house, and seals it with the ledger's key.</summary>
public sealed class EvidenceCollector(
    IDbContextFactory<ApprovalFlowContext> contexts, LedgerKeeper keeper, LedgerKeys keys, WorkflowFolder folder, CalendarNotices notices, ContentStore papers, TimeProvider time)
{
    /// <summary>The package; null when there is no such case.</summary>
    /// <remarks>
    /// Closes a page of the ledger first when one of the case's events, or one of those who read it, is on none: what is not under a signature proves nothing. Events that
    /// land while it is made are not in it. Nothing else is written.
    /// </remarks>
    /// <param name="reports">What people read, by name: the package cannot be understood without a program otherwise.</param>
    /// <exception cref="InvalidOperationException">The private key, or the public half of the first one, is not in the key folder.</exception>
    public async Task<byte[]?> PackAsync(string caseNumber, EvidenceMaker by, IReadOnlyDictionary<string, byte[]> reports, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (!await context.Cases.AnyAsync(c => c.CaseNumber == caseNumber, cancellation))
            return null;
        var readings = LedgerStreams.Reads + caseNumber;
        var removals = Tombstone.StreamOf(caseNumber);
        if (!await IsCoveredAsync(context, caseNumber, await context.Cases.Where(c => c.CaseNumber == caseNumber).Select(c => c.Version).FirstAsync(cancellation), cancellation)
            || !await IsCoveredAsync(context, readings, await context.ReadLogs.Where(r => r.Stream == readings).Select(r => r.Version).FirstOrDefaultAsync(cancellation), cancellation)
            || !await IsCoveredAsync(context, removals, await context.Redactions.Where(r => r.Stream == removals).Select(r => r.Version).FirstOrDefaultAsync(cancellation), cancellation))
            await keeper.CloseAsync(cancellation: cancellation);

        Dictionary<string, byte[]> contents = new(reports, StringComparer.Ordinal);
        var leaves = await LeavesAsync(context, [caseNumber, readings, removals], cancellation);
        var lines = await LinesAsync(context, caseNumber, leaves, cancellation);
        contents[EvidenceNames.Case] = Join(lines.Select(EvidenceLines.Write));
        contents[EvidenceNames.Readings] = Join((await LinesAsync(context, readings, leaves, cancellation)).Select(EvidenceLines.Write));
        if (await LinesAsync(context, removals, leaves, cancellation) is { Count: > 0 } recorded)
            contents[EvidenceNames.Removals] = Join(recorded.Select(EvidenceLines.Write));
        contents[EvidenceNames.Leaves] = Join(leaves.Select(EvidenceLines.Write));

        var last = leaves.Max(l => l.Page);
        var pages = (await context.LedgerPages.AsNoTracking().Where(p => p.Number <= last).OrderBy(p => p.Number).ToListAsync(cancellation)).ConvertAll(LedgerKeeper.Page);
        contents[EvidenceNames.Pages] = Join(pages.Select(EvidenceLines.Write));
        contents[EvidenceNames.FirstKey] = Encoding.UTF8.GetBytes(Pem(keys.Find(pages[0].Entry.KeyId)
            ?? throw new InvalidOperationException($"Expected the public half of the ledger's first key '{pages[0].Entry.KeyId}' as a file in '{keys.Folder}', but it is not there. Put it back from the backup.")));
        var covering = leaves.Select(l => l.Page).ToHashSet();
        foreach (var stamp in await context.LedgerTimestamps.AsNoTracking().Where(t => covering.Contains(t.Page)).ToListAsync(cancellation))
            contents[EvidenceNames.Timestamp(stamp.Page)] = stamp.Token;

        // Of a case whose content was removed only what the list shows is known.
        var isRemoved = lines.Exists(l => Tombstone.MayBeIn(l.Events));
        IReadOnlyList<CaseRecord> records = isRemoved ? [] : [.. lines.SelectMany(l => l.Read()).Select(e => e.ToRecord())];
        foreach (var hash in CaseReferences.DefinitionsOf(records))
            contents[EvidenceNames.Definition(hash)] = Encoding.UTF8.GetBytes(await context.Definitions.Where(d => d.Hash == hash).Select(d => d.Json).FirstAsync(cancellation));
        await AddWorkflowsAsync(contents, await context.Cases.Where(c => c.CaseNumber == caseNumber).Select(c => c.FlowCode).FirstAsync(cancellation), cancellation);

        List<string> missing = [];
        foreach (var hash in CaseReferences.PapersOf(records))
            if (await papers.FindAsync(hash, cancellation) is { } paper)
                contents[EvidenceNames.Paper(hash)] = paper.Bytes;
            else
                missing.Add(hash);

        var end = pages[^1].Entry;
        var key = end.NextKey is { } next ? LedgerKey.IdOf(next) : end.KeyId;
        return EvidencePackage.Write(caseNumber, time.GetUtcMilliseconds(), by, key, contents, missing, bytes => keys.Sign(key, bytes));
    }

    private static async Task<bool> IsCoveredAsync(ApprovalFlowContext context, string stream, long version, CancellationToken cancellation) =>
        version == 0 || await context.LedgerLeaves.AnyAsync(l => l.Stream == stream && l.LastSequence >= version, cancellation);

    private static async Task<List<EvidenceLeaf>> LeavesAsync(ApprovalFlowContext context, string[] streams, CancellationToken cancellation)
    {
        List<EvidenceLeaf> found = [];
        var numbers = await context.LedgerLeaves.Where(l => streams.Contains(l.Stream)).Select(l => l.Page).Distinct().OrderBy(p => p).ToListAsync(cancellation);
        foreach (var number in numbers)
        {
            var leaves = (await context.LedgerLeaves.AsNoTracking().Where(l => l.Page == number).ToListAsync(cancellation)).ConvertAll(LedgerKeeper.Leaf);
            leaves.Sort((a, b) => string.CompareOrdinal(a.Stream, b.Stream));
            var hashes = leaves.ConvertAll(l => l.Hash());
            for (var i = 0; i < leaves.Count; i++)
                if (streams.Contains(leaves[i].Stream))
                    found.Add(new(leaves[i], number, i, MerkleTree.Path(hashes, i)));
        }
        return found;
    }

    /// <summary>The lines of a stream up to the last event that a page covers. A page covers whole lines: it is closed between commits.</summary>
    private static async Task<List<JournalLine>> LinesAsync(ApprovalFlowContext context, string stream, List<EvidenceLeaf> leaves, CancellationToken cancellation)
    {
        var covered = leaves.Where(l => l.Leaf.Stream == stream).Select(l => l.Leaf.Last).DefaultIfEmpty(0).Max();
        return (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream && j.FirstSequence <= covered).OrderBy(j => j.FirstSequence).ToListAsync(cancellation))
            .ConvertAll(l => new JournalLine(l.CaseNumber, l.FirstSequence, l.At, l.Events, l.Hashes, l.PreviousHash));
    }

    /// <summary>A folder <c>workflows/</c> with what this case needs of ours: its item, its flow, the clocks' rules and every calendar known.</summary>
    private async Task AddWorkflowsAsync(Dictionary<string, byte[]> contents, string flowCode, CancellationToken cancellation)
    {
        var (known, applied) = await notices.HistoryAsync(cancellation);
        contents[EvidenceNames.AppliedNotices] = EvidenceRules.WriteApplied(applied);
        foreach (var year in known.Versions)
            contents[EvidenceNames.Calendar(year.Year, year.Version)] = CanonicalJson.WriteUtf8(new Dictionary<string, object?>
            {
                ["year"] = (double)year.Year, ["version"] = (double)year.Version, ["notice"] = year.Notice, ["noticeDate"] = Iso(year.NoticeDate),
                ["daysOff"] = year.DaysOff.Order().Select(Iso).ToList<object?>(), ["daysWorked"] = year.DaysWorked.Order().Select(Iso).ToList<object?>(),
            });
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Path, "clocks"), "*.json"))
            contents[EvidenceNames.Clocks + Path.GetFileName(file)] = await File.ReadAllBytesAsync(file, cancellation);
        var flow = folder.Catalogue.Flow(flowCode);
        foreach (var (name, member, wanted) in new[] { ("departments.json", "", ""), ("counties.json", "", ""), ("items.json", "code", flow?.ItemCode ?? ""), ("flows.json", "code", flowCode) })
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "catalogue", name), cancellation);
            contents[EvidenceNames.Catalogue + name] = member.Length == 0 ? bytes : Only(bytes, member, wanted);
        }
    }

    /// <summary>The entries of a list whose member has a value, as they are written.</summary>
    private static byte[] Only(byte[] list, string member, string value)
    {
        using var document = JsonDocument.Parse(list);
        return Encoding.UTF8.GetBytes($"[{string.Join(",\n", document.RootElement.EnumerateArray().Where(e => e.GetProperty(member).GetString() == value).Select(e => e.GetRawText()))}]\n");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Pem(byte[] publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    private static byte[] Join(IEnumerable<byte[]> lines) => [.. lines.SelectMany(l => l)];
}
