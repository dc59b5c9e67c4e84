using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class MessagePolicyTests
{
    private static readonly MessagePolicy Policy = NotificationFolder.LoadPolicy(Repository.Workflows);
    private static readonly WorkCalendar Calendar = Repository.Calendar;

    private static DateTimeOffset At(string day, string time) => OfficeHours.At(DateOnly.Parse(day, null), TimeOnly.Parse(time, null));

    [Fact]
    public void Message_should_go_at_once_in_the_daytime() => Policy.Wait(MessageClass.Legal, At("2026-03-02", "10:00"), 0, Calendar).ShouldBeNull();

    [Fact]
    public void Message_should_wait_for_the_morning_at_night()
    {
        Policy.Wait(MessageClass.Legal, At("2026-03-02", "23:10"), 0, Calendar).ShouldBe(new(At("2026-03-03", "08:00"), MessageWait.QuietHours));
        Policy.Wait(MessageClass.Legal, At("2026-03-02", "03:00"), 0, Calendar).ShouldBe(new(At("2026-03-02", "08:00"), MessageWait.QuietHours));
    }

    /// <summary>2026-02-28 is a Saturday that is worked for the Spring Festival, 2026-10-01 to -07 are holidays.</summary>
    [Fact]
    public void Work_should_wait_for_the_next_working_day()
    {
        Policy.Wait(MessageClass.Work, At("2026-03-06", "18:30"), 0, Calendar).ShouldBe(new(At("2026-03-09", "08:30"), MessageWait.QuietHours));
        Policy.Wait(MessageClass.Work, At("2026-02-28", "10:00"), 0, Calendar).ShouldBeNull();
        Policy.Wait(MessageClass.Work, At("2026-10-01", "10:00"), 0, Calendar).ShouldBe(new(At("2026-10-08", "08:30"), MessageWait.QuietHours));
    }

    [Fact]
    public void Work_should_follow_the_weekdays_when_the_year_is_not_loaded() =>
        Policy.Wait(MessageClass.Work, At("2031-03-08", "10:00"), 0, Calendar).ShouldBe(new(At("2031-03-10", "08:30"), MessageWait.QuietHours));

    [Fact]
    public void Urgent_class_should_go_at_night() => Policy.Wait(MessageClass.Supervision, At("2026-03-08", "03:00"), 0, Calendar).ShouldBeNull();

    [Fact]
    public void Number_that_was_sent_enough_should_wait_for_the_next_day()
    {
        var perDay = Policy.Of(MessageClass.Progress).PerDay;
        Policy.Wait(MessageClass.Progress, At("2026-03-02", "10:00"), perDay - 1, Calendar).ShouldBeNull();
        Policy.Wait(MessageClass.Progress, At("2026-03-02", "10:00"), perDay, Calendar).ShouldBe(new(At("2026-03-03", "08:30"), MessageWait.RateLimit));
        Policy.Wait(MessageClass.Legal, At("2026-03-02", "10:00"), perDay, Calendar).ShouldBeNull("what the law orders has more room");
    }

    /// <summary>Whatever the moment: a wait ends later, and at its end the message may go.</summary>
    [Fact]
    public void Wait_should_end_when_the_message_may_go_for_any_moment()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var now = At("2025-06-01", "00:00").AddMinutes(random.Next(0, 500 * 1_440));
            var kind = MessageClasses.All[random.Next(5)];
            var sent = random.Next(0, 45);
            if (Policy.Wait(kind, now, sent, Calendar) is not { } wait)
                continue;
            wait.Until.ShouldBeGreaterThan(now);
            Policy.Wait(kind, wait.Until, wait.Reason == MessageWait.RateLimit ? 0 : sent, Calendar).ShouldBeNull();
        }
    }

    [Fact]
    public void Policy_should_name_everything_that_is_wrong()
    {
        var (policy, problems) = MessagePolicy.Read("""{"version": 1, "maxParts": 0, "poolLimit": -1, "classes": [{"class": "gossip", "from": "8", "to": "20:00", "perDay": 1}, {"class": "legal", "from": "20:00", "to": "08:00", "perDay": 0}]}""", "policy.json");
        policy.ShouldBeNull();
        problems.Select(p => p.Path).ShouldBe(["$.maxParts", "$.poolLimit", "$.classes[0].class", "$.classes[1].from", "$.classes[1].perDay"], ignoreOrder: true);
        MessagePolicy.Read("""{"version": 1, "maxParts": 1, "poolLimit": 1, "classes": []}""", "policy.json").Problems.Count.ShouldBe(1);
    }
}
