using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Memory;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Notifications;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Notifications;

public sealed class MessageDispatcherTests
{
    private static readonly DateTimeOffset Morning = OfficeHours.At(new(2026, 3, 2), new(10, 0));
    private static readonly MessagePolicy Policy = NotificationFolder.LoadPolicy(Repository.Path("workflows"));

    private readonly MemoryStore memory = new();
    private readonly ManualTimeProvider time = new(Morning);
    private readonly ScriptedGateway sms = new(MessageChannels.Sms);
    private readonly ScriptedGateway mail = new(MessageChannels.Mail);

    private IMessageStore Store => memory;

    /// <summary>A process that has just started.</summary>
    private MessageDispatcher Start(params IMessageChannel[] channels) => new(memory, channels, Policy, new(House.Calendar), DeliveryRules.Default, time, NullLogger<MessageDispatcher>.Instance);

    private static async Task DrainAsync(MessageDispatcher dispatcher)
    {
        while (await dispatcher.DispatchAsync(10) > 0)
        {
        }
    }

    private Task AddAsync(params Message[] messages) => Store.AddAsync(messages.Select(m => m with { At = Morning, Delivery = Delivery.Queued(Morning) }).ToList());

    private async Task<Message> MessageAsync(string eventKey, string channel = MessageChannels.Sms) => (await Store.FindAsync($"{eventKey}/u-1/{channel}"))!;

    [Fact]
    public async Task Message_should_be_handed_over_once_and_wait_for_its_report()
    {
        await AddAsync(MessageCompliance.Of("A-1/1"));
        await DrainAsync(Start(sms));
        time.Advance(TimeSpan.FromDays(2));
        await DrainAsync(Start(sms));
        sms.Given.ShouldBe(["A-1/1/u-1/sms"]);
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Sent);

        await new MessageReports(memory, time).ReportAsync("A-1/1/u-1/sms", DeliveryReport.Delivered);
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Delivered);
        (await Store.StepsAsync("A-1/1/u-1/sms")).Select(s => s.What).ShouldBe(["accepted", "report-delivered"]);
    }

    [Fact]
    public async Task Message_should_be_held_over_night_and_go_in_the_morning()
    {
        time.MoveTo(OfficeHours.At(new(2026, 3, 6), new(19, 0)));
        await AddAsync(MessageCompliance.Of("A-1/1"), MessageCompliance.Of("A-1/2") with { Class = MessageClass.Supervision }, MessageCompliance.Of("A-1/3", channel: MessageChannels.Mail, address: "a@b.cn"));
        var dispatcher = Start(sms, mail);
        await DrainAsync(dispatcher);
        sms.Given.ShouldBe(["A-1/2/u-1/sms"], "urgent ones ring");
        mail.Given.Count.ShouldBe(1, "mail disturbs nobody");
        (await MessageAsync("A-1/1")).Delivery.ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.HeldQuiet), d => d.Attempts.ShouldBe(0));
        time.MoveTo(OfficeHours.At(new(2026, 3, 9), new(8, 30)));
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Number_should_be_sent_no_more_than_its_share_of_a_day()
    {
        var most = Policy.Of(MessageClass.Talk).PerDay;
        await AddAsync([.. Enumerable.Range(1, most + 3).Select(i => MessageCompliance.Of($"A-1/{i}") with { Class = MessageClass.Talk })]);
        var dispatcher = Start(sms);
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(most);
        (await MessageAsync($"A-1/{most + 1}")).Delivery.State.ShouldBe(DeliveryState.HeldLimit);
        time.Advance(TimeSpan.FromDays(1));
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(most + 3);
    }

    [Fact]
    public async Task Gateway_that_is_down_should_be_left_alone_and_get_everything_once_it_is_back()
    {
        sms.Answer = _ => new AttemptOutcome.NotTaken("unreachable");
        await AddAsync([.. Enumerable.Range(1, 15).Select(i => MessageCompliance.Of($"A-1/{i}"))]);
        var dispatcher = Start(sms);
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(3, "after three failures nobody asks any more");
        dispatcher.CircuitOf(MessageChannels.Sms).IsBroken.ShouldBeTrue();

        sms.Answer = _ => new AttemptOutcome.Accepted();
        sms.Given.Clear();
        time.Advance(TimeSpan.FromMinutes(10));
        await DrainAsync(dispatcher);
        sms.Given.Distinct().Count().ShouldBe(15);
        sms.Given.Count.ShouldBe(15);
        dispatcher.CircuitOf(MessageChannels.Sms).IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task Message_should_not_be_sent_again_when_the_process_died_between_sending_and_noting_it()
    {
        await AddAsync(MessageCompliance.Of("A-1/1"));
        using var killed = new CancellationTokenSource();
        sms.Answer = _ => { killed.Cancel(); throw new OperationCanceledException(killed.Token); };
        await Should.ThrowAsync<OperationCanceledException>(() => Start(sms).DispatchAsync(10, killed.Token));
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Sending);

        sms.Answer = _ => new AttemptOutcome.Accepted();
        var again = Start(sms);
        time.Advance(TimeSpan.FromMinutes(3));
        await DrainAsync(again);
        (await MessageAsync("A-1/1")).Delivery.ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Unknown), d => d.Reason.ShouldBe("interrupted"));
        sms.Given.Count.ShouldBe(1);

        await new MessageReports(memory, time).ReportAsync("A-1/1/u-1/sms", DeliveryReport.Underway);
        time.Advance(TimeSpan.FromHours(5));
        await DrainAsync(again);
        sms.Given.Count.ShouldBe(1);
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Unanswered_message_should_go_again_when_the_gateway_has_shown_that_it_never_had_it()
    {
        sms.Answer = _ => new AttemptOutcome.Unanswered("no-answer");
        sms.Memory = GatewayMemory.HoldsNothing;
        await AddAsync(MessageCompliance.Of("A-1/1"));
        var dispatcher = Start(sms);
        await DrainAsync(dispatcher);
        sms.Answer = _ => new AttemptOutcome.Accepted();
        time.Advance(DeliveryRules.Default.Patience);
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(1, "it has only begun to show it");
        time.Advance(DeliveryRules.Default.Patience);
        await DrainAsync(dispatcher);
        sms.Given.Count.ShouldBe(2);
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Dead_message_should_be_tried_again_only_by_a_person()
    {
        sms.Answer = _ => new AttemptOutcome.Refused("refused-by-gateway");
        await AddAsync(MessageCompliance.Of("A-1/1"));
        var dispatcher = Start(sms);
        await DrainAsync(dispatcher);
        var admin = new Actor("admin", "管理员", []);
        var reports = new MessageReports(memory, time);
        (await reports.RetryAsync("nothing", admin))!.Code.ShouldBe("message-unknown");
        (await reports.RetryAsync("A-1/1/u-1/sms", admin)).ShouldBeNull();
        (await reports.RetryAsync("A-1/1/u-1/sms", admin))!.Code.ShouldBe("message-not-dead");
        sms.Answer = _ => new AttemptOutcome.Accepted(Final: true);
        await DrainAsync(dispatcher);
        (await MessageAsync("A-1/1")).Delivery.State.ShouldBe(DeliveryState.Delivered);
        (await Store.StepsAsync("A-1/1/u-1/sms")).Select(s => (s.What, s.By)).ShouldBe([("refused", null), ("retried", "管理员"), ("accepted", null)]);
    }

    [Fact]
    public async Task Message_should_be_kept_as_not_sent_when_there_is_no_gateway()
    {
        sms.Answer = _ => new AttemptOutcome.NoGateway();
        await AddAsync(MessageCompliance.Of("A-1/1"));
        await DrainAsync(Start(sms));
        (await MessageAsync("A-1/1")).Delivery.ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.NotSent), d => d.Reason.ShouldBe("no-gateway"));
    }
}
