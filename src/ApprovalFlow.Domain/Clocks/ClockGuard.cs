using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Refuses facts that may not be entered. What is refused is not stored; what was stored all the same is remarked upon by <see cref="ClockBook"/>.</summary>
public static class ClockGuard
{
    private static readonly ClockKind[] Legs =
        [ClockKind.Step, ClockKind.Stage, ClockKind.County, ClockKind.Leader, ClockKind.Tolerance, ClockKind.Opinion, ClockKind.Survey, ClockKind.CardReply];

    /// <summary>Why the fact may not follow the timeline; null when it may.</summary>
    public static ClockFinding? Refuse(CaseTimeline timeline, CaseFact fact, ClockPolicy policy, WorkCalendar calendar)
    {
        var facts = timeline.Facts;
        if (facts.Count > 0 && fact.At < facts[^1].At)
            return ClockFinding.Of("fact-out-of-order", facts[^1].At, fact.At);
        if (facts.OfType<CaseFact.Received>().FirstOrDefault() is { } received)
        {
            if (fact is CaseFact.Received)
                return ClockFinding.Of("received-twice", received.On);
        }
        else if (fact is not CaseFact.Received)
        {
            return ClockFinding.Of("not-received");
        }
        if (facts.OfType<CaseFact.Closed>().FirstOrDefault() is { } closed && fact is not CaseFact.LegClosed { Clock: ClockKind.CardReply } and not CaseFact.LegOpened { Clock: ClockKind.CardReply })
            return ClockFinding.Of("case-closed", closed.On);
        return fact switch
        {
            CaseFact.PauseStarted started => Pause(timeline, started, policy, calendar),
            CaseFact.PauseEnded ended => PauseEnd(timeline, ended),
            CaseFact.Extended extended => Extension(timeline, extended, policy, calendar),
            CaseFact.LegOpened opened => Leg(timeline, opened, policy, calendar),
            CaseFact.LegClosed ended when !IsOpen(timeline, ended.Clock, ended.Id) => ClockFinding.Of("leg-unknown", NameOf(ended.Clock), ended.Id),
            CaseFact.HearingNoticed noticed => Hearing(noticed, calendar),
            CaseFact.Decided when Acceptance(timeline, policy, calendar, fact.At) is { On: null } => ClockFinding.Of("decided-before-acceptance"),
            CaseFact.Issued or CaseFact.Delivered when !facts.OfType<CaseFact.Decided>().Any() => ClockFinding.Of("delivered-before-decision"),
            _ => null,
        };
    }

    private static ClockFinding? Pause(CaseTimeline timeline, CaseFact.PauseStarted started, ClockPolicy policy, WorkCalendar calendar)
    {
        if (policy.Procedures.Find(started.Kind) is not { } procedure)
            return ClockFinding.Of("procedure-unknown", started.Kind);
        var name = new Localized(procedure.NameZh, procedure.NameEn);
        if (timeline.Facts.OfType<CaseFact.PauseStarted>().Any(p => p.PauseId == started.PauseId))
            return ClockFinding.Of("pause-twice", started.PauseId);
        if (started.From < started.On)
            return ClockFinding.Of("pause-back-dated", name, started.From, started.On);
        if (started.PlannedEnd < started.From)
            return ClockFinding.Of("pause-ends-before-it-begins", started.From, started.PlannedEnd.Value);
        if (new Pause(started, procedure).WithoutEffect is { } without)
            return without;
        if (started.NoticeOn > started.On)
            return ClockFinding.Of("notice-from-the-future", started.NoticeOn.Value, started.On);
        if (procedure.Approver is { } approver && started.ApprovedBy != approver)
            return ClockFinding.Of("pause-wrong-approver", name, approver, started.ApprovedBy ?? "");
        if (started.PlannedEnd is not { } planned)
            return null;
        if (started.From == DateOnly.MinValue || calendar.Between(started.From.AddDays(-1), planned) is not { } days)
            return ClockFinding.Of("calendar-year-not-loaded", calendar.IsWorkingDay(started.From) is null ? started.From.Year : planned.Year);
        return days > procedure.MaxDays ? ClockFinding.Of("pause-over-max", name, days, procedure.MaxDays.Value) : null;
    }

    private static ClockFinding? PauseEnd(CaseTimeline timeline, CaseFact.PauseEnded ended)
    {
        if (timeline.Facts.OfType<CaseFact.PauseStarted>().FirstOrDefault(p => p.PauseId == ended.PauseId) is not { } started
            || timeline.Facts.OfType<CaseFact.PauseEnded>().Any(e => e.PauseId == ended.PauseId))
            return ClockFinding.Of("pause-unknown", ended.PauseId);
        if (ended.LastDay < started.From)
            return ClockFinding.Of("pause-ends-before-it-begins", started.From, ended.LastDay);
        return ended.LastDay > ended.On ? ClockFinding.Of("end-in-the-future", ended.LastDay, ended.On) : null;
    }

    private static ClockFinding? Extension(CaseTimeline timeline, CaseFact.Extended extension, ClockPolicy policy, WorkCalendar calendar)
    {
        if (extension.ToldOn > extension.On)
            return ClockFinding.Of("notice-from-the-future", extension.ToldOn.Value, extension.On);
        var clock = ClockDefinition.Of(extension.Clock);
        if (clock.Extension is null)
            return ClockFinding.Of("extension-not-allowed", clock.Code);
        var run = ClockRuns.Of(timeline, policy, calendar, extension.At).Runs.FirstOrDefault(r => r.Clock.Kind == extension.Clock);
        if (run is null)
            return ClockFinding.Of("extension-before-acceptance");
        var count = run.Count(calendar, null);
        return count.Failure ?? ExtensionCheck.Refuse(extension, clock, policy, count.Due, run.Extension is not null);
    }

    private static ClockFinding? Leg(CaseTimeline timeline, CaseFact.LegOpened leg, ClockPolicy policy, WorkCalendar calendar)
    {
        if (!Legs.Contains(leg.Clock))
            return ClockFinding.Of("leg-kind-unknown", NameOf(leg.Clock));
        if (IsOpen(timeline, leg.Clock, leg.Id))
            return ClockFinding.Of("leg-twice", NameOf(leg.Clock), leg.Id);
        if (leg.LimitDays is { } limit && WorkCalendar.WhyNoLimit(limit) is not null)
            return ClockFinding.Of("limit-invalid", limit);
        if (leg.Clock == ClockKind.Tolerance && leg.LimitDays > policy.CommitDays)
            return ClockFinding.Of("tolerance-over-commitment", leg.LimitDays.Value, policy.CommitDays.Value);
        if (leg.PlannedOn is not { } planned)
            return null;
        if (planned < leg.On)
            return ClockFinding.Of("survey-in-the-past", planned, leg.On);
        return calendar.IsWorkingDay(planned) switch
        {
            null => ClockFinding.Of("calendar-year-not-loaded", planned.Year),
            false => ClockFinding.Of("survey-outside-calendar", planned),
            true => null,
        };
    }

    private static ClockFinding? Hearing(CaseFact.HearingNoticed notice, WorkCalendar calendar)
    {
        if (calendar.Between(notice.On, notice.HeldOn) is not { } days)
            return ClockFinding.Of("calendar-year-not-loaded", notice.HeldOn.Year);
        return days < HearingDays.Notice ? ClockFinding.Of("hearing-notice-short", days, HearingDays.Notice) : null;
    }

    private static Acceptance Acceptance(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset at) => ClockRuns.Of(timeline, policy, calendar, at).Acceptance;

    private static bool IsOpen(CaseTimeline timeline, ClockKind clock, string id)
    {
        var open = false;
        foreach (var fact in timeline.Facts)
            open = fact switch
            {
                CaseFact.LegOpened o when o.Clock == clock && o.Id == id => true,
                CaseFact.LegClosed c when c.Clock == clock && c.Id == id => false,
                _ => open,
            };
        return open;
    }

    private static Localized NameOf(ClockKind clock) => new(ClockDefinition.Of(clock).NameZh, ClockDefinition.Of(clock).NameEn);
}
