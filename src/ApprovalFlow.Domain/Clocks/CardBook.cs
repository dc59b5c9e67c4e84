using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Which cards a case should have at an instant, by its facts and the thresholds alone.</summary>
/// <remarks>Judged by the numbers that are shown: a card for two days left comes on the day that shows two days left. What has become true stays true, so that a card that was
/// missed while nobody ticked is still raised.</remarks>
public static class CardBook
{
    public static IReadOnlyList<DueCard> Due(CaseTimeline timeline, IEnumerable<CardSign> signs, ClockContext clocks, DateTimeOffset asOf)
    {
        var cards = new List<DueCard>();
        foreach (var sign in signs)
            if (sign.At <= asOf && clocks.Cards.Of(sign.Trigger) is { } rule)
                cards.Add(new(rule.Level, sign.Trigger, null, sign.Subject, sign.Text, rule.Order));
        foreach (var run in ClockRuns.Of(timeline, clocks.Policy, clocks.Calendar, asOf).Runs)
        {
            if (run.Clock.Kind == ClockKind.PausePlan)
                Procedure(cards, run, timeline, clocks, asOf);
            var rules = clocks.Cards.Of(clocks.ItemCode, run.Clock.Kind);
            if (rules.Count == 0)
                continue;
            var count = run.Count(clocks.Calendar, asOf);
            foreach (var rule in rules)
                if (Text(rule, run, count, asOf) is { } text)
                    cards.Add(new(rule.Level, CardRules.NameOf(rule.When), run.Clock, run.Id, text, rule.Order));
        }
        return cards;
    }

    /// <summary>The next instant at which a card, an act of silence, a planned end or an escalation could become true, if nothing else happens; null when none can.</summary>
    /// <param name="open">The clocks at that instant, where somebody has them already.</param>
    public static DateTimeOffset? Next(CaseTimeline timeline, ClockContext clocks, DateTimeOffset asOf, OpenClocks? open = null)
    {
        DateTimeOffset? next = null;
        void At(DateTimeOffset at)
        {
            if (at > asOf && (next is null || at < next)) next = at;
        }
        foreach (var run in (open ?? OpenClocks.Of(timeline, clocks.Policy, clocks.Calendar, asOf)).Runs)
        {
            if (run.Stop is { } stop && stop.At <= asOf)
                continue;
            var count = run.Count(clocks.Calendar, null);
            if (run.Clock.Kind == ClockKind.PausePlan && NoticeMissedOn(run, timeline, clocks) is { } missed)
                At(Beginning(missed));
            foreach (var rule in clocks.Cards.Of(clocks.ItemCode, run.Clock.Kind))
                if (rule.UsedOf(LimitOf(run, count)) is { } used && run.DayReaching(clocks.Calendar, used) is { } day)
                    At(Beginning(day));
            if (count.Due is { } due)
                At(count.EndsAtNoon ? OfficeHours.At(due, new(12, 0, 0, 1)) : due < DateOnly.MaxValue ? Beginning(due.AddDays(1)) : DateTimeOffset.MaxValue);
            else if (run.Refusal is null)
                At(Unknown(clocks.Calendar, asOf));
        }
        return next;
    }

    /// <summary>A limit ends in a year that nobody knows yet: look again when it begins, then daily.</summary>
    private static DateTimeOffset Unknown(WorkCalendar calendar, DateTimeOffset asOf)
    {
        var day = OfficeHours.DayOf(asOf).AddDays(1);
        while (calendar.IsWorkingDay(day) is not null)
            day = new DateOnly(day.Year + 1, 1, 1);
        return Beginning(day);
    }

    private static DateTimeOffset Beginning(DateOnly day) => OfficeHours.At(day, TimeOnly.MinValue);

    /// <summary>The whole of a limit, also where a date of the case ends it.</summary>
    private static double LimitOf(ClockRun run, ClockCount count) => run.FixedDue is null ? run.Total : count.Used + count.Remaining;

    private static Localized? Text(CardRule rule, ClockRun run, ClockCount count, DateTimeOffset asOf)
    {
        if (count.FailedInThePast || run.Refusal is not null)
            return null;
        var limit = LimitOf(run, count);
        if (rule.When == CardWhen.Exceeded)
        {
            var (day, at) = run.Stop is { } stop && stop.At <= asOf ? (stop.Day, stop.At) : (OfficeHours.DayOf(asOf), asOf);
            return ClockRun.IsPast(count, day, at) ? new($"{run.NameZh}已于 {Day(count.Due)} 届满。", $"{run.NameEn}: the limit ended on {Day(count.Due)}.") : null;
        }
        if (rule.UsedOf(limit) is not { } used || count.Used < used)
            return null;
        return rule.When == CardWhen.Left
            ? new($"{run.NameZh}剩余 {Number(count.Remaining)} 日，到 {Day(count.Due)} 届满。", $"{run.NameEn}: {Number(count.Remaining)} days left, until {Day(count.Due)}.")
            : new($"{run.NameZh}已用 {Number(count.Used)} 日，共 {Number(limit)} 日。", $"{run.NameEn}: {Number(count.Used)} of {Number(limit)} days are used.");
    }

    /// <summary>A special procedure of which nobody was told in writing, or that goes on beyond its plan.</summary>
    private static void Procedure(List<DueCard> cards, ClockRun run, CaseTimeline timeline, ClockContext clocks, DateTimeOffset asOf)
    {
        if (clocks.Cards.Of(CardSign.PauseWithoutNotice) is { } silent && NoticeMissedOn(run, timeline, clocks) is { } missed && Beginning(missed) <= asOf
            && !(run.Stop is { } ended && ended.At <= asOf && ended.At < Beginning(missed)))
            cards.Add(new(silent.Level, CardSign.PauseWithoutNotice, run.Clock, run.Id,
                new($"{run.NameZh}：没有书面告知申请人，不停止任何期限。", $"{run.NameEn}: not told to the applicant in writing; no clock stops."), silent.Order));
        if (clocks.Cards.Of(CardSign.PauseOverPlan) is not { } late || run.FixedDue is not { } planned)
            return;
        var last = run.Stop is { } stop && stop.At <= asOf ? stop.Day : OfficeHours.DayOf(asOf);
        if (last > planned)
            cards.Add(new(late.Level, CardSign.PauseOverPlan, run.Clock, run.Id, new($"{run.NameZh}已于 {Day(planned)} 届满，程序仍未结束。", $"{run.NameEn} ended on {Day(planned)}, but the procedure went on."), late.Order));
    }

    /// <summary>The day on which a procedure without its notice has been silent for too long; null for one that was told, or needs no telling.</summary>
    private static DateOnly? NoticeMissedOn(ClockRun run, CaseTimeline timeline, ClockContext clocks)
    {
        var started = timeline.Facts.OfType<CaseFact.PauseStarted>().FirstOrDefault(p => p.PauseId == run.Id);
        if (started is null || !string.IsNullOrWhiteSpace(started.Notice) || clocks.Policy.Procedures.Find(started.Kind) is { NeedsWrittenNotice: false })
            return null;
        return clocks.Calendar.Due(started.From, clocks.Cards.NoticeGraceDays).Day?.AddDays(1);
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    private static string Number(double days) => days.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A card that should exist.</summary>
/// <param name="Rule">left, used, exceeded, or the name of a trigger.</param>
/// <param name="Clock">Null where no clock is meant.</param>
/// <param name="Subject">Which clock of its kind, or which entry set off the trigger; each is told once.</param>
public sealed record DueCard(CardLevel Level, string Rule, ClockDefinition? Clock, string Subject, Localized Cause, bool Order)
{
    public bool Is(CaseEvent.CardRaised raised) => raised.Rule == Rule && raised.Level == CardRules.NameOf(Level) && raised.Clock == Clock?.Code && (raised.Subject ?? "") == Subject;
}
