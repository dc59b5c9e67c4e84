using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Messages: written once, claimed by one, changed by whoever saw the last version.</summary>
public abstract class MessageCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = Commits.Noon;
    private IMessageStore Store => Stores.Messages;

    public static Message Of(string eventKey, string recipient = "u-1", string channel = MessageChannels.Sms, string? address = "13800138000") => new(
        eventKey, "task-opened", "A-1", recipient, channel, address, MessageClass.Work, "task", 1, true, "", "待办：规划许可（A-1）审查。", Now, Delivery.Queued(Now));

    [ProviderFact]
    public async Task Message_should_come_back_as_stored_when_it_is_claimed()
    {
        (await Store.AddAsync([Of("A-1/4")])).ShouldBe(1);
        var claimed = (await Store.ClaimAsync(Now, Lease, 10)).ShouldHaveSingleItem();
        claimed.ShouldBe(Of("A-1/4").Next(Delivery.Queued(Now + Lease)));
        (await Store.FindAsync("A-1/4/u-1/sms")).ShouldBe(claimed);
    }

    [ProviderFact]
    public async Task Message_should_be_there_once_when_its_event_is_delivered_again()
    {
        await Store.AddAsync([Of("A-1/4"), Of("A-1/4", "u-2")]);
        (await Fixture.Other.Messages.AddAsync([Of("A-1/4") with { Text = "other" }, Of("A-1/4", channel: MessageChannels.Mail)])).ShouldBe(1);
        (await Store.FindAsync("A-1/4/u-1/sms"))!.Text.ShouldBe(Of("A-1/4").Text);
        (await Store.ClaimAsync(Now, Lease, 10)).Count.ShouldBe(3);
    }

    [ProviderFact]
    public async Task Message_should_be_written_once_when_processes_deliver_its_event_at_the_same_moment()
    {
        for (var i = 0; i < 10; i++)
        {
            var (one, other) = (Store.AddAsync([Of($"A-{i}/4")]), Fixture.Other.Messages.AddAsync([Of($"A-{i}/4"), Of($"A-{i}/4", "u-2")]));
            await Task.WhenAll(one, other);
        }
        (await Store.ClaimAsync(Now, Lease, 100)).Count.ShouldBe(20);
    }

    [ProviderFact]
    public async Task Message_should_be_claimed_by_one_until_its_lease_ends()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 20).Select(i => Of($"A-1/{i}"))]);
        var claimed = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            var store = (i % 2 == 0 ? Stores : Fixture.Other).Messages;
            while (await store.ClaimAsync(Now, Lease, 3) is { Count: > 0 } some)
                lock (claimed)
                    claimed.AddRange(some.Select(m => m.Key));
        })));
        claimed.Distinct().Count().ShouldBe(claimed.Count);
        (await Store.ClaimAsync(Now + Lease, Lease, 100)).Count.ShouldBe(20);
    }

    [ProviderFact]
    public async Task Change_should_be_refused_when_somebody_else_made_one_meanwhile()
    {
        await Store.AddAsync([Of("A-1/4")]);
        var seen = (await Store.ClaimAsync(Now, Lease, 1)).Single();
        var sending = seen.Next(seen.Delivery.Begin(Now.AddMinutes(2)));
        (await Store.SaveAsync(sending, null)).ShouldBeTrue();
        (await Fixture.Other.Messages.SaveAsync(seen.Next(seen.Delivery.Begin(Now)), new(Now, "accepted"))).ShouldBeFalse();

        var sent = sending.Next(sending.Delivery.After(new AttemptOutcome.Accepted(), Now, 0, DeliveryRules.Default));
        (await Store.SaveAsync(sent, new(Now, "accepted"))).ShouldBeTrue();
        (await Store.FindAsync(sent.Key)).ShouldBe(sent);
        (await Store.StepsAsync(sent.Key)).ShouldBe([new(Now, "accepted")]);
        (await Store.ClaimAsync(Now.AddDays(1), Lease, 10)).ShouldBeEmpty("nothing is to be done with it");
    }

    [ProviderFact]
    public async Task Count_should_hold_what_went_to_a_number_since_and_what_is_on_its_way()
    {
        await Store.AddAsync([Of("A-1/1"), Of("A-1/2"), Of("A-1/3"), Of("A-1/4", "u-2", address: "13900139000")]);
        var messages = await Store.ClaimAsync(Now, Lease, 10);
        foreach (var message in messages)
        {
            var sending = message.Next(message.Delivery.Begin(Now.AddMinutes(2)));
            await Store.SaveAsync(sending, null);
            if (message.EventKey != "A-1/3")
                await Store.SaveAsync(sending.Next(sending.Delivery.After(new AttemptOutcome.Accepted(), message.EventKey == "A-1/1" ? Now.AddDays(-1) : Now, 0, DeliveryRules.Default)), new(Now, "accepted"));
        }
        (await Store.CountSentAsync(MessageChannels.Sms, "13800138000", Now.AddHours(-1))).ShouldBe(2);
        (await Store.CountSentAsync(MessageChannels.Mail, "13800138000", Now.AddHours(-1))).ShouldBe(0);
    }
}
