using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>One special procedure of a case as it is known at an instant.</summary>
internal sealed class Pause(CaseFact.PauseStarted started, SpecialProcedure? procedure)
{
    public CaseFact.PauseStarted Started => started;
    public SpecialProcedure? Procedure => procedure;
    public CaseFact.PauseEnded? Ended { get; set; }
    public Localized Name => procedure is null ? new(started.Kind, started.Kind) : new(procedure.NameZh, procedure.NameEn);
    public bool HasNotice => !string.IsNullOrWhiteSpace(started.Notice);

    /// <summary>Why it stops nothing at all; null when it may stop what its kind stops.</summary>
    public ClockFinding? WithoutEffect { get; } = Check(started, procedure);

    /// <summary>The first day on which it can stop a clock: begun, recorded and told.</summary>
    public DateOnly EffectiveFrom
    {
        get
        {
            var from = started.From < started.On ? started.On : started.From;
            return started.NoticeOn > from ? started.NoticeOn.Value : from;
        }
    }

    /// <summary>The day up to which it goes as far as is known on a day.</summary>
    public DateOnly LastDay(DateOnly today) => Ended?.LastDay ?? started.PlannedEnd ?? (today > started.From ? today : started.From);

    /// <summary>What went wrong with it, as it is known on a day.</summary>
    public IEnumerable<ClockFinding> Findings(DateOnly today)
    {
        if (WithoutEffect is not null)
            yield return WithoutEffect;
        if (started.From < started.On)
            yield return ClockFinding.Of("pause-back-dated", Name, started.From, started.On);
        if (HasNotice && started.NoticeOn > started.From)
            yield return ClockFinding.Of("pause-notice-late", Name, started.From, started.NoticeOn.Value);
        if (started.PlannedEnd is { } planned && (Ended?.LastDay ?? today) > planned)
            yield return ClockFinding.Of("pause-over-plan", Name, planned);
    }

    private static ClockFinding? Check(CaseFact.PauseStarted started, SpecialProcedure? procedure)
    {
        if (procedure is null)
            return ClockFinding.Of("procedure-unknown", started.Kind);
        var name = new Localized(procedure.NameZh, procedure.NameEn);
        if (procedure.NeedsWrittenNotice && string.IsNullOrWhiteSpace(started.Notice))
            return ClockFinding.Of("pause-without-notice", name, started.PauseId);
        if (procedure.NeedsPlannedLength && started.PlannedEnd is null)
            return ClockFinding.Of("pause-without-plan", name, started.PauseId);
        return null;
    }
}

/// <summary>What one pause does to one clock.</summary>
internal readonly struct PauseEffect(Pause pause, DayRange said, DayRange? effective)
{
    public Pause Pause => pause;
    /// <summary>The days of the procedure itself.</summary>
    public DayRange Said => said;
    /// <summary>The days that do not count; null: none.</summary>
    public DayRange? Effective => effective;

    /// <param name="ownClock">The clock belongs to the procedure's own work.</param>
    public static PauseEffect Of(Pause pause, ClockKind clock, ClockPolicy policy, DateOnly today, bool ownClock)
    {
        var said = new DayRange(pause.Started.From, pause.LastDay(today));
        var stops = !ownClock && pause.WithoutEffect is null
            && (pause.Procedure!.Stops.Contains(clock) || (clock == ClockKind.Commit && policy.SupplementStopsCommit && pause.Procedure.Kind == SpecialProcedure.Supplement));
        if (!stops)
            return new(pause, said, null);
        var last = said.To;
        if (policy.PauseEndsAtItsPlan)
            last = pause.Started.PlannedEnd < last ? pause.Started.PlannedEnd.Value : last;
        else if (pause.Ended is null && today > last)
            last = today;
        return new(pause, said, last < pause.EffectiveFrom ? null : new DayRange(pause.EffectiveFrom, last));
    }
}
