using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Timers: due ones are given out once per lease, earliest first, whoever asks.</summary>
public abstract class TimerCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private ITimerStore Timers => Stores.Timers;

    private Task SetAsync(string caseNumber, params (string Bookmark, int Minutes)[] timers) =>
        Stores.Cases.CommitAsync(Commits.Registered(caseNumber) with { TimersSet = [.. timers.Select(t => Commits.Timer(caseNumber, t.Bookmark, Commits.Noon.AddMinutes(t.Minutes)))] });

    [ProviderFact]
    public async Task Timers_should_be_claimed_earliest_first_when_they_are_due()
    {
        await SetAsync("T-1", ("3.1", 10), ("4.1", 5), ("5.1", 20));
        (await Timers.ClaimDueAsync(Commits.Noon.AddMinutes(4), Lease, 10)).ShouldBeEmpty();
        (await Timers.ClaimDueAsync(Commits.Noon.AddMinutes(10), Lease, 10)).ShouldBe([Commits.Timer("T-1", "4.1", Commits.Noon.AddMinutes(5)), Commits.Timer("T-1", "3.1", Commits.Noon.AddMinutes(10))]);
    }

    [ProviderFact]
    public async Task Claim_should_take_no_more_than_a_batch_when_many_are_due()
    {
        for (var i = 0; i < 12; i++)
            await SetAsync($"T-{i}", ("3.1", i));
        (await Timers.ClaimDueAsync(Commits.Noon.AddHours(1), Lease, 5)).Select(t => t.CaseNumber).ShouldBe(["T-0", "T-1", "T-2", "T-3", "T-4"]);
        (await Timers.ClaimDueAsync(Commits.Noon.AddHours(1), Lease, 50)).Count.ShouldBe(7);
    }

    [ProviderFact]
    public async Task Timer_should_come_again_when_its_lease_ends_unfired()
    {
        await SetAsync("T-1", ("3.1", 0));
        var now = Commits.Noon.AddMinutes(1);
        (await Timers.ClaimDueAsync(now, Lease, 10)).Count.ShouldBe(1);
        (await Timers.ClaimDueAsync(now, Lease, 10)).ShouldBeEmpty();
        (await Fixture.Other.Timers.ClaimDueAsync(now + Lease, Lease, 10)).Count.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Timer_should_be_gone_when_a_commit_clears_it_or_it_is_removed()
    {
        var first = Commits.Registered("T-1") with { TimersSet = [Commits.Timer("T-1", "3.1", Commits.Noon), Commits.Timer("T-1", "4.1", Commits.Noon)] };
        await Stores.Cases.CommitAsync(first);
        await Stores.Cases.CommitAsync(Commits.After(first, Commits.Accepted) with { TimersCleared = ["3.1"] });
        await Timers.RemoveAsync("T-1", "4.1");
        (await Timers.ClaimDueAsync(Commits.Noon.AddDays(1), Lease, 10)).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Timers_should_be_given_to_one_only_when_two_processes_claim_at_once()
    {
        for (var i = 0; i < 60; i++)
            await SetAsync($"T-{i}", ("3.1", 0));
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            List<TimerEntry> mine = [];
            while (await (i % 2 == 0 ? Stores : Fixture.Other).Timers.ClaimDueAsync(Commits.Noon.AddMinutes(1), Lease, 7) is { Count: > 0 } batch)
                mine.AddRange(batch);
            return mine;
        })));
        claimed.SelectMany(c => c).Select(t => t.CaseNumber).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 60).Select(i => $"T-{i}").Order(StringComparer.Ordinal));
    }
}
