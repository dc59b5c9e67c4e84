using ApprovalFlow.Domain.Notifications;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class DeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly DeliveryRules Rules = DeliveryRules.Default;

    private static Delivery Asked() => Delivery.Queued(Now).Begin(Now.AddMinutes(2));

    [Fact]
    public void Accepted_message_should_wait_for_its_report_and_arrive_with_it()
    {
        var sent = Asked().After(new AttemptOutcome.Accepted(), Now, 0, Rules);
        (sent.State, sent.DueAt, sent.SentAt).ShouldBe((DeliveryState.Sent, null, Now));
        var delivered = sent.Reported(DeliveryReport.Underway, Now).Reported(DeliveryReport.Delivered, Now.AddSeconds(5));
        (delivered.State, delivered.DeliveredAt).ShouldBe((DeliveryState.Delivered, Now.AddSeconds(5)));
        delivered.Reported(DeliveryReport.Undeliverable, Now.AddHours(1)).ShouldBe(delivered, "what has arrived stays arrived");
    }

    [Fact]
    public void Refused_message_should_be_given_up_and_a_person_may_try_again()
    {
        var dead = Asked().After(new AttemptOutcome.Refused("refused-by-gateway"), Now, 0, Rules);
        (dead.State, dead.Reason, dead.IsOver, dead.MayBeRetried).ShouldBe((DeliveryState.Dead, "refused-by-gateway", true, true));
        var again = dead.Retried(Now.AddDays(1));
        (again.State, again.Attempts, again.DueAt).ShouldBe((DeliveryState.Queued, 0, Now.AddDays(1)));
    }

    [Fact]
    public void Message_that_was_not_taken_should_come_again_until_its_attempts_are_used()
    {
        var delivery = Delivery.Queued(Now);
        for (var attempt = 1; attempt < Rules.Attempts; attempt++)
        {
            delivery = delivery.Begin(Now.AddMinutes(2)).After(new AttemptOutcome.NotTaken("unreachable"), Now, 0.5, Rules);
            (delivery.State, delivery.MayBeSent).ShouldBe((DeliveryState.Failed, true));
        }
        delivery.Begin(Now).After(new AttemptOutcome.NotTaken("unreachable"), Now, 0.5, Rules).State.ShouldBe(DeliveryState.Dead);
    }

    [Fact]
    public void Unanswered_message_should_be_left_to_its_report()
    {
        var unknown = Asked().After(new AttemptOutcome.Unanswered("no-answer"), Now, 0, Rules);
        (unknown.State, unknown.DueAt, unknown.MayBeSent).ShouldBe((DeliveryState.Unknown, Now + Rules.Patience, false));
        unknown.Reported(DeliveryReport.Underway, Now).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public void Process_that_died_while_asking_should_leave_an_unknown_message()
    {
        var found = Asked().Abandoned(Now.AddMinutes(3), Rules);
        (found.State, found.Reason, found.MayBeSent).ShouldBe((DeliveryState.Unknown, "interrupted", false));
        Delivery.Queued(Now).Abandoned(Now, Rules).ShouldBe(Delivery.Queued(Now));
    }

    [Fact]
    public void Unknown_message_should_be_sent_again_only_when_the_gateway_held_nothing_for_a_whole_patience()
    {
        var unknown = Asked().After(new AttemptOutcome.Unanswered("no-answer"), Now, 0, Rules);
        var first = Now + Rules.Patience;
        var seen = unknown.AfterSilence(GatewayMemory.HoldsNothing, first, Rules);
        (seen.State, seen.NotHeldSince, seen.DueAt).ShouldBe((DeliveryState.Unknown, first, first + Rules.Patience));
        seen.AfterSilence(GatewayMemory.HoldsNothing, first + Rules.Patience, Rules).State.ShouldBe(DeliveryState.Failed);

        seen.AfterSilence(GatewayMemory.Silent, first + Rules.Patience, Rules).NotHeldSince.ShouldBeNull("a gateway that went away in between proves nothing");
        seen.AfterSilence(GatewayMemory.Holds, first + Rules.Patience, Rules).State.ShouldBe(DeliveryState.Unknown);
        unknown.AfterSilence(GatewayMemory.NotAskable, first, Rules).State.ShouldBe(DeliveryState.Dead, "a person decides");
    }

    [Fact]
    public void Late_report_should_raise_what_was_given_up()
    {
        var dead = Asked().After(new AttemptOutcome.Unanswered("no-answer"), Now, 0, Rules).AfterSilence(GatewayMemory.NotAskable, Now, Rules);
        dead.Reported(DeliveryReport.Delivered, Now).State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public void Report_that_overtakes_its_answer_should_count()
    {
        var delivered = Asked().Reported(DeliveryReport.Delivered, Now);
        delivered.After(new AttemptOutcome.Accepted(), Now, 0, Rules).ShouldBe(delivered);
        Delivery.Queued(Now).Reported(DeliveryReport.Delivered, Now).State.ShouldBe(DeliveryState.Queued, "nobody was asked to send it yet");
    }

    [Theory]
    [InlineData(1, 0, 7.5)]
    [InlineData(1, 1, 15)]
    [InlineData(3, 1, 60)]
    [InlineData(30, 1, 3600)]
    public void Pause_should_double_up_to_an_hour(int attempts, double jitter, double seconds) => Delivery.Pause(attempts, jitter, Rules).ShouldBe(TimeSpan.FromSeconds(seconds));

    /// <summary>
    /// Any order of answers, silences, deaths and reports. A gateway of the test takes a message or not, whatever the answer says; it must never have taken it twice.
    /// It keeps the one promise that the product relies on: what it has taken it holds, or has reported.
    /// </summary>
    [Fact]
    public void Message_should_never_be_taken_twice_whatever_happens()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var (delivery, now, taken, held, reported) = (Delivery.Queued(Now), Now, 0, false, false);
            for (var step = 0; step < 60; step++)
            {
                now += TimeSpan.FromMinutes(random.Next(1, 15));
                if (held && random.Next(6) == 0)
                {
                    (held, reported) = (false, true);
                    delivery = delivery.Reported((DeliveryReport)random.Next(3), now);
                }
                if (delivery.DueAt is not { } due || due > now)
                    continue;
                if (delivery.MayBeSent)
                {
                    delivery = delivery.Begin(now.AddMinutes(2));
                    var fate = random.Next(6);
                    if (fate is 0 or 1 or 2) { taken++; held = true; }
                    taken.ShouldBeLessThanOrEqualTo(1, $"seed {seed}");
                    AttemptOutcome? answer = fate switch { 0 => new AttemptOutcome.Accepted(), 1 or 4 => new AttemptOutcome.Unanswered("no-answer"), 2 or 5 => null, _ => new AttemptOutcome.NotTaken("gateway-busy") };
                    if (answer is not null) delivery = delivery.After(answer, now, random.NextDouble(), Rules);
                }
                else if (delivery.State == DeliveryState.Sending)
                    delivery = delivery.Abandoned(now, Rules);
                else if (delivery.State == DeliveryState.Unknown)
                    delivery = delivery.AfterSilence(random.Next(4) == 0 ? GatewayMemory.Silent : held ? GatewayMemory.Holds : GatewayMemory.HoldsNothing, now, Rules);
            }
            if (reported) delivery.State.ShouldBeOneOf(DeliveryState.Delivered, DeliveryState.Dead, DeliveryState.Sent);
        }
    }
}
