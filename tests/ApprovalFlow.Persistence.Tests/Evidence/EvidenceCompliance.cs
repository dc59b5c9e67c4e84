using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Evidence;

/// <summary>A package over a real case: what it proves, and that nobody can change it, with or without the keys of the house.</summary>
public abstract class EvidenceCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Case = "E-1";
    private static readonly EvidenceMaker Auditor = new("u-audit", "审计员", "auditor");
    private readonly string folder = Path.Combine(Path.GetTempPath(), "approvalflow-keys-" + Path.GetRandomFileName());
    private House house = null!;

    private LedgerKeys Keys => new(folder);
    private LedgerKeeper Keeper => new(fixture.Contexts, Keys, fixture.Time);
    private ContentStore Papers => new(fixture.Contexts, fixture.Time);

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        var hash = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync(Case, "FGW-001-A", hash);
        await house.RegisterAsync("E-2", "FGW-001-A", hash);
        var paper = Encoding.UTF8.GetBytes("规划选址意见书");
        await house.AcceptedAsync(Case, new CaseCommand.AddComment(new("u-clerk", "窗口办事员", [new(Roles.WindowClerk, "dept-fgw")]), "附件见后")
        {
            Attachments = [new("选址.txt", await Papers.KeepAsync(paper, "text/plain"), paper.Length, "text/plain"), new("遗失.txt", new string('a', 64), 1, "text/plain")],
        });
        await new ReadLog(fixture.Contexts, fixture.Time).AddAsync(Case, new("u-audit", "审计员", "page") { Role = "auditor" });
        // The case lies on several pages, and the key changes between them.
        await Keeper.CloseAsync(rotate: true);
        await house.WalkToEndAsync(Case);
    }

    public Task DisposeAsync()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private Task<byte[]?> PackAsync(string number) => ActivatorUtilities.CreateInstance<EvidenceCollector>(fixture.Services, Keeper, Keys)
        .PackAsync(number, Auditor, new Dictionary<string, byte[]> { [EvidenceNames.Html] = Encoding.UTF8.GetBytes("<p>报告</p>") });

    private byte[] FirstKey() => Keys.Find(Keeper.FindAsync(1).Result!.Entry.KeyId)!;

    [ProviderFact]
    public async Task Package_should_prove_the_case_with_the_first_key_alone()
    {
        var file = (await PackAsync(Case)).ShouldNotBeNull();
        var report = EvidenceCheck.Check(file, FirstKey());
        report.Problems.ShouldBeEmpty();
        (report.Events, report.Readings, report.Pages).ShouldBe(((await house.StateAsync(Case)).Version, 1, 2));
        var package = report.Package.ShouldNotBeNull();
        CaseState.Fold(package.Records).Status.ShouldBe(CaseStatus.Closed);
        (package.CaseNumber, package.Manifest.By).ShouldBe((Case, Auditor));
        package.Manifest.Missing.ShouldBe([new string('a', 64)]);
        EvidenceCheck.Check(file, null).Problems.ShouldBeEmpty();
        // Everything is on a page already: a second package closes none.
        (await PackAsync(Case)).ShouldNotBeNull();
        (await Keeper.ListAsync(null, 10)).Count.ShouldBe(2);
        (await PackAsync("E-9")).ShouldBeNull();
    }

    /// <summary>Chain and ledger are silent when the house itself seals something that no rule made; deciding again is not.</summary>
    [ProviderFact]
    public async Task Case_should_be_decided_again_from_the_package_alone_and_what_no_rule_made_be_found()
    {
        var file = (await PackAsync(Case)).ShouldNotBeNull();
        var again = await new EvidenceRules(EvidencePackage.Open(file).Package!).RunAsync();
        again.Differences.ShouldBeEmpty();
        again.Events.ShouldBe((int)(await house.StateAsync(Case)).Version);
        var forged = Repack(file, c =>
        {
            c[EvidenceNames.Case] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(c[EvidenceNames.Case]).Replace("\"result\":\"approved\"", "\"result\":\"refused\"", StringComparison.Ordinal));
            Rechain(c, lines => lines, change: false);
        }, Keys.Sign);
        (await new EvidenceRules(EvidencePackage.Open(forged).Package!).RunAsync()).Differences.ShouldNotBeEmpty();
    }

    [ProviderFact]
    public async Task Any_flipped_byte_should_be_found_and_its_file_named()
    {
        var file = (await PackAsync(Case)).ShouldNotBeNull();
        var key = FirstKey();
        var (entries, _) = PlainZip.Read(file);
        var random = new Random(5);
        var (at, checkedBytes) = (0, 0);
        foreach (var entry in entries)
        {
            var start = at + 30 + Encoding.UTF8.GetByteCount(entry.Name);
            int[] places = entry.Content.Length == 0 ? [] : [0, entry.Content.Length - 1, .. Enumerable.Range(0, 12).Select(_ => random.Next(entry.Content.Length))];
            foreach (var place in places)
            {
                var changed = file.ToArray();
                changed[start + place] ^= (byte)(1 << random.Next(8));
                EvidenceCheck.Check(changed, key).Problems.ShouldContain(p => p.Contains($"'{entry.Name}'", StringComparison.Ordinal) || p.StartsWith($"{entry.Name}:", StringComparison.Ordinal), $"byte {place} of {entry.Name}");
                checkedBytes++;
            }
            at = start + entry.Content.Length;
        }
        checkedBytes.ShouldBeGreaterThan(250);
        // Headers and directory belong to no file's content; the container itself says them.
        for (var i = 0; i < 200; i++)
        {
            var changed = file.ToArray();
            changed[random.Next(at, file.Length)] ^= 1;
            EvidenceCheck.Check(changed, key).Problems.ShouldNotBeEmpty();
        }
    }

    [ProviderFact]
    public async Task Package_cut_off_or_with_files_exchanged_added_or_left_out_should_be_refused()
    {
        var file = (await PackAsync(Case)).ShouldNotBeNull();
        var key = FirstKey();
        var (entries, _) = PlainZip.Read(file);
        foreach (var length in new[] { 0, 3, 29, 1_000, file.Length / 2, file.Length - 22, file.Length - 1 })
            EvidenceCheck.Check(file[..length], key).Problems.ShouldNotBeEmpty($"{length} bytes");
        Problems([.. entries.Take(2), .. entries.Skip(2).Reverse()]).ShouldHaveSingleItem().ShouldContain("in the order of the manifest");
        Problems([.. entries, new("note.txt", new byte[1])]).ShouldHaveSingleItem().ShouldContain("'note.txt'");
        Problems([.. entries.Where(e => e.Name != EvidenceNames.Html)]).ShouldHaveSingleItem().ShouldContain($"'{EvidenceNames.Html}'");
        Problems([.. entries.Where(e => e.Name != EvidenceNames.Signature)]).ShouldContain(p => p.Contains($"'{EvidenceNames.Signature}'"));
        Problems([.. entries.Reverse()]).ShouldHaveSingleItem().ShouldContain($"begin with '{EvidenceNames.Manifest}'");
        IReadOnlyList<string> Problems(PlainZipEntry[] changed) => EvidenceCheck.Check(PlainZip.Write(changed), key).Problems;
    }

    /// <summary>Who packs anew writes a manifest that fits; without the key nobody can sign it, and with it the ledger still says what was there.</summary>
    [ProviderFact]
    public async Task What_the_house_itself_repacks_and_signs_should_still_be_found()
    {
        var file = (await PackAsync(Case)).ShouldNotBeNull();
        var key = FirstKey();
        var definition = (await house.StateAsync(Case)).DefinitionHash;
        var kinds = new Dictionary<string, (Action<Dictionary<string, byte[]>> Change, string Named)>
        {
            ["a comment's text"] = (c => Replace(c, EvidenceNames.Case, "附件见后", "附件见前"), $"of '{Case}' (comment-added) to hash to"),
            ["an event with every hash after it made anew"] = (c => Rechain(c, lines => lines), "to be those that a signed page of the ledger covers"),
            ["two events exchanged"] = (c => Rechain(c, lines => [lines[1], lines[0], .. lines[2..]]), "signed page"),
            ["an event left out"] = (c => Rechain(c, lines => [.. lines[..2], .. lines[3..]]), "events were put in, left out or cut off"),
            ["the last line cut off"] = (c => Rechain(c, lines => lines[..^1], change: false), "events were put in, left out or cut off"),
            ["an event put in at the end"] = (c => Rechain(c, lines => [.. lines, lines[^1]], change: false), "but those after"),
            ["a line gone"] = (c => Lines(c, EvidenceNames.Case, l => [.. l[..1], .. l[2..]]), "events are missing"),
            ["lines in another order"] = (c => Lines(c, EvidenceNames.Case, l => [l[1], l[0], .. l[2..]]), "once more"),
            ["a reading taken out"] = (c => c[EvidenceNames.Readings] = [], $"of 'reads/{Case}'"),
            ["the definition"] = (c => Replace(c, EvidenceNames.Definition(definition), "flowCode", "flowCore"), $"'{EvidenceNames.Definition(definition)}'"),
            ["the definition gone"] = (c => c.Remove(EvidenceNames.Definition(definition)), $"'{EvidenceNames.Definition(definition)}'"),
            ["a paper"] = (c => c[c.Keys.Single(k => k.StartsWith(EvidenceNames.Papers))] = [1, 2, 3], "it was exchanged"),
            ["a paper gone"] = (c => c.Remove(c.Keys.Single(k => k.StartsWith(EvidenceNames.Papers))), "Expected the paper"),
            ["a calendar under another year"] = (c => { c[EvidenceNames.Calendar(2025, 1)] = c[EvidenceNames.Calendar(2026, 1)]; }, "Expected the calendar of"),
            ["a calendar that is none"] = (c => c[EvidenceNames.Calendar(2026, 1)] = Encoding.UTF8.GetBytes("{}"), "Expected a calendar in"),
            ["a page gone"] = (c => Lines(c, EvidenceNames.Pages, l => l[1..]), "Expected page 1 of the ledger"),
            ["a page's root"] = (c => Replace(c, EvidenceNames.Pages, "\"events\":", "\"events\":1"), "Expected the signature of page"),
            ["a way"] = (c => Replace(c, EvidenceNames.Leaves, "\"index\":0", "\"index\":1"), "to be on page"),
            ["a leaf gone"] = (c => Lines(c, EvidenceNames.Leaves, l => l[1..]), "without a gap"),
            ["the first key"] = (c => c[EvidenceNames.FirstKey] = Encoding.UTF8.GetBytes(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem()), "it was made by somebody else"),
            ["a timestamp of nobody"] = (c => c[EvidenceNames.Timestamp(1)] = [1, 2], "to be a timestamp over its page"),
        };
        foreach (var (kind, (change, named)) in kinds)
        {
            var forged = Repack(file, change, Keys.Sign);
            var problems = EvidenceCheck.Check(forged, key).Problems;
            problems.ShouldContain(p => p.Contains(named, StringComparison.Ordinal), $"{kind}: {string.Join(' ', problems)}");
            // Somebody else cannot even sign the list.
            using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            EvidenceCheck.Check(Repack(file, change, (_, bytes) => stranger.SignData(bytes.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), key).Problems
                .ShouldContain(p => p.StartsWith("Expected the manifest to be signed with key", StringComparison.Ordinal), kind);
        }
        // The same way without any change is no fault: the checks above fail for what they name.
        EvidenceCheck.Check(Repack(file, _ => { }, Keys.Sign), key).Problems.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Package_of_another_ledger_should_be_found_by_the_key_that_was_handed_out()
    {
        await PackAsync(Case);
        var key = FirstKey();
        var elsewhere = Path.Combine(folder, "elsewhere");
        var other = new LedgerKeys(elsewhere);
        var entry = new LedgerEntry(1, new(2026, 11, 1), new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), LedgerEntry.Genesis, LedgerLeaf.Root([]), 0, 0, LedgerKey.IdOf(other.Create()));
        // A stranger makes a whole ledger of their own over a case of their own.
        var lines = EvidenceLines.ReadJournal(EvidenceNames.Case, EvidencePackage.Open((await PackAsync(Case))!).Package!.File(EvidenceNames.Case));
        var leaf = LedgerLeaf.Of(Case, 1, [.. lines.SelectMany(l => l.Hashes.Chunk(32))]);
        entry = entry with { Root = LedgerLeaf.Root([leaf]), Leaves = 1, Events = leaf.Count };
        var forged = Repack((await PackAsync(Case))!, c =>
        {
            c[EvidenceNames.Pages] = EvidenceLines.Write(new SignedLedgerEntry(entry, other.Sign(entry.KeyId, entry.ToBytes())));
            c[EvidenceNames.Leaves] = EvidenceLines.Write(new EvidenceLeaf(leaf, 1, 0, []));
            c[EvidenceNames.Readings] = [];
            c[EvidenceNames.FirstKey] = File.ReadAllBytes(Path.Combine(elsewhere, entry.KeyId + ".pub.pem"));
        }, (_, bytes) => other.Sign(entry.KeyId, bytes), entry.KeyId);
        EvidenceCheck.Check(forged, null).Problems.ShouldBeEmpty();
        EvidenceCheck.Check(forged, key).Problems.ShouldContain(p => p.Contains("it was made by somebody else", StringComparison.Ordinal));
    }

    private delegate byte[] Signing(string keyId, ReadOnlySpan<byte> content);

    private static byte[] Repack(byte[] file, Action<Dictionary<string, byte[]>> change, Signing sign, string? keyId = null)
    {
        var (package, problems) = EvidencePackage.Open(file);
        problems.ShouldBeEmpty();
        var manifest = package!.Manifest;
        var contents = manifest.Files.ToDictionary(f => f.Name, f => package.File(f.Name).ToArray());
        change(contents);
        return EvidencePackage.Write(manifest.CaseNumber, manifest.At, manifest.By, keyId ?? manifest.KeyId, contents, manifest.Missing, bytes => sign(keyId ?? manifest.KeyId, bytes));
    }

    private static void Replace(Dictionary<string, byte[]> contents, string name, string from, string to)
    {
        var text = Encoding.UTF8.GetString(contents[name]);
        text.ShouldContain(from);
        contents[name] = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static void Lines(Dictionary<string, byte[]> contents, string name, Func<string[], string[]> change) =>
        contents[name] = Encoding.UTF8.GetBytes(string.Concat(change(Encoding.UTF8.GetString(contents[name]).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(l => l + "\n")));

    /// <summary>The case's events in another order, one of them with another text, and every position, link and hash made to fit.</summary>
    private static void Rechain(Dictionary<string, byte[]> contents, Func<StoredEvent[], StoredEvent[]> order, bool change = true)
    {
        var events = order([.. EvidenceLines.ReadJournal(EvidenceNames.Case, contents[EvidenceNames.Case]).SelectMany(l => l.Read())]);
        var previous = CaseChain.Genesis.ToArray();
        List<byte> file = [];
        for (var i = 0; i < events.Length; i++)
        {
            var data = change ? Encoding.UTF8.GetBytes(events[i].Data.Replace("附件见后", "附件见前", StringComparison.Ordinal)) : events[i].Json.ToArray();
            var hash = CaseChain.Hash(previous, i + 1, events[i].At, events[i].Type, events[i].TypeVersion, data);
            file.AddRange(EvidenceLines.Write(JournalLine.Of(Case, i, [new(i + 1, events[i].At, events[i].Type, events[i].TypeVersion, data, hash, previous)])));
            previous = hash;
        }
        contents[EvidenceNames.Case] = [.. file];
    }
}

public sealed class SqliteEvidenceTests(SqliteFixture fixture) : EvidenceCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresEvidenceTests(PostgresFixture fixture) : EvidenceCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerEvidenceTests(SqlServerFixture fixture) : EvidenceCompliance(fixture), IClassFixture<SqlServerFixture>;
