using System.Diagnostics;
using ApprovalFlow.Persistence.Postgres;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Sqlite;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Budgets;

/// <summary>What one command may cost. Counts, not times: they say the same on every machine.</summary>
[Collection(nameof(Alone))]
public sealed class CommandBudgetTests(SqliteFixture sqlite) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const string Flow = "GSJ-001-A";
    private readonly CountingStore counting = new(sqlite.Stores.Cases);
    private House house = null!;
    private string hash = "";

    public async Task InitializeAsync()
    {
        await sqlite.ResetAsync();
        house = House.Open(sqlite.Stores, sqlite.Time, counting);
        hash = await house.PublishAsync(Flow);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Known_case_should_cost_no_read_and_one_transaction()
    {
        await house.RegisterAsync("B-1", Flow, hash);
        (counting.Loads, counting.Commits).ShouldBe((0, 1));
        var task = (await house.StateAsync("B-1")).OpenTasks.Single();
        await house.AcceptedAsync("B-1", House.Complete(task), "key-1");
        (counting.Loads, counting.Answers, counting.Commits).ShouldBe((0, 0, 2));
    }

    [Fact]
    public async Task Case_of_another_process_should_cost_one_read()
    {
        await house.RegisterAsync("B-1", Flow, hash);
        var fresh = new CountingStore(sqlite.Stores.Cases);
        var other = House.Open(sqlite.Stores, sqlite.Time, fresh);
        await other.AcceptedAsync("B-1", House.Complete((await house.StateAsync("B-1")).OpenTasks.Single()));
        (fresh.Loads, fresh.Commits).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Closed_case_should_leave_memory_and_be_read_again_when_something_comes_to_it()
    {
        await house.RegisterAsync("B-1", Flow, hash);
        var late = House.Complete((await house.StateAsync("B-1")).OpenTasks[0]);
        await house.WalkToEndAsync("B-1");
        var before = counting.Loads;
        (await house.RejectedAsync("B-1", late)).ShouldBe("case-closed");
        (counting.Loads - before).ShouldBe(1);
    }

    /// <summary>The head, all events together, the task that ends, the task that opens, the row that leaves an inbox and the one that comes.</summary>
    [Fact]
    public async Task Approval_should_be_six_statements_on_sqlite()
    {
        var writer = ((SqliteStore)sqlite.Services.GetRequiredService<DatabaseStore>()).Writer;
        await house.RegisterAsync("B-1", Flow, hash);
        var before = writer.Statements;
        var accepted = await house.AcceptedAsync("B-1", House.Complete((await house.StateAsync("B-1")).OpenTasks.Single()));
        accepted.Records.Count.ShouldBeGreaterThan(5);
        (writer.Statements - before).ShouldBe(6);
    }

    [Fact]
    public async Task Batch_should_have_the_same_statements_for_one_commit_and_for_fifty_on_postgres()
    {
        await house.RegisterAsync("B-1", Flow, hash);
        await house.AcceptedAsync("B-1", House.Complete((await house.StateAsync("B-1")).OpenTasks.Single()), "key-1");
        var approval = counting.Last!;
        using var connection = new NpgsqlConnection();
        using var one = new CommitBatch().Of([new(approval)], connection);
        using var fifty = new CommitBatch().Of([.. Enumerable.Repeat(new QueuedCommit(approval), 50)], connection);
        one.BatchCommands.Count.ShouldBe(7);
        fifty.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText).ShouldBe(one.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText));
    }

    /// <summary>Decision, canonical JSON, hashes and rows of one approval; the state it leads to is part of it.</summary>
    [Fact]
    public async Task Approval_should_allocate_no_more_than_its_budget()
    {
        var memory = new MemoryFixture();
        var quiet = House.Open(memory.Stores, sqlite.Time);
        var own = await quiet.PublishAsync(Flow);
        var least = long.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            await quiet.RegisterAsync($"B-{i}", Flow, own);
            var command = House.Complete((await quiet.StateAsync($"B-{i}")).OpenTasks.Single());
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await quiet.AcceptedAsync($"B-{i}", command);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        // The least of many runs: whatever else the process does meanwhile only adds.
        least.ShouldBeLessThan(30 * 1024);
    }
}

/// <summary>Round trips to a real server, as its driver reports them.</summary>
[Collection(nameof(Alone))]
[Needs(NeedsAttribute.Postgres)]
public sealed class RoundTripTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [ProviderFact]
    public async Task Approval_should_be_one_round_trip_and_a_page_of_tasks_two()
    {
        await postgres.ResetAsync();
        var house = House.Open(postgres.Stores, postgres.Time);
        var hash = await house.PublishAsync("GSJ-001-A");
        await house.RegisterAsync("B-0", "GSJ-001-A", hash);
        await house.RegisterAsync("B-1", "GSJ-001-A", hash);
        await house.AcceptedAsync("B-0", House.Complete((await house.StateAsync("B-0")).OpenTasks.Single()));
        var command = House.Complete((await house.StateAsync("B-1")).OpenTasks.Single());

        var seen = 0;
        var database = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.Any(t => t.Value as string == database) && activity.TagObjects.Any(t => t.Key is "db.statement" or "db.query.text" || t.Key == "db.npgsql.data_source"))
                    Interlocked.Increment(ref seen);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await house.AcceptedAsync("B-1", command);
        // Acceptance asks whether another version may be in force by now; whatever comes after it does not.
        seen.ShouldBe(2);
        var decision = House.Complete((await house.StateAsync("B-1")).OpenTasks.Single());
        seen = 0;
        await house.AcceptedAsync("B-1", decision);
        seen.ShouldBe(1);

        seen = 0;
        var inbox = postgres.Services.GetRequiredService<InboxQuery>();
        await inbox.PageAsync(new("u1", [new("chief-representative", "dept-gsj"), new("reviewer"), new("expert", "dept-fgw", "140105")], InboxTab.Claimable));
        seen.ShouldBe(2);
    }
}

/// <summary>Tests that count what the whole process does run while nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
