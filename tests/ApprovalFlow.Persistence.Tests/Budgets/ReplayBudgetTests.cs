using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Budgets;

/// <summary>What going through a case again may cost. Counts, not times.</summary>
[Collection(nameof(Alone))]
public sealed class ReplayBudgetTests(SqliteFixture sqlite) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private const string Flow = "FGW-001-A";
    private House house = null!;
    private string hash = "";

    public async Task InitializeAsync()
    {
        await sqlite.ResetAsync();
        house = House.Open(sqlite.Stores, sqlite.Time);
        hash = await house.PublishAsync(Flow);
        await house.RegisterAsync("R-1", Flow, hash);
        for (var i = 0; i < 44; i++)
        {
            sqlite.Time.Advance(TimeSpan.FromHours(1));
            var task = (await house.StateAsync("R-1")).OpenTasks.Single();
            await house.AcceptedAsync("R-1", House.Complete(task, task.ActivityType == "Approval.Correction" ? "Resubmit" : "Return"));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Stream_should_be_read_once_however_many_steps_are_taken()
    {
        await using var process = sqlite.OpenProcess();
        var counting = new CountingStore(sqlite.Stores.Cases);
        var file = (await new ReplayQuery(counting, process.GetRequiredService<CaseQuery>(), process.GetRequiredService<ApprovalCatalogue>(), process.GetRequiredService<CaseClocks>()).OpenAsync("R-1")).ShouldNotBeNull();
        file.Replay.Records.Count.ShouldBeGreaterThan(400);
        foreach (var moment in file.Replay.Moments) file.At(moment).Case.Version.ShouldBe(moment.Last);
        file.Changes(file.Replay.Moments[0], file.Replay.Moments[^1]).ShouldNotBeEmpty();
        counting.Loads.ShouldBe(1);
    }

    /// <summary>A step of a case of 500 events: what it allocates is far from what 50 ms can do.</summary>
    [Fact]
    public async Task Step_should_allocate_under_four_megabytes()
    {
        await using var process = sqlite.OpenProcess();
        var file = (await process.GetRequiredService<ReplayQuery>().OpenAsync("R-1"))!;
        var last = file.Replay.Moments[^1];
        file.At(last);
        var before = GC.GetAllocatedBytesForCurrentThread();
        file.At(last);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * 1024 * 1024);
    }

    [Fact]
    public async Task Sheet_should_say_what_was_known_then_and_nothing_of_later()
    {
        await using var process = sqlite.OpenProcess();
        var file = (await process.GetRequiredService<ReplayQuery>().OpenAsync("R-1"))!;
        var first = file.At(file.Replay.Number(1));
        first.ShouldSatisfyAllConditions(
            s => s.Of.ShouldBe(45),
            s => s.Case.Header.Status.ShouldBe(Domain.Cases.CaseStatus.Registered),
            s => s.Case.Tasks.ShouldHaveSingleItem().Status.ShouldBe(Domain.Cases.CaseTaskStatus.Open),
            s => s.Case.History.ShouldAllBe(h => h.Sequence <= s.Moment.Last),
            s => s.Deeds[0].Kind.ShouldBe("case-registered"),
            s => s.Clocks!.AsOf.ShouldBe(s.Moment.At));
        var second = file.At(file.Replay.Number(2));
        second.Case.Header.Status.ShouldBe(Domain.Cases.CaseStatus.AwaitingCorrection);
        second.Deeds.ShouldContain(d => d.Kind == "task-completed" && d.Outcome == "Return");
        // Days pass while nothing happens: the clocks go on, the case does not.
        var later = file.At(file.Replay.Number(2), second.Moment.At.AddMinutes(30));
        later.Clocks!.AsOf.ShouldBe(second.Moment.At.AddMinutes(30));
        later.Case.Version.ShouldBe(second.Case.Version);
    }
}
