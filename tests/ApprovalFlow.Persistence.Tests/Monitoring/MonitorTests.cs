using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Monitoring;

/// <summary>Where work lies, what could not go on, what is to come: lists say what the journal says.</summary>
public abstract class MonitorTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Flow = "FGW-001-A";
    private static readonly Actor Administrator = new("u-admin", "管理员", [new("administrator")]);

    private readonly ManualTimeProvider time = new();
    private House house = null!;

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, time);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private IDbContextFactory<ApprovalFlowContext> Contexts => fixture.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>();

    private async Task<WorkBoard> BoardAsync()
    {
        using var query = new WorkBoardQuery(Contexts, time);
        return await query.CurrentAsync();
    }

    /// <summary>A step that cannot find its value, and behind it the end.</summary>
    private async Task<string> FaultyAsync(string caseNumber)
    {
        var broken = """{"id":"send","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"JavaScript","value":"getInput('Archive').name"}}}""";
        var hash = await house.PublishJsonAsync(Flow, SmallDefinition.Sequence("faulty", broken, SmallDefinition.Close("end", "approved")));
        await house.RegisterAsync(caseNumber, Flow, hash);
        return hash;
    }

    [ProviderFact]
    public async Task Soundings_should_tell_what_waits_and_since_when()
    {
        var query = new SoundingQuery(Contexts, time);
        (await query.TakeAsync()).ShouldSatisfyAllConditions(
            s => (s.OutboxWaiting, s.OutboxSince, s.TimersLate, s.TimersSince, s.OpenTasks, s.OpenIncidents).ShouldBe((0, null, 0, null, 0, 0)), s => s.Messages.ShouldBeEmpty(), s => s.OpenCards.ShouldBeEmpty(), s => s.LastLedgerPage.ShouldBeNull());
        (await query.OutboxSinceAsync()).ShouldBeNull();

        var began = time.GetUtcNow();
        await house.RegisterAsync("B-1", Flow, await house.PublishAsync(Flow));
        await FaultyAsync("B-2");
        var noon = Commits.Noon;
        await fixture.Stores.Cases.CommitAsync(Commits.Registered("B-3") with { Outbox = [Commits.Message("B-3", 2), Commits.Message("B-3", 3)], TimersSet = [Commits.Timer("B-3", "1.1", began.AddMinutes(-10))] });
        var messages = fixture.Services.GetRequiredService<IMessageStore>();
        await messages.AddAsync([MessageCompliance.Of("B-1/1"), MessageCompliance.Of("B-1/2"), MessageCompliance.Of("B-1/3") with { Delivery = new(DeliveryState.Dead, null) }, MessageCompliance.Of("B-1/4") with { Delivery = new(DeliveryState.Delivered, null) }]);

        var found = await query.TakeAsync();
        (found.OutboxWaiting, found.OutboxSince).ShouldBe((2, noon));
        (await query.OutboxSinceAsync()).ShouldBe(noon);
        (found.TimersLate, found.TimersSince).ShouldBe((1, began.AddMinutes(-10)));
        (found.OpenTasks, found.OpenIncidents).ShouldBe((1, 1));
        found.Messages.Select(m => (m.State, m.Count)).ShouldBe([(DeliveryState.Queued, 2), (DeliveryState.Dead, 1)]);
    }

    [ProviderFact]
    public async Task Board_should_count_open_work_by_step_and_version()
    {
        var hash = await house.PublishAsync(Flow);
        foreach (var number in (string[])["B-1", "B-2", "B-3"])
        {
            await house.RegisterAsync(number, Flow, hash);
            time.Advance(TimeSpan.FromHours(1));
        }
        await house.AcceptedAsync("B-3", House.Complete((await house.StateAsync("B-3")).OpenTasks.Single(), "Accept"));
        time.Advance(TimeSpan.FromDays(10));

        var board = await BoardAsync();
        board.At.ShouldBe(time.GetUtcNow());
        board.Versions.ShouldBe([new(Flow, hash, 3, 0)]);
        var accept = board.Steps.Single(s => s.ActivityId == (house.StateAsync("B-1").Result.OpenTasks.Single().ActivityId));
        (accept.FlowCode, accept.DefinitionHash, accept.Open, accept.Overdue).ShouldBe((Flow, hash, 2, 2));
        accept.Oldest.ShouldBe(time.GetUtcNow().AddDays(-10).AddHours(-3));
        accept.Median.ShouldBe(TimeSpan.FromDays(10) + TimeSpan.FromHours(3), "of two, the older");
        board.Steps.Sum(s => s.Open).ShouldBe(2 + (await house.StateAsync("B-3")).OpenTasks.Count);

        await house.WalkToEndAsync("B-1");
        var later = await BoardAsync();
        later.Versions.ShouldBe([new(Flow, hash, 2, 1)]);
        later.Steps.Single(s => s.ActivityId == accept.ActivityId).Open.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Board_should_be_counted_again_only_after_a_while()
    {
        var hash = await house.PublishAsync(Flow);
        using var query = new WorkBoardQuery(Contexts, time);
        (await query.CurrentAsync()).Versions.ShouldBeEmpty();
        await house.RegisterAsync("B-1", Flow, hash);
        (await query.CurrentAsync()).Versions.ShouldBeEmpty("what was counted a moment ago serves everybody");
        time.Advance(TimeSpan.FromHours(1));
        (await query.CurrentAsync()).Versions.Single().Open.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Incident_should_stand_in_the_list_until_it_is_taken_in_hand()
    {
        var hash = await FaultyAsync("I-1");
        var query = new IncidentQuery(Contexts);
        var row = (await query.ListAsync(new())).Rows.ShouldHaveSingleItem();
        (row.CaseNumber, row.ActivityId, row.FlowCode, row.DefinitionHash, row.Stops, row.At).ShouldBe(("I-1", "send", Flow, hash, true, time.GetUtcNow()));
        row.Message.ShouldBe("Failed to evaluate activity input 'Text'");
        (await query.CountsAsync()).ShouldBe(new Dictionary<string, int> { [Flow] = 1 });
        (await query.ListAsync(new() { FlowCode = "none" })).Rows.ShouldBeEmpty();

        // Tried again it faults again: the row is another, and still one.
        time.Advance(TimeSpan.FromHours(1));
        await house.AcceptedAsync("I-1", new CaseCommand.RetryIncident(Administrator, row.Context, "再试一次"));
        var again = (await query.ListAsync(new())).Rows.ShouldHaveSingleItem();
        again.Context.ShouldBeGreaterThan(row.Context);
        again.At.ShouldBe(time.GetUtcNow());
        (await house.RejectedAsync("I-1", new CaseCommand.RetryIncident(Administrator, row.Context, "再试一次"))).ShouldBe("incident-unknown");
        await VerifiedAsync("I-1");

        await house.AcceptedAsync("I-1", new CaseCommand.Terminate(Administrator, "事项取消"));
        (await query.ListAsync(new())).Rows.ShouldBeEmpty();
        await VerifiedAsync("I-1");
    }

    [ProviderFact]
    public async Task Incidents_should_be_paged_without_loss()
    {
        for (var i = 0; i < 7; i++)
            await FaultyAsync($"I-{i}");
        var query = new IncidentQuery(Contexts);
        List<string> seen = [];
        string? after = null;
        do
        {
            var page = await query.ListAsync(new() { Take = 3, After = after });
            seen.AddRange(page.Rows.Select(r => r.CaseNumber));
            after = page.Next;
        }
        while (after is not null);
        seen.ShouldBe(["I-6", "I-5", "I-4", "I-3", "I-2", "I-1", "I-0"]);
    }

    [ProviderFact]
    public async Task Timers_should_be_counted_by_when_they_are_due()
    {
        var hash = await house.PublishJsonAsync(Flow, SmallDefinition.Sequence("waiting", SmallDefinition.Delay("wait", TimeSpan.FromHours(2)), SmallDefinition.Close("end", "approved")));
        await house.RegisterAsync("T-1", Flow, hash);
        var query = new TimerQuery(Contexts, time);
        var due = (await query.NextAsync(Flow)).ShouldHaveSingleItem();
        (due.CaseNumber, due.FlowCode, due.Due).ShouldBe(("T-1", Flow, time.GetUtcNow().AddHours(2)));
        (await query.NextAsync("none")).ShouldBeEmpty();
        (await query.CountsAsync()).ShouldBe(new(0, 0, 1 + await AlarmsAsync(time.GetUtcNow().AddDays(1))));
        time.Advance(TimeSpan.FromHours(3));
        (await query.CountsAsync()).Late.ShouldBe(1 + await AlarmsAsync(time.GetUtcNow().AddMinutes(-1)));
    }

    private async Task<int> AlarmsAsync(DateTimeOffset until)
    {
        await using var context = await Contexts.CreateDbContextAsync();
        return await context.Timers.CountAsync(t => t.Kind == Runtime.Timers.TimerEntry.Clock && t.NextAttempt <= until);
    }

    private async Task VerifiedAsync(string caseNumber)
    {
        await foreach (var verified in fixture.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            if (verified.CaseNumber == caseNumber)
                verified.Problems.ShouldBeEmpty();
    }
}

public sealed class SqliteMonitorTests(SqliteFixture fixture) : MonitorTests(fixture), IClassFixture<SqliteFixture>;
[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresMonitorTests(PostgresFixture fixture) : MonitorTests(fixture), IClassFixture<PostgresFixture>;
[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerMonitorTests(SqlServerFixture fixture) : MonitorTests(fixture), IClassFixture<SqlServerFixture>;
