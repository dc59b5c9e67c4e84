using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Gathers the facts known at an instant into the clocks of the case.</summary>
internal sealed class ClockRuns
{
    private readonly ClockPolicy policy;
    private readonly WorkCalendar calendar;
    private readonly DateTimeOffset? asOf;
    private readonly List<Pause> pauses = [];
    private readonly List<CaseFact.Extended> extensions = [];
    private readonly List<CaseFact.LegOpened> legs = [];
    private readonly Dictionary<(ClockKind, string), List<CaseFact.LegClosed>> legEnds = [];
    private readonly List<CaseFact.LegClosed> closedNow = [];
    private readonly bool openLegsOnly;
    private readonly List<ClockRun> runs = [];
    private CaseFact.Decided? decided;
    private CaseFact? delivered, closed, withdrawn, hearingTold, hearingAsked, hearingHeld;
    private CaseFact.HearingNoticed? hearingNoticed;
    private CaseFact.RenewalApplied? renewal;

    private ClockRuns(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset? asOf, bool openLegsOnly)
    {
        this.openLegsOnly = openLegsOnly;
        (this.policy, this.calendar, this.asOf) = (policy, calendar, asOf);
        var known = timeline.Facts.Count;
        if (asOf is { } now)
            while (known > 0 && timeline.Facts[known - 1].At > now)
                known--;
        for (var i = 0; i < known; i++)
            Note(timeline.Facts[i]);
        Acceptance = Acceptance.Of(timeline.Facts, known, policy.BaseDays(ClockKind.Receive)!.Value, calendar, asOf is { } at ? OfficeHours.DayOf(at) : null, silent: openLegsOnly);
    }

    public Acceptance Acceptance { get; }

    private DateOnly Today => asOf is { } now ? OfficeHours.DayOf(now) : DateOnly.MinValue;

    /// <param name="asOf">Null: everything that is in the timeline, with no day used yet.</param>
    /// <param name="openLegsOnly">Leaves out legs that have ended, receipts that were answered and what there is to say of them, so that a case of many steps costs little more than its open ones.</param>
    public static (IReadOnlyList<ClockRun> Runs, Acceptance Acceptance) Of(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset? asOf, bool openLegsOnly = false)
    {
        var book = new ClockRuns(timeline, policy, calendar, asOf, openLegsOnly);
        book.Gather();
        return (book.runs, book.Acceptance);
    }

    private void Note(CaseFact fact)
    {
        switch (fact)
        {
            case CaseFact.PauseStarted e: pauses.Add(new(e, policy.Procedures.Find(e.Kind))); break;
            case CaseFact.PauseEnded e: End(e); break;
            case CaseFact.Extended e: extensions.Add(e); break;
            case CaseFact.LegOpened e when openLegsOnly: Open(e); break;
            case CaseFact.LegOpened e: legs.Add(e); break;
            case CaseFact.LegClosed e when openLegsOnly: Close(e); break;
            case CaseFact.LegClosed e:
                if (!legEnds.TryGetValue((e.Clock, e.Id), out var ends)) legEnds[(e.Clock, e.Id)] = ends = [];
                ends.Add(e);
                break;
            case CaseFact.Decided e: decided ??= e; break;
            case CaseFact.DecisionTakenBack: decided = null; break;
            case CaseFact.Delivered: delivered ??= fact; break;
            case CaseFact.Closed: closed ??= fact; break;
            case CaseFact.Withdrawn: withdrawn ??= fact; break;
            case CaseFact.HearingTold: hearingTold ??= fact; break;
            case CaseFact.HearingAsked: hearingAsked ??= fact; break;
            case CaseFact.HearingNoticed e: hearingNoticed = e; break;
            case CaseFact.HearingHeld: hearingHeld ??= fact; break;
            case CaseFact.RenewalApplied e: renewal ??= e; break;
        }
    }

    // Facts come in the order of their instants, so what ends a leg comes behind it or has the same instant: only open legs are kept, whatever the number of the others.
    private void Open(CaseFact.LegOpened leg)
    {
        foreach (var end in closedNow)
            if (end.At >= leg.At && end.Clock == leg.Clock && end.Id == leg.Id) return;
        legs.Add(leg);
    }

    private void Close(CaseFact.LegClosed end)
    {
        if (closedNow.Count > 0 && closedNow[^1].At != end.At) closedNow.Clear();
        closedNow.Add(end);
        for (var i = legs.Count - 1; i >= 0; i--)
            if (legs[i].Clock == end.Clock && legs[i].Id == end.Id) legs.RemoveAt(i);
    }

    private void End(CaseFact.PauseEnded ended)
    {
        if (pauses.Find(p => p.Started.PauseId == ended.PauseId && p.Ended is null) is { } pause) pause.Ended = ended;
    }

    private void Gather()
    {
        Receipts();
        Decisions();
        Delivery();
        foreach (var pause in pauses) PausePlan(pause);
        foreach (var leg in legs) Leg(leg);
        Hearing();
        Renewal();
    }

    private void Receipts()
    {
        foreach (var round in Acceptance.Rounds)
        {
            if (openLegsOnly && round.Answer is not null && !round.Deemed)
                continue;
            var run = new ClockRun(ClockDefinition.Of(ClockKind.Receive), $"{round.Number}", round.Receipt.On, policy.BaseDays(ClockKind.Receive)!.Value)
            {
                FirstDayCounted = policy.FirstDayCounted, StartDocument = (round.Receipt as CaseFact.Received)?.Document,
            };
            if (round.Deemed)
            {
                // Silence speaks when the last day is over.
                var end = OfficeHours.At(round.Due!.Value.AddDays(1), TimeOnly.MinValue);
                run.Stop = (end, OfficeHours.DayOf(end), "deemed");
            }
            else if (round.Answer is { } answer)
            {
                run.Stop = (answer.At, answer.On, Why(answer));
            }
            if (round.Findings.Count > 0) run.Findings.AddRange(round.Findings);
            runs.Add(run);
        }
    }

    /// <summary>The limit of the law and the promise.</summary>
    private void Decisions()
    {
        var law = policy.Joint ? ClockKind.Joint : ClockKind.Statutory;
        Decision(law);
        if (policy.CommitDays is not null)
            Decision(ClockKind.Commit);
    }

    private void Decision(ClockKind kind)
    {
        if (Acceptance.On is not { } accepted)
        {
            if (Acceptance.Refusal is { } refusal)
                runs.Add(new(ClockDefinition.Of(kind), "", default, policy.BaseDays(kind)!.Value) { Refusal = refusal });
            return;
        }
        var run = new ClockRun(ClockDefinition.Of(kind), "", accepted, policy.BaseDays(kind)!.Value)
        {
            FirstDayCounted = policy.FirstDayCounted, StartDocument = Acceptance.Document, StartDeemed = Acceptance.Deemed, Stop = First(decided, withdrawn, closed), Pauses = Effects(kind, ownClock: false),
        };
        Extend(run);
        LatePauses(run);
        runs.Add(run);
    }

    /// <summary>The first extension that is as the law wants it counts; every other is said to be without effect.</summary>
    private void Extend(ClockRun run)
    {
        foreach (var extension in extensions)
        {
            if (extension.Clock != run.Clock.Kind)
                continue;
            var due = run.Count(calendar, null).Due;
            if (WhyNot(extension, run.Clock, due, run.Extension is not null) is { } why)
                run.Findings.Add(why);
            else
                run.Extension = extension;
        }
    }

    private ClockFinding? WhyNot(CaseFact.Extended extension, ClockDefinition clock, DateOnly? due, bool extended)
    {
        if (ExtensionCheck.Refuse(extension, clock, policy, due, extended) is { } refused)
            return refused;
        return asOf is not null && extension.ToldOn > Today ? ClockFinding.Of("extension-reason-not-told") : null;
    }

    private void LatePauses(ClockRun run)
    {
        if (run.Pauses.Count == 0 || run.Count(calendar, null).Due is not { } due)
            return;
        foreach (var pause in run.Pauses)
            if (pause.Effective is { } range && range.From > due)
                run.Findings.Add(ClockFinding.Of("pause-after-due", pause.Pause.Name, due));
    }

    private void Delivery()
    {
        if (decided is not { Granted: true })
            return;
        runs.Add(new(ClockDefinition.Of(ClockKind.Deliver), "", decided.On, policy.BaseDays(ClockKind.Deliver)!.Value)
        {
            FirstDayCounted = policy.FirstDayCounted, StartDocument = decided.Document, Stop = First(delivered, withdrawn, closed),
        });
    }

    private void PausePlan(Pause pause)
    {
        var started = pause.Started;
        var run = new ClockRun(ClockDefinition.Of(ClockKind.PausePlan), started.PauseId, started.From == DateOnly.MinValue ? started.From : started.From.AddDays(-1), 0)
        {
            NameZh = $"{pause.Name.Zh}计划时间", NameEn = $"Planned length: {pause.Name.En}", FixedDue = started.PlannedEnd, StartDocument = started.Notice,
            Refusal = started.PlannedEnd is null ? ClockFinding.Of("pause-without-plan", pause.Name, started.PauseId) : null,
        };
        if (pause.Ended is { } ended)
            run.Stop = (ended.At, ended.LastDay, "pause-ended");
        else if (First(withdrawn, closed) is { } end)
            run.Stop = end;
        run.Findings.AddRange(pause.Findings(asOf is null ? started.From : run.Stop is { } stop && stop.Day < Today ? stop.Day : Today));
        runs.Add(run);
    }

    private void Leg(CaseFact.LegOpened leg)
    {
        var clock = ClockDefinition.Of(leg.Clock);
        if ((leg.LimitDays ?? policy.BaseDays(leg.Clock)) is not { } limit)
            return;
        var end = EndOf(leg);
        // A regulator claims after the case is closed as before; and what is asked of somebody after that runs on too.
        var run = new ClockRun(clock, leg.Id, leg.Since ?? leg.On, limit)
        {
            NameZh = leg.NameZh, NameEn = leg.NameEn, StartDocument = leg.Document, FirstDayCounted = policy.FirstDayCounted, Stop = leg.Clock == ClockKind.RegulatorClaim ? First(end) : First(end, withdrawn, closed is { } over && over.At < leg.At ? null : closed),
            Pauses = clock.MayPause ? Effects(leg.Clock, leg.KeepsOwnClock) : [],
        };
        if (leg.Clock == ClockKind.Tolerance && limit > policy.CommitDays)
            run.Findings.Add(ClockFinding.Of("tolerance-over-commitment", limit, policy.CommitDays.Value));
        runs.Add(run);
    }

    private CaseFact.LegClosed? EndOf(CaseFact.LegOpened leg) => legEnds.TryGetValue((leg.Clock, leg.Id), out var ends) ? ends.Find(e => e.At >= leg.At) : null;

    /// <summary>To ask for a hearing is the applicant's time, to hold it the organ's.</summary>
    private void Hearing()
    {
        var clock = ClockDefinition.Of(ClockKind.Hearing);
        if (hearingTold is not null)
            runs.Add(new(clock, "ask", hearingTold.On, HearingDays.Ask)
            {
                NameZh = "申请听证期限", NameEn = "Asking for a hearing", Stop = First(hearingAsked, decided, withdrawn, closed),
                Unit = policy.ApplicantDaysAreCalendarDays ? ClockUnit.CalendarDays : ClockUnit.WorkingDays,
            });
        if (hearingAsked is null)
            return;
        var hold = new ClockRun(clock, "hold", hearingAsked.On, HearingDays.Hold) { NameZh = "组织听证期限", NameEn = "Holding the hearing", Stop = First(hearingHeld, withdrawn, closed) };
        if (hearingNoticed is { } notice && calendar.Between(notice.On, notice.HeldOn) is { } before && before < HearingDays.Notice)
            hold.Findings.Add(ClockFinding.Of("hearing-notice-short", before, HearingDays.Notice));
        runs.Add(hold);
    }

    private void Renewal()
    {
        if (renewal is null)
            return;
        var applied = renewal.AppliedOn ?? renewal.On;
        var run = new ClockRun(ClockDefinition.Of(ClockKind.Renew), "", applied, 0) { FixedDue = renewal.ExpiresOn, Stop = First(decided, withdrawn, closed) };
        var inTime = applied.DayNumber + RenewalDays.Lead <= renewal.ExpiresOn.DayNumber;
        if (!inTime)
            run.Findings.Add(ClockFinding.Of("renewal-applied-late", applied, RenewalDays.Lead));
        else if (asOf is not null && Today > renewal.ExpiresOn && (run.Stop is not { } stop || stop.Day > renewal.ExpiresOn))
        {
            var end = OfficeHours.At(renewal.ExpiresOn.AddDays(1), TimeOnly.MinValue);
            run.Stop = (end, OfficeHours.DayOf(end), "deemed");
            run.Findings.Add(ClockFinding.Of("deemed-renewal", renewal.ExpiresOn));
        }
        runs.Add(run);
    }

    private IReadOnlyList<PauseEffect> Effects(ClockKind kind, bool ownClock)
    {
        if (pauses.Count == 0)
            return [];
        var effects = new List<PauseEffect>(pauses.Count);
        foreach (var pause in pauses)
            effects.Add(PauseEffect.Of(pause, kind, policy, Today, ownClock));
        return effects;
    }

    private static (DateTimeOffset At, DateOnly Day, string Why)? First(params ReadOnlySpan<CaseFact?> ends)
    {
        CaseFact? first = null;
        foreach (var end in ends)
            if (end is not null && (first is null || end.At < first.At))
                first = end;
        return first is null ? null : (first.At, first.On, Why(first));
    }

    private static string Why(CaseFact fact) => fact switch
    {
        CaseFact.Accepted => "accepted",
        CaseFact.NotAccepted => "not-accepted",
        CaseFact.OneTimeNotice => "one-time-notice",
        CaseFact.Withdrawn => "withdrawn",
        CaseFact.Decided => "decided",
        CaseFact.Delivered => "delivered",
        CaseFact.HearingAsked => "hearing-asked",
        CaseFact.HearingHeld => "hearing-held",
        CaseFact.Closed => "closed",
        _ => "done",
    };
}

/// <summary>行政许可法 第四十七条、第四十八条.</summary>
internal static class HearingDays
{
    public const int Ask = 5, Hold = 20, Notice = 7;
}

/// <summary>行政许可法 第五十条: calendar days before expiry.</summary>
internal static class RenewalDays
{
    public const int Lead = 30;
}
