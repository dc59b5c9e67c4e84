using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>What one case took. Recorded and replayed cases are measured by this one rule.</summary>
public sealed record CaseFigures
{
    private static readonly string Exceeded = CardRules.NameOf(CardWhen.Exceeded);

    /// <summary>Working days after the day of acceptance up to the decision, or to the end where nothing was decided; null: never accepted, or the calendar is not loaded.</summary>
    public int? Days { get; private init; }
    /// <summary>Working days from the day of receipt to the end; null: no end, or the calendar is not loaded.</summary>
    public int? WholeDays { get; private init; }
    public int Steps { get; private init; }
    /// <summary>Cards by level that the thresholds in force now call for, whatever was raised then.</summary>
    public IReadOnlyList<int> Cards { get; private init; } = [];
    /// <summary>Steps and legs that ended after their last day.</summary>
    public int LateSteps { get; private init; }
    /// <summary>The promise, or the law's limit where nothing was promised, was exceeded.</summary>
    public bool IsLate { get; private init; }

    public static CaseFigures Of(CaseCourse course, ClockContext clocks)
    {
        var cards = new int[4];
        var late = new HashSet<string>();
        var isLate = false;
        foreach (var card in CardBook.Due(course.Timeline, [], clocks, course.ClosedAt ?? course.LastAt))
        {
            cards[(int)card.Level]++;
            if (card.Rule != Exceeded || card.Clock is not { } clock) continue;
            if (clock.Kind is ClockKind.Step or ClockKind.Leader or ClockKind.Opinion or ClockKind.Survey or ClockKind.County) late.Add(card.Subject);
            else if (clock.Kind is ClockKind.Commit or ClockKind.Statutory or ClockKind.Joint) isLate = true;
        }
        return new()
        {
            Days = Between(course.AcceptedAt, course.DecidedAt ?? course.ClosedAt, clocks.Calendar), WholeDays = Between(course.RegisteredAt, course.ClosedAt, clocks.Calendar),
            Steps = course.Steps.Count, Cards = cards, LateSteps = late.Count, IsLate = isLate,
        };
    }

    /// <summary>Working days that a task lay with somebody; one that ends on the day on which it opens is none.</summary>
    public static int DaysOf(StepTask task, CaseCourse course, WorkCalendar calendar) => Between(task.OpenedAt, task.EndedAt ?? course.LastAt, calendar) ?? 0;

    private static int? Between(DateTimeOffset? from, DateTimeOffset? to, WorkCalendar calendar) =>
        from is { } begins && to is { } ends ? calendar.Between(OfficeHours.DayOf(begins), OfficeHours.DayOf(ends)) : null;
}
