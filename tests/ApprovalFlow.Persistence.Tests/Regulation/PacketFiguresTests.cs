using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Regulation;

/// <summary>The two sums of decisions and packets over a real database, and what checks the rows behind them.</summary>
public abstract class PacketFiguresCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Flow = "GHJ-001-B";
    private House house = null!;
    private string hash = "";

    private PacketQuery Query => fixture.Services.GetRequiredService<PacketQuery>();

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        MoveTo(2026, 11, 23);
        house = House.Open(fixture.Stores, fixture.Time);
        hash = await house.PublishAsync(Flow);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private void MoveTo(int year, int month, int day) => fixture.Time.MoveTo(new(year, month, day, 9, 0, 0, TimeSpan.FromHours(8)));

    private async Task DecideAsync(string number, bool deliver = true)
    {
        await house.RegisterAsync(number, Flow, hash);
        for (var state = await house.StateAsync(number); state.Decision is null; state = await house.StateAsync(number))
            await house.AcceptedAsync(number, House.Complete(state.OpenTasks[0]));
        if (deliver)
            await DeliverAsync();
    }

    private async Task ClaimAsync(string packet) => (await house.Packets.ExecuteAsync(packet, new PacketCommand.Claim(Officer))).Rejection.ShouldBeNull();

    private async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        List<string> problems = [];
        await foreach (var verified in fixture.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            problems.AddRange(verified.Problems);
        return problems;
    }

    [ProviderFact]
    public async Task Decisions_and_packets_should_be_one_sum_whatever_state_they_are_in()
    {
        MoveTo(2026, 11, 20);
        await DecideAsync("S-1");
        MoveTo(2026, 11, 23);
        await DecideAsync("S-2");
        await DecideAsync("S-3");
        await ClaimAsync("S-3-P1");
        await DecideAsync("S-4");
        var decide = (await house.StateAsync("S-4")).CompletedTasks.Single(t => t.ActivityType == "Approval.Decide");
        await house.AcceptedAsync("S-4", new CaseCommand.TakeBack(decide.TaskId, new(decide.CompletedBy!.UserId, decide.CompletedBy.Name, [new(decide.Candidate.Role, decide.Candidate.DepartmentId)])) { Reason = "笔误" });
        await house.AcceptedAsync("S-4", House.Complete((await house.StateAsync("S-4")).OpenTasks[0]));
        await DeliverAsync();
        await DecideAsync("S-5", deliver: false);

        var now = await Query.FiguresAsync();
        now.ShouldBe(new(Decided: 5, OnTheWay: 1, Earlier: 1, Missing: 0, Packets: 3, Claimed: 1, InTime: 2, Alarmed: 0, Silent: 0, Recalled: 1));
        now.Reconciles.ShouldBeTrue();

        MoveTo(2026, 11, 26);
        (await Query.FiguresAsync()).ShouldSatisfyAllConditions(f => (f.InTime, f.Alarmed, f.Silent).ShouldBe((0, 0, 2)), f => f.Reconciles.ShouldBeTrue());
        await house.Timers.FireDueAsync(50);
        (await Query.FiguresAsync()).ShouldSatisfyAllConditions(f => (f.InTime, f.Alarmed, f.Silent).ShouldBe((0, 2, 0)), f => f.Reconciles.ShouldBeTrue());
        (await ProblemsAsync()).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Packet_that_somebody_took_out_should_be_missed_by_the_sums_and_named_by_the_verifier()
    {
        await DecideAsync("S-1");
        await fixture.TamperAsync("DELETE FROM packets WHERE number='S-1-P1'");
        (await Query.FiguresAsync()).ShouldSatisfyAllConditions(f => f.Missing.ShouldBe(1), f => f.Reconciles.ShouldBeFalse());
        List<string> broken = [];
        await foreach (var batch in fixture.Services.GetRequiredService<ChainVerifier>().VerifyAsync())
            broken.AddRange(batch.Streams.SelectMany(s => s.Problems));
        broken.ShouldContain(p => p.Contains("S-1-P1", StringComparison.Ordinal));
    }

    [ProviderFact]
    public async Task Row_that_says_otherwise_than_the_journal_should_be_named()
    {
        foreach (var (sql, named) in new[]
        {
            ("UPDATE packets SET status=3 WHERE number='S-1-P1'", "the status"), ("UPDATE packets SET department_id='dept-swj' WHERE number='S-1-P1'", "the body"), ("DELETE FROM packet_bodies WHERE packet_number='S-1-P1'", "the bodies"),
            ("UPDATE packet_feedback SET text='没有问题'", "the findings"), ("UPDATE packets SET claimed_at=NULL WHERE number='S-1-P1'", "the claim"),
        })
        {
            await InitializeAsync();
            await FoundAsync();
            (await ProblemsAsync()).ShouldBeEmpty();
            (await fixture.TamperAsync(sql)).ShouldBeGreaterThan(0);
            (await ProblemsAsync()).ShouldHaveSingleItem().ShouldContain(named);
        }
    }

    [ProviderFact]
    public async Task Corrected_notice_should_move_the_time_to_claim_of_a_case_that_is_closed()
    {
        await DecideAsync("S-1");
        (await house.WalkToEndAsync("S-1")).IsClosed.ShouldBeTrue();
        await DeliverAsync();
        var amended = File.ReadAllText(Repository.Path("workflows/calendars/cn-2026.json")).Replace("\"noticeDate\": \"2025-11-04\"", "\"noticeDate\": \"2026-11-23\"", StringComparison.Ordinal)
            .Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal).Replace("\"daysOff\": [", "\"daysOff\": [ \"2026-11-25\",", StringComparison.Ordinal);
        await using var process = fixture.OpenProcess();
        var (preview, refusal) = await process.GetRequiredService<CalendarNotices>().CheckAsync(amended);
        refusal.ShouldBeNull();
        preview!.Moves.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => (m.CaseNumber, m.Code).ShouldBe(("S-1", "REGULATOR-CLAIM")), m => (m.Was, m.Becomes).ShouldBe((new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 26))));
    }

    [ProviderFact]
    public async Task Case_whose_licence_was_revoked_should_be_decided_again_alike_here_and_from_its_package_alone()
    {
        await FoundAsync();
        (await house.Packets.ExecuteAsync("S-1-P1", new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer))).Rejection.ShouldBeNull();
        await DeliverAsync();
        await house.AcceptedAsync("S-1", new CaseCommand.StateOnRevocation("S-1-P1-R1", "无异议", SampleApplication.Actor(Roles.WindowClerk, "dept-ghj")));
        await house.AcceptedAsync("S-1", new CaseCommand.DecideRevocation("S-1-P1-R1", true, "属实", SampleApplication.Actor(Roles.ChiefRepresentative, "dept-ghj")) { Remedies = "可复议" });
        await DeliverAsync();
        (await house.WalkToEndAsync("S-1")).Revoked.ShouldNotBeNull();

        await using var process = fixture.OpenProcess();
        (await process.GetRequiredService<ReplayVerifier>().RunOneAsync("S-1")).ShouldNotBeNull().Differences.ShouldBeEmpty();
        var folder = Path.Combine(Path.GetTempPath(), "approvalflow-keys-" + Path.GetRandomFileName());
        try
        {
            var keys = new LedgerKeys(folder);
            var keeper = new LedgerKeeper(fixture.Contexts, keys, fixture.Time);
            var file = await ActivatorUtilities.CreateInstance<EvidenceCollector>(fixture.Services, keeper, keys).PackAsync("S-1", new("u-audit", "审计员", "auditor"), new Dictionary<string, byte[]> { [EvidenceNames.Html] = "<p>报告</p>"u8.ToArray() });
            var report = EvidenceCheck.Check(file.ShouldNotBeNull(), null);
            report.Problems.ShouldBeEmpty();
            (await new EvidenceRules(report.Package!).RunAsync()).Differences.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Actor Officer { get; } = new("officer", "联络员", [new Mandate(Roles.Regulator, "dept-cgj")]);

    private async Task DeliverAsync()
    {
        while (await house.Outbox.DispatchAsync(20) > 0)
        {
        }
    }

    private async Task FoundAsync()
    {
        await DecideAsync("S-1");
        await ClaimAsync("S-1-P1");
        (await house.Packets.ExecuteAsync("S-1-P1", new PacketCommand.GiveFeedback(FeedbackKind.Penalty, "超范围", new(2026, 11, 23), Officer))).Rejection.ShouldBeNull();
        await DeliverAsync();
    }
}

public sealed class SqlitePacketFiguresTests(SqliteFixture fixture) : PacketFiguresCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresPacketFiguresTests(PostgresFixture fixture) : PacketFiguresCompliance(fixture), IClassFixture<PostgresFixture>;
