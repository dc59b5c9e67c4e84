using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Ledgers;

/// <summary>Pages of the ledger over real cases: what they cover, what they prove, and what is found when somebody changes rows behind the program's back.</summary>
public abstract class LedgerCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "approvalflow-keys-" + Path.GetRandomFileName());
    private House house = null!;

    private LedgerKeys Keys => new(folder);
    private LedgerKeeper Keeper => new(fixture.Contexts, Keys, fixture.Time);

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        var hash = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync("L-1", "FGW-001-A", hash);
        await house.RegisterAsync("L-2", "FGW-001-A", hash);
        await house.WalkToEndAsync("L-1");
    }

    public Task DisposeAsync()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<List<string>> ProblemsAsync(string? after = null, long since = 0)
    {
        List<string> problems = [];
        await foreach (var batch in new ChainVerifier(fixture.Contexts).VerifyAsync(after, since))
            problems.AddRange(batch.Streams.SelectMany(s => s.Problems));
        return problems;
    }

    private async Task<List<string>> LedgerProblemsAsync(byte[] key)
    {
        List<string> problems = [];
        await foreach (var page in new LedgerVerifier(fixture.Contexts).VerifyAsync(key))
            problems.AddRange(page.Problems);
        return problems;
    }

    private byte[] FirstKey(ClosedPage page) => Keys.Find(page.Page.Entry.KeyId)!;

    [ProviderFact]
    public async Task Page_should_cover_every_event_once_and_the_next_one_only_what_came_since()
    {
        var one = await Keeper.CloseAsync();
        one.Problems.ShouldBeEmpty();
        var events = (await house.StateAsync("L-1")).Version + (await house.StateAsync("L-2")).Version;
        (one.Page.Entry.Number, one.Page.Entry.Leaves, one.Page.Entry.Events).ShouldBe((1, 2, events));
        await house.AcceptedAsync("L-2", House.Complete((await house.StateAsync("L-2")).OpenTasks.Single()));
        var two = await Keeper.CloseAsync();
        (two.Page.Entry.Leaves, two.Page.Entry.Events + events).ShouldBe((1, (await house.StateAsync("L-1")).Version + (await house.StateAsync("L-2")).Version));
        var three = await Keeper.CloseAsync();
        (three.Page.Entry.Number, three.Page.Entry.Leaves, three.Page.Entry.Events).ShouldBe((3, 0, 0));
        (await ProblemsAsync()).ShouldBeEmpty();
        (await LedgerProblemsAsync(FirstKey(one))).ShouldBeEmpty();
        (await Keeper.ListAsync(null, 10)).Select(p => p.Entry.Number).ShouldBe([3, 2, 1]);
    }

    [ProviderFact]
    public async Task Key_should_be_changed_by_the_page_that_names_the_next_one()
    {
        var one = await Keeper.CloseAsync(rotate: true);
        var two = await Keeper.CloseAsync();
        two.Page.Entry.KeyId.ShouldNotBe(one.Page.Entry.KeyId);
        (await LedgerProblemsAsync(FirstKey(one))).ShouldBeEmpty();
        (await LedgerProblemsAsync(FirstKey(two))).ShouldNotBeEmpty();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, one.Page.Entry.KeyId + ".key.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(Path.Combine(folder, two.Page.Entry.KeyId + ".key.pem"));
        (await Should.ThrowAsync<InvalidOperationException>(() => Keeper.CloseAsync())).Message.ShouldContain("Put it back from the backup");
        (await Keeper.ListAsync(null, 10)).Count.ShouldBe(2);
    }

    [ProviderFact]
    public async Task Of_two_that_close_at_once_one_should_win_and_the_other_answer_its_page()
    {
        await Keeper.CloseAsync();
        var closed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Keeper.CloseAsync())));
        closed.GroupBy(c => c.Page.Entry.Number).ShouldAllBe(g => g.Count(c => c.IsNew) == 1 && g.Select(c => Convert.ToHexString(c.Page.Entry.Hash())).Distinct().Count() == 1);
        (await ProblemsAsync()).ShouldBeEmpty();
        (await LedgerProblemsAsync(FirstKey(closed[0]))).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Proof_should_hold_for_any_event_that_a_page_covers()
    {
        var page = await Keeper.CloseAsync();
        var proofs = new ProofQuery(fixture.Contexts);
        var version = (await house.StateAsync("L-1")).Version;
        foreach (var sequence in new[] { 1, 2, version / 2, version })
        {
            var proof = (await proofs.FindAsync("L-1", sequence)).ShouldNotBeNull();
            InclusionProof.Read(proof.ToBytes()).Check(FirstKey(page)).ShouldBeEmpty();
        }
        (await proofs.FindAsync("L-1", version + 1)).ShouldBeNull();
        (await proofs.FindAsync("L-9", 1)).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Whatever_is_rewritten_with_all_its_hashes_should_be_found_against_the_ledger()
    {
        var page = await Keeper.CloseAsync();
        // Somebody who can write rows makes the whole case anew, with other content and right hashes and head.
        await fixture.TamperAsync("DELETE FROM journal WHERE case_number = 'L-1'");
        await fixture.TamperAsync("DELETE FROM cases WHERE case_number = 'L-1'");
        await fixture.TamperAsync("DELETE FROM tasks WHERE case_number = 'L-1'");
        var another = House.Open(fixture.Stores, fixture.Time);
        await another.RegisterAsync("L-1", "FGW-001-A", (await house.StateAsync("L-2")).DefinitionHash, "newLand == true");
        await another.WalkToEndAsync("L-1");
        (await ProblemsAsync()).ShouldHaveSingleItem().ShouldMatch("^Expected events 1 to [0-9]+ of 'L-1' (to be those that page 1 of the ledger was closed over, but they are others|as page 1 of the ledger says, but the journal ends with event [0-9]+)\\.$");
        (await LedgerProblemsAsync(FirstKey(page))).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Case_that_was_taken_out_as_a_whole_should_be_named()
    {
        await Keeper.CloseAsync();
        await fixture.TamperAsync("DELETE FROM journal WHERE case_number = 'L-1'");
        await fixture.TamperAsync("DELETE FROM cases WHERE case_number = 'L-1'");
        (await ProblemsAsync()).ShouldAllBe(p => p.Contains("'L-1'"));
        (await ProblemsAsync()).Count.ShouldBe(2);
    }

    [ProviderFact]
    public async Task Leaf_page_or_signature_that_was_changed_should_be_found()
    {
        var key = FirstKey(await Keeper.CloseAsync());
        await fixture.TamperAsync("UPDATE ledger_leaves SET page = 1, first_sequence = 2 WHERE stream = 'L-2'");
        (await LedgerProblemsAsync(key)).ShouldHaveSingleItem().ShouldContain("to have the 2 leaves that were signed");
        (await ProblemsAsync()).ShouldContain(p => p.StartsWith("Expected page 1 of the ledger to cover 'L-2' from event 1"));
        await fixture.TamperAsync("UPDATE ledger_leaves SET first_sequence = 1 WHERE stream = 'L-2'");
        await fixture.TamperAsync("UPDATE ledger_pages SET page = replace(page, '\"leaves\":2', '\"leaves\":3')");
        (await LedgerProblemsAsync(key)).Count.ShouldBe(2);
        await fixture.TamperAsync("UPDATE ledger_pages SET page = 'nothing'");
        (await LedgerProblemsAsync(key)).ShouldHaveSingleItem().ShouldContain("to be readable");
    }

    [ProviderFact]
    public async Task Later_check_should_look_only_at_what_no_checked_page_covers()
    {
        await Keeper.CloseAsync();
        await fixture.TamperAsync("UPDATE journal SET events = replace(events, '示例申请人', '示例申请入') WHERE case_number = 'L-1' AND first_sequence = 1");
        (await ProblemsAsync(since: 1)).ShouldBeEmpty();
        (await ProblemsAsync()).ShouldHaveSingleItem().ShouldStartWith("Expected event 1 of 'L-1' (case-registered) to hash to");
        await house.AcceptedAsync("L-2", House.Complete((await house.StateAsync("L-2")).OpenTasks.Single()));
        await fixture.TamperAsync("UPDATE journal SET at = at + 1 WHERE case_number = 'L-2' AND first_sequence = (SELECT max(first_sequence) FROM (SELECT first_sequence FROM journal WHERE case_number = 'L-2') lines)");
        (await ProblemsAsync(since: 1)).ShouldAllBe(p => p.Contains("of 'L-2' (") && p.Contains("its instant"));
        (await ProblemsAsync(after: "L-2")).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Check_beside_the_daily_work_should_find_nothing_wrong()
    {
        var hash = (await house.StateAsync("L-2")).DefinitionHash;
        // Nobody can have checked up to a page that is not closed.
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => ProblemsAsync(since: 1));
        await Keeper.CloseAsync();
        var work = Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                await house.RegisterAsync($"M-{i}", "FGW-001-A", hash);
                await house.WalkToEndAsync($"M-{i}");
                if (i % 4 == 0)
                    await Keeper.CloseAsync();
            }
        });
        List<string> problems = [];
        do
            foreach (var since in new[] { 0, 1 })
                problems.AddRange(await ProblemsAsync(since: since));
        while (!work.IsCompleted);
        await work;
        problems.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Closing_should_tell_of_what_it_finds_broken_and_still_close()
    {
        await fixture.TamperAsync("UPDATE journal SET events = replace(events, '示例申请人', '示例申请入') WHERE case_number = 'L-2' AND first_sequence = 1");
        var page = await Keeper.CloseAsync();
        page.Problems.ShouldHaveSingleItem().ShouldStartWith("Expected event 1 of 'L-2'");
        page.IsNew.ShouldBeTrue();
    }

    [ProviderFact]
    public async Task Reading_a_case_should_be_written_down_once_in_ten_minutes_chained_and_covered()
    {
        var log = new ReadLog(fixture.Contexts, fixture.Time);
        var auditor = new CaseReader("u-audit", "审计员", "page") { Role = "auditor" };
        await log.AddAsync("L-1", auditor);
        fixture.Time.Advance(TimeSpan.FromMinutes(9));
        await log.AddAsync("L-1", auditor);
        await log.AddAsync("L-1", auditor with { Through = "api" });
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        await log.AddAsync("L-1", auditor);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => new ReadLog(fixture.Contexts, fixture.Time).AddAsync("L-1", new($"u-{i}", "窗口办事员", "page")))));
        var read = await log.ListAsync("L-1", 100);
        read.Count.ShouldBe(9);
        read[^1].By.ShouldBe(auditor);
        (await Keeper.CloseAsync()).Page.Entry.Leaves.ShouldBe(3);
        (await ProblemsAsync()).ShouldBeEmpty();
        await fixture.TamperAsync("DELETE FROM journal WHERE case_number = 'reads/L-1' AND first_sequence = 2");
        (await ProblemsAsync()).ShouldContain("Expected event 2 of 'reads/L-1', but found event 3: 1 events are missing.");
    }
}

public sealed class SqliteLedgerTests(SqliteFixture fixture) : LedgerCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresLedgerTests(PostgresFixture fixture) : LedgerCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerLedgerTests(SqlServerFixture fixture) : LedgerCompliance(fixture), IClassFixture<SqlServerFixture>;
