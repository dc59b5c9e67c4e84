using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

/// <summary>What may be put into force, and what it makes of the calendar.</summary>
public sealed class CalendarNoticeTests
{
    /// <summary>The refusals reached here.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        ["calendar-notice-in-future", "calendar-version-not-newer", "calendar-notice-older", "calendar-rewrites-past", "calendar-changes-nothing", "calendar-invalid"];

    private static readonly DateOnly Today = new(2019, 3, 22);
    private static readonly WorkCalendar Before = Repository.Calendar.KnownOn(new(2019, 3, 21));
    private static readonly CalendarYear Corrected = Repository.Calendar.Years.Single(y => y.Year == 2019);

    [Fact]
    public void Corrected_notice_should_be_allowed_from_its_day_on()
    {
        CalendarCorrection.WhyNot(Before, Corrected, Today).ShouldBeNull();
        CalendarCorrection.WhyNot(Before, Repository.Calendar.Versions.Single(v => v is { Year: 2020, Version: 1 }), new(2019, 11, 21)).ShouldBeNull();
    }

    [Fact]
    public void Notice_should_be_refused_when_it_cannot_be_in_force()
    {
        string? Code(CalendarYear notice, DateOnly? today = null) => CalendarCorrection.WhyNot(Before, notice, today ?? Today)?.Code;
        CalendarYear Changed(DateOnly? dated = null, int version = 2, params DateOnly[] off) =>
            new(2019, "amended", dated ?? Today, version, Before.YearOf(Today)!.DaysOff.Concat(off).ToHashSet(), Before.YearOf(Today)!.DaysWorked);

        Code(Corrected, Today.AddDays(-1)).ShouldBe("calendar-notice-in-future");
        Code(Changed(version: 1, off: new DateOnly(2019, 6, 3))).ShouldBe("calendar-version-not-newer");
        Code(Changed(dated: new(2018, 1, 2), off: new DateOnly(2019, 6, 3))).ShouldBe("calendar-notice-older");
        Code(Changed(off: new DateOnly(2019, 3, 1))).ShouldBe("calendar-rewrites-past");
        Code(Changed()).ShouldBe("calendar-changes-nothing");
        Code(Changed(off: new DateOnly(2019, 6, 3))).ShouldBeNull();
        CalendarCorrection.Read("""{"year":2019}""").Refusal!.Code.ShouldBe("calendar-invalid");
        RejectionText.In("zh-CN", CalendarCorrection.WhyNot(Before, Changed(off: new DateOnly(2019, 3, 1)), Today)!).ShouldBe("通知日期 2019-03-22 之前的日子不得更改：2019-03-01。");
    }

    [Fact]
    public void Notice_should_make_another_calendar_and_leave_the_one_before_as_it_was()
    {
        var calendar = Before.With(Corrected);
        calendar.With(Corrected).ShouldBeSameAs(calendar);
        calendar.Versions.Count.ShouldBe(Before.Versions.Count + 1);
        calendar.IsWorkingDay(new(2019, 5, 2)).ShouldBe(false);
        calendar.Due(new(2019, 4, 29), 3).Day.ShouldBe(new DateOnly(2019, 5, 6));
        calendar.YearOf(Today).ShouldBe(Corrected);
        Before.IsWorkingDay(new(2019, 5, 2)).ShouldBe(true);
        // What was known before the notice stays as it was.
        calendar.KnownOn(new(2019, 3, 21)).IsWorkingDay(new(2019, 5, 2)).ShouldBe(true);
        calendar.Without(Corrected).Due(new(2019, 4, 29), 3).Day.ShouldBe(new DateOnly(2019, 5, 3));
    }
}
