using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Feeding;

/// <summary>The feed over a real journal: every line once, in order, without gaps, whoever numbers.</summary>
public abstract class FeedCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private House house = null!;
    private string definition = "";

    private FeedSequencer Sequencer => new(fixture.Contexts, house.Signals, new(), new(), new(), new(), fixture.Time);
    private FeedQuery Query => ActivatorUtilities.CreateInstance<FeedQuery>(fixture.Services);

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        definition = await house.PublishAsync("FGW-001-A");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<List<FeedEntry>> AllAsync()
    {
        List<FeedEntry> all = [];
        while (await Query.ReadAsync(all.Count) is { Entries.Count: > 0 } batch)
            all.AddRange(batch.Entries);
        return all;
    }

    private async Task ShouldBeWholeAsync(int lines)
    {
        var all = await AllAsync();
        all.Select(e => e.Number).ShouldBe(Enumerable.Range(1, lines).Select(n => (long)n));
        foreach (var stream in all.GroupBy(e => e.Stream))
        {
            var next = 1L;
            foreach (var entry in stream)
            {
                entry.First.ShouldBe(next, stream.Key);
                next = entry.Last + 1;
            }
            next.ShouldBe((await house.StateAsync(stream.Key)).Version + 1);
        }
    }

    [ProviderFact]
    public async Task Every_line_should_get_one_number_as_it_is_stored_and_what_was_there_before_by_a_sweep()
    {
        await house.RegisterAsync("F-1", "FGW-001-A", definition);
        using var sequencer = Sequencer;
        (await sequencer.SequenceAsync()).ShouldBe(0);
        (await sequencer.SequenceAsync(sweep: true)).ShouldBe(1);
        await house.RegisterAsync("F-2", "FGW-001-A", definition);
        await house.AcceptedAsync("F-1", House.Complete((await house.StateAsync("F-1")).OpenTasks.Single()));
        (await sequencer.SequenceAsync()).ShouldBe(2);
        (await sequencer.SequenceAsync(sweep: true)).ShouldBe(0);
        await ShouldBeWholeAsync(3);
        (await Query.HeadAsync()).ShouldBe(3);
        (await Query.ReadAsync(1, take: 1)).Entries.Single().Number.ShouldBe(2);
        (await Query.ReadAsync(3)).Entries.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Two_processes_that_number_at_once_should_leave_no_gap_and_no_line_twice()
    {
        using var one = Sequencer;
        using var other = Sequencer;
        for (var i = 1; i <= 6; i++)
            await house.RegisterAsync($"F-{i}", "FGW-001-A", definition);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(async () =>
        {
            await house.WalkToEndAsync($"F-{i}");
            await (i % 2 == 0 ? one : other).SequenceAsync(sweep: i % 3 == 0);
        })));
        await one.SequenceAsync();
        await other.SequenceAsync();
        var all = await AllAsync();
        await ShouldBeWholeAsync(all.Count);
        all.Select(e => e.Stream).Distinct().Count().ShouldBe(6);
        (await one.SequenceAsync(sweep: true)).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Claims_should_be_of_the_cases_whose_newest_line_leaves()
    {
        await house.RegisterAsync("F-1", "FGW-001-A", definition);
        await house.WalkToEndAsync("F-1");
        await house.RegisterAsync("F-2", "FGW-001-A", definition);
        using var sequencer = Sequencer;
        await sequencer.SequenceAsync(sweep: true);
        (await Query.ReadAsync(0, take: 1)).Claims.ShouldBeEmpty();
        var batch = await Query.ReadAsync(1);
        batch.Claims.Select(c => (c.CaseNumber, c.Version, c.Status)).ShouldBe([("F-1", (await house.StateAsync("F-1")).Version, "closed"), ("F-2", (await house.StateAsync("F-2")).Version, "registered")]);
        batch.Claims[0].Clocks.ShouldNotBeEmpty();
        // The feed keeps its name from one reading, and one process, to the next.
        (await Query.ReadAsync(0)).Feed.ShouldBe(batch.Feed);
    }

    [ProviderFact]
    public async Task Line_that_is_gone_should_not_be_passed_over()
    {
        await house.RegisterAsync("F-1", "FGW-001-A", definition);
        await house.RegisterAsync("F-2", "FGW-001-A", definition);
        using var sequencer = Sequencer;
        await sequencer.SequenceAsync(sweep: true);
        await fixture.TamperAsync("DELETE FROM journal WHERE case_number = 'F-1'");
        (await Should.ThrowAsync<InvalidDataException>(() => Query.ReadAsync(0))).Message.ShouldBe("Expected the line of entry 1 of the feed in the journal, but it is gone.");
    }

    [ProviderFact]
    public async Task Receiver_should_be_leased_to_one_process_until_the_lease_is_over()
    {
        var deliveries = new FeedDeliveries(fixture.Contexts, fixture.Time);
        (await deliveries.LeaseAsync("bureau", "one")).ShouldBe(FeedDelivery.New("bureau"));
        (await deliveries.LeaseAsync("bureau", "two")).ShouldBeNull();
        var failed = FeedDelivery.New("bureau").Failed(new string('x', 3_000), fixture.Time.GetUtcNow());
        await deliveries.SaveAsync(failed, "two");
        (await deliveries.FindAsync("bureau")).Attempts.ShouldBe(0);
        await deliveries.SaveAsync(failed, "one");
        (await deliveries.FindAsync("bureau")).ShouldBe(failed with { Error = new string('x', 1_000) });
        fixture.Time.Advance(FeedDeliveries.Lease + TimeSpan.FromSeconds(1));
        (await deliveries.LeaseAsync("bureau", "two")).ShouldNotBeNull().Attempts.ShouldBe(1);
        (await deliveries.LeaseAsync("bureau", "one")).ShouldBeNull();
    }
}

public sealed class SqliteFeedTests(SqliteFixture fixture) : FeedCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresFeedTests(PostgresFixture fixture) : FeedCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerFeedTests(SqlServerFixture fixture) : FeedCompliance(fixture), IClassFixture<SqlServerFixture>;
