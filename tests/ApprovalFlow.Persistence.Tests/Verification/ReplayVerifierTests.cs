using System.Text;
using System.Collections;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Replaying;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Verification;

public sealed class SqliteReplayVerifierTests(SqliteFixture fixture) : ReplayVerifierTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresReplayVerifierTests(PostgresFixture fixture) : ReplayVerifierTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>Cases are decided again with what was in force when they were decided.</summary>
public abstract class ReplayVerifierTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Actor Admin = new("u-admin", "系统管理员", [new("administrator")]);
    private House house = null!;
    private string hash = "";

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        hash = await house.PublishAsync("FGW-001-A");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<List<ReplayedCase>> RunAsync(IServiceProvider process, string? after = null)
    {
        List<ReplayedCase> cases = [];
        await foreach (var batch in process.GetRequiredService<ReplayVerifier>().RunAsync(after)) cases.AddRange(batch.Cases);
        return cases;
    }

    [ProviderFact]
    public async Task Cases_should_be_gone_through_in_order_and_from_any_of_them()
    {
        foreach (var number in (string[])["N-1", "N-2", "N-3"]) await house.RegisterAsync(number, "FGW-001-A", hash);
        await house.WalkToEndAsync("N-2");
        await using var process = fixture.OpenProcess();
        var all = await RunAsync(process);
        all.Select(c => c.Number).ShouldBe(["N-1", "N-2", "N-3"]);
        all.ShouldAllBe(c => c.Differences.Count == 0);
        all[1].Commands.ShouldBeGreaterThan(3);
        (await RunAsync(process, "N-1")).Select(c => c.Number).ShouldBe(["N-2", "N-3"]);
        (await process.GetRequiredService<ReplayVerifier>().RunOneAsync("N-2"))!.Commands.ShouldBe(all[1].Commands);
        (await process.GetRequiredService<ReplayVerifier>().RunOneAsync("N-9")).ShouldBeNull();
    }

    /// <summary>A case finds its definition unknown at first; that another case's run has found it meanwhile must not make that a difference.</summary>
    [ProviderFact]
    public async Task Definition_that_another_run_finds_meanwhile_should_be_no_difference()
    {
        await house.RegisterAsync("N-1", "FGW-001-A", hash);
        var events = (await fixture.Stores.Cases.LoadAsync("N-1", 0))!.Events.Select(e => e.ToRecorded()).ToList();
        var past = new PastSurroundings(fixture.Stores.Definitions, House.Catalogue, House.Clocks, House.Calendar, []);
        // The last event is read a second time only after the definition was asked for in vain.
        var again = await past.RunAsync(new Interrupted(events, () => past.RunAsync(events).GetAwaiter().GetResult().Differences.ShouldBeEmpty()));
        again.Differences.ShouldBeEmpty();
    }

    /// <summary>Events in the middle of whose reading something else happens once.</summary>
    private sealed class Interrupted(List<RecordedEvent> events, Action once) : IReadOnlyList<RecordedEvent>
    {
        private int looks;

        public int Count => events.Count;

        public RecordedEvent this[int index]
        {
            get
            {
                if (index == events.Count - 1 && ++looks == 2)
                    once();
                return events[index];
            }
        }

        public IEnumerator<RecordedEvent> GetEnumerator() => events.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The same step opens with another last day before and after a notice; both are right.</summary>
    [ProviderFact]
    public async Task Calendar_should_be_the_one_of_the_instant_when_a_notice_came_in_between()
    {
        await house.RegisterAsync("N-1", "FGW-001-A", hash);
        await house.AcceptedAsync("N-1", House.Complete((await house.StateAsync("N-1")).OpenTasks.Single()));
        fixture.Time.Advance(TimeSpan.FromMinutes(10));
        await using var process = fixture.OpenProcess();
        (await process.GetRequiredService<CalendarNotices>().ApplyAsync(Amended(), Admin)).ShouldBeNull();
        fixture.Time.Advance(TimeSpan.FromMinutes(10));
        var commands = process.GetRequiredService<CommandProcessor>();
        for (var opened = false; !opened;)
        {
            var result = await commands.ExecuteAsync("N-1", House.Complete((await house.StateAsync("N-1")).OpenTasks[0]));
            opened = result.ShouldBeOfType<CommandResult.Accepted>().Records.Any(r => r.Event is CaseEvent.TaskOpened { Due: not null });
        }

        (await RunAsync(process)).ShouldHaveSingleItem().Differences.ShouldBeEmpty();
        // Whoever knew of the notice from the beginning, or never, would have come to other days.
        var stream = (await fixture.Stores.Cases.LoadAsync("N-1", 0))!;
        foreach (var calendar in new[] { process.GetRequiredService<CalendarInForce>().Now, House.Calendar })
            (await new PastSurroundings(process.GetRequiredService<IDefinitionStore>(), process.GetRequiredService<ApprovalCatalogue>(), process.GetRequiredService<CaseClocks>(), calendar, [])
                .RunAsync([.. stream.Events.Select(e => e.ToRecorded())])).Differences.ShouldNotBeEmpty();
    }

    /// <summary>A case that goes over to another version is decided again under each of them, and shown on the picture of each.</summary>
    [ProviderFact]
    public async Task Migrated_case_should_be_decided_again_and_shown_under_each_of_its_versions()
    {
        const string flow = "GTJ-001-A";
        var (first, asks) = (await house.PublishAsync(flow), SampleApplication.Actor("administrator"));
        await house.RegisterAsync("N-7", flow, first);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await house.AcceptedAsync("N-7", House.Complete((await house.StateAsync("N-7")).OpenTasks.Single(), "Accept"));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await house.PublishAsync(flow, WithSevenDays);
        await house.AcceptedAsync("N-7", new CaseCommand.Migrate(second, "M-1", asks, asks with { UserId = "admin-2", Name = "admin-2" }, "期限调整"));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await house.WalkToEndAsync("N-7");

        await using var process = fixture.OpenProcess();
        (await process.GetRequiredService<ReplayVerifier>().RunOneAsync("N-7"))!.Differences.ShouldBeEmpty();
        var file = (await process.GetRequiredService<ReplayQuery>().OpenAsync("N-7"))!;
        file.At(file.Replay.Number(2)).Case.DefinitionHash.ShouldBe(first);
        file.At(file.Replay.Number(3)).ShouldSatisfyAllConditions(s => s.Case.DefinitionHash.ShouldBe(second), s => s.Deeds[0].Kind.ShouldBe("case-migrated"));
        file.Changes(file.Replay.Number(2), file.Replay.Number(3)).ShouldContain(c => c.Kind == CaseComparison.Version);
    }

    private static string WithSevenDays(string json)
    {
        var definition = JsonNode.Parse(json)!;
        definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == "review")!["limitDays"]!["expression"]!["value"] = 7;
        definition["version"] = 2;
        return definition.ToJsonString();
    }

    [ProviderFact]
    public async Task Either_calendar_should_do_when_a_process_had_not_heard_of_the_notice_yet()
    {
        await house.RegisterAsync("N-1", "FGW-001-A", hash);
        await using var process = fixture.OpenProcess();
        (await process.GetRequiredService<CalendarNotices>().ApplyAsync(Amended(), Admin)).ShouldBeNull();
        fixture.Time.Advance(TimeSpan.FromSeconds(20));
        // The house is another process and still follows the calendar of before.
        await house.AcceptedAsync("N-1", House.Complete((await house.StateAsync("N-1")).OpenTasks.Single()));
        (await RunAsync(process)).ShouldHaveSingleItem().Differences.ShouldBeEmpty();
    }

    /// <summary>The notice that came with the program, amended on the day of the test: one Monday off.</summary>
    private static string Amended() => File.ReadAllText(Repository.Path("workflows/calendars/cn-2026.json"))
        .Replace("\"noticeDate\": \"2025-11-04\"", "\"noticeDate\": \"2026-03-02\"", StringComparison.Ordinal)
        .Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
        .Replace("\"daysOff\": [", "\"daysOff\": [ \"2026-03-03\",", StringComparison.Ordinal);
}
