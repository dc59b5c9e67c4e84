using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Outbox: at least once, in order per case.</summary>
public abstract class OutboxCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = Commits.Noon.AddMinutes(1);
    private IOutboxStore Outbox => Stores.Outbox;

    private Task SendAsync(string caseNumber, params long[] sequences) =>
        Stores.Cases.CommitAsync(Commits.Registered(caseNumber) with { Outbox = [.. sequences.Select(s => Commits.Message(caseNumber, s))] });

    [ProviderFact]
    public async Task Message_should_come_back_as_stored_when_it_is_claimed()
    {
        await SendAsync("O-1", 4);
        var message = (await Outbox.ClaimAsync(Now, Lease, 10)).ShouldHaveSingleItem();
        message.ShouldBe(Commits.Message("O-1", 4));
        message.Key.ShouldBe("O-1/4");
    }

    [ProviderFact]
    public async Task Next_message_of_a_case_should_wait_when_the_one_before_is_not_done()
    {
        await SendAsync("O-1", 2, 5, 11);
        await SendAsync("O-2", 3);
        var first = await Outbox.ClaimAsync(Now, Lease, 10);
        first.Select(m => m.Key).Order(StringComparer.Ordinal).ShouldBe(["O-1/2", "O-2/3"]);
        (await Fixture.Other.Outbox.ClaimAsync(Now, Lease, 10)).ShouldBeEmpty();

        await Outbox.DoneAsync(first.Single(m => m.CaseNumber == "O-1"));
        (await Fixture.Other.Outbox.ClaimAsync(Now, Lease, 10)).ShouldHaveSingleItem().Key.ShouldBe("O-1/5");
    }

    [ProviderFact]
    public async Task Message_should_come_again_with_its_attempts_when_delivery_failed()
    {
        await SendAsync("O-1", 2, 3);
        var message = (await Outbox.ClaimAsync(Now, Lease, 10)).ShouldHaveSingleItem();
        await Outbox.FailedAsync(message, "connection refused", Now.AddSeconds(30));

        (await Outbox.ClaimAsync(Now.AddSeconds(29), Lease, 10)).ShouldBeEmpty();
        var again = (await Outbox.ClaimAsync(Now.AddSeconds(30), Lease, 10)).ShouldHaveSingleItem();
        (again.Key, again.Attempts).ShouldBe(("O-1/2", 1));
    }

    [ProviderFact]
    public async Task Message_should_come_again_when_its_lease_ends()
    {
        await SendAsync("O-1", 2);
        await Outbox.ClaimAsync(Now, Lease, 10);
        (await Outbox.ClaimAsync(Now + Lease, Lease, 10)).Count.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Messages_should_arrive_in_order_per_case_when_two_processes_deliver()
    {
        for (var i = 0; i < 5; i++)
            await SendAsync($"O-{i}", 2, 3, 4, 5);
        var delivered = new List<OutboxMessage>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            var outbox = (i % 2 == 0 ? Stores : Fixture.Other).Outbox;
            while (delivered.Count < 20)
            {
                foreach (var message in await outbox.ClaimAsync(Now, Lease, 3))
                {
                    lock (delivered)
                        delivered.Add(message);
                    await outbox.DoneAsync(message);
                }
            }
        })));
        delivered.GroupBy(m => m.CaseNumber).ShouldAllBe(g => g.Select(m => m.Sequence).SequenceEqual(new long[] { 2, 3, 4, 5 }));
        delivered.Count.ShouldBe(20);
    }
}
