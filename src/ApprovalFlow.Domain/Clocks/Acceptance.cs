using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>收件与受理: what became of the papers, as the law sees it (行政许可法 第三十二条).</summary>
/// <remarks>Each receipt, the first and that of corrected papers, opens a round of five working days. A round that nobody answers in time makes the case accepted from its receipt.</remarks>
internal sealed class Acceptance
{
    private bool silent;
    private int settled;

    private Acceptance() { }

    public List<Round> Rounds { get; } = [];
    /// <summary>The day from which the case is accepted; null while it is not.</summary>
    public DateOnly? On { get; private set; }
    public bool Deemed { get; private set; }
    public string? Document { get; private set; }
    /// <summary>It cannot be told whether an answer was in time.</summary>
    public ClockFinding? Refusal { get; private set; }

    /// <param name="Answer">Acceptance, notice or refusal; withdrawal and closing end the round too.</param>
    /// <param name="Deemed">It ended in silence, or with an answer that came too late.</param>
    public sealed record Round(int Number, CaseFact Receipt, CaseFact? Answer, DateOnly? Due, bool Deemed)
    {
        public List<ClockFinding> Findings { get; } = [];
    }

    /// <param name="facts">Those known at the instant.</param>
    /// <param name="asOf">The day; null: the end of time, when silence has lasted long enough.</param>
    /// <param name="silent">Nobody reads what there is to say of the rounds; a case may have thousands of them.</param>
    public static Acceptance Of(IReadOnlyList<CaseFact> facts, int count, double days, WorkCalendar calendar, DateOnly? asOf, bool silent = false)
    {
        var acceptance = new Acceptance { silent = silent };
        CaseFact? receipt = null, answer = null;
        CaseFact.Accepted? accepted = null;
        List<ClockFinding>? notes = null;
        var notices = 0;
        for (var i = 0; i < count; i++)
        {
            switch (facts[i])
            {
                case CaseFact.Received when receipt is null: receipt = facts[i]; break;
                case CaseFact.CorrectedReceived when accepted is null && answer is CaseFact.OneTimeNotice:
                    if (acceptance.Settle(receipt!, answer, accepted, days, calendar, asOf, notes)) return acceptance;
                    (receipt, answer, notes) = (facts[i], null, null);
                    break;
                case CaseFact.OneTimeNotice:
                    if (++notices > 1 && accepted is null && !silent) (notes ??= []).Add(ClockFinding.Of("second-notice", facts[i].On));
                    answer ??= facts[i];
                    break;
                case CaseFact.Accepted fact:
                    if (accepted is not null && !silent) (notes ??= []).Add(ClockFinding.Of("accepted-again", fact.On, accepted.On));
                    accepted ??= fact;
                    answer ??= fact;
                    break;
                case CaseFact.NotAccepted or CaseFact.Withdrawn or CaseFact.Closed: answer ??= facts[i]; break;
            }
        }
        if (receipt is not null)
            acceptance.Settle(receipt, answer, accepted, days, calendar, asOf, notes);
        return acceptance;
    }

    /// <summary>Closes a round; true when the case is accepted by silence, so that nothing later matters.</summary>
    private bool Settle(CaseFact receipt, CaseFact? answer, CaseFact.Accepted? accepted, double days, WorkCalendar calendar, DateOnly? asOf, List<ClockFinding>? notes)
    {
        var due = calendar.Due(receipt.On, days).Day;
        var judged = answer?.On ?? asOf;
        // Where the fifth day lies in a year that is not loaded, an answer is in time if every day up to it is known.
        if (due is null && !(judged is { } day && calendar.IsWorkingDay(day) is not null && calendar.Between(receipt.On, day) is not null))
            Refusal = ClockFinding.Of("calendar-year-not-loaded", FirstUnloadedYear(calendar, receipt.On));
        var late = due is { } end && (judged is null || judged > end);
        settled++;
        var deemed = late && Refusal is null;
        // Nobody asks about a round that was answered in time, and a case may have had thousands.
        if (silent && !deemed && Refusal is null && answer is not null)
        {
            Told(answer, accepted);
            return false;
        }
        var round = new Round(settled, receipt, answer, due, deemed);
        if (notes is not null) round.Findings.AddRange(notes);
        Rounds.Add(round);
        if (Refusal is not null)
            return true;
        if (late)
        {
            (On, Deemed, Document) = (receipt.On, true, (receipt as CaseFact.Received)?.Document);
            round.Findings.Add(ClockFinding.Of("deemed-acceptance", receipt.On, days, due!.Value));
            if (answer is CaseFact.OneTimeNotice) round.Findings.Add(ClockFinding.Of("notice-late", answer.On));
            if (accepted is not null) round.Findings.Add(ClockFinding.Of("acceptance-late", accepted.On, receipt.On));
            return true;
        }
        Told(answer, accepted);
        return false;
    }

    private void Told(CaseFact? answer, CaseFact.Accepted? accepted)
    {
        if (accepted is not null && answer is CaseFact.Accepted or CaseFact.OneTimeNotice)
            (On, Document) = (accepted?.On, accepted?.Document);
    }

    private static int FirstUnloadedYear(WorkCalendar calendar, DateOnly receipt)
    {
        var year = receipt == DateOnly.MaxValue ? receipt.Year : receipt.AddDays(1).Year;
        return calendar.IsWorkingDay(new(year, 12, 31)) is null ? year : year + 1;
    }
}
