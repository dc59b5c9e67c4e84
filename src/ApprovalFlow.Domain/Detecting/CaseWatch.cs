using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Detecting;

/// <summary>Goes along with the events of one case and names what its own record shows; what only several cases show is <see cref="AnomalyWatch"/>'s.</summary>
/// <param name="rulesOf">Limits and calendar of a flow; null: the flow is not known here, and no limit of it is looked at.</param>
public sealed class CaseWatch(string caseNumber, Func<string, (ClockPolicy Policy, WorkCalendar Calendar)?> rulesOf)
{
    private int notices;
    private bool isLost;

    /// <summary>Where the case stands; stays where it was once an event did not fit.</summary>
    public CaseState State { get; private set; } = CaseState.Empty;

    /// <summary>Everything that the record of one case shows by itself.</summary>
    public static IReadOnlyList<Anomaly> Of(string caseNumber, IEnumerable<CaseRecord> records, Func<string, (ClockPolicy Policy, WorkCalendar Calendar)?> rulesOf)
    {
        var watch = new CaseWatch(caseNumber, rulesOf);
        return [.. records.SelectMany(watch.Add)];
    }

    /// <summary>What the next event shows.</summary>
    public IReadOnlyList<Anomaly> Add(CaseRecord record)
    {
        List<Anomaly> found = [];
        void Tell(string code, string zh, string en) => found.Add(new(code, caseNumber, record.Sequence, record.At, zh, en));
        switch (record.Event)
        {
            case CaseEvent.CaseAccepted { DatedOn: { } dated } when dated < OfficeHours.DayOf(record.At):
                Tell(Anomaly.BackDated, $"受理凭证日期为 {dated:yyyy-MM-dd}，早于实际受理的 {OfficeHours.DayOf(record.At):yyyy-MM-dd}。", $"The voucher says {dated:yyyy-MM-dd}, but the case was accepted on {OfficeHours.DayOf(record.At):yyyy-MM-dd}.");
                break;
            case CaseEvent.CorrectionRequested correction:
                if (notices++ > 0)
                    Tell(Anomaly.SecondNotice, $"第 {notices} 次要求补正；应当一次告知全部需要补正的内容（行政许可法第三十二条第一款第四项）。{correction.Reason}",
                        $"Corrections are asked for the {notices}th time; everything must be told at once (Administrative License Law, Article 32(1)(4)). {correction.Reason}".TrimEnd());
                break;
            case CaseEvent.PauseRequested pause when !isLost && rulesOf(State.FlowCode) is var (policy, calendar) && PauseSight.Needed(State.Timeline, pause.Kind, pause.From, policy, calendar, record.At) is var (clock, due):
                Tell(Anomaly.LatePause, $"{clock.NameZh}将于 {due:yyyy-MM-dd} 届满，此时申请特别程序停止计时。", $"{clock.NameEn} ends on {due:yyyy-MM-dd}; a special procedure that stops it is asked for now.");
                break;
        }
        if (!isLost && !Follow(record))
            Tell(Anomaly.Unfitting, $"第 {record.Sequence} 条记录与前面的记录不相容，此后不再据以核对期限。", $"Event {record.Sequence} does not fit what came before; limits of this case are not looked at from here on.");
        return found;
    }

    /// <summary>False: nothing led to this event. Whoever sends may have made it up, and the watch goes on for the others.</summary>
    private bool Follow(CaseRecord record)
    {
        try
        {
            State = State.Evolve(record);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            return !(isLost = true);
        }
    }
}
