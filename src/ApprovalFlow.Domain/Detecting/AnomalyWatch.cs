using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Detecting;

/// <summary>Goes along with the events of all cases and names what keeps figures fine without keeping the law: pauses at the last moment, withdrawals that begin the count anew, rubber stamps, back-dated acceptances, second notices.</summary>
/// <remarks>An anomaly is a question to a person, never a judgement: each names the event that shows it. The events of one case come in its order; of several cases in any. Pure; not safe to use from several threads.</remarks>
/// <param name="rulesOf">Limits and calendar of a flow; null: the flow is not known here, and no limit of it is looked at.</param>
public sealed class AnomalyWatch(Func<string, (ClockPolicy Policy, WorkCalendar Calendar)?> rulesOf, AnomalyThresholds? thresholds = null)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly AnomalyThresholds limits = thresholds ?? new();
    private readonly Dictionary<string, Watched> open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Item, string Applicant), (string CaseNumber, DateTimeOffset At)> withdrawn = [];
    private readonly Dictionary<(string UserId, DateTimeOffset Minute), HashSet<string>> completions = [];
    private DateTimeOffset newest;

    /// <summary>What the next event of a case shows.</summary>
    public IReadOnlyList<Anomaly> Add(string caseNumber, CaseRecord record)
    {
        if (!open.TryGetValue(caseNumber, out var watched))
        {
            // What comes behind a case's end ends with it; a case whose beginning is missing is the chain's to tell.
            if (record.Sequence > 1)
                return [];
            open[caseNumber] = watched = new(CaseState.Empty);
        }
        List<Anomaly> found = [];
        void Tell(string code, string zh, string en, string? related = null) => found.Add(new(code, caseNumber, record.Sequence, record.At, zh, en) { RelatedCase = related });
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered registered:
                Refiled(registered, record, Tell);
                break;
            case CaseEvent.CaseAccepted { DatedOn: { } dated } when dated < OfficeHours.DayOf(record.At):
                Tell(Anomaly.BackDated, $"受理凭证日期为 {dated:yyyy-MM-dd}，早于实际受理的 {OfficeHours.DayOf(record.At):yyyy-MM-dd}。", $"The voucher says {dated:yyyy-MM-dd}, but the case was accepted on {OfficeHours.DayOf(record.At):yyyy-MM-dd}.");
                break;
            case CaseEvent.CorrectionRequested correction:
                if (watched.Notices++ > 0)
                    Tell(Anomaly.SecondNotice, $"第 {watched.Notices} 次要求补正；应当一次告知全部需要补正的内容（行政许可法第三十二条第一款第四项）。{correction.Reason}",
                        $"Corrections are asked for the {watched.Notices}th time; everything must be told at once (Administrative License Law, Article 32(1)(4)). {correction.Reason}".TrimEnd());
                break;
            case CaseEvent.PauseRequested pause when !watched.IsLost && rulesOf(watched.State.FlowCode) is var (policy, calendar) && PauseSight.Needed(watched.State.Timeline, pause.Kind, pause.From, policy, calendar, record.At) is var (clock, due):
                Tell(Anomaly.LatePause, $"{clock.NameZh}将于 {due:yyyy-MM-dd} 届满，此时申请特别程序停止计时。", $"{clock.NameEn} ends on {due:yyyy-MM-dd}; a special procedure that stops it is asked for now.");
                break;
            case CaseEvent.TaskCompleted { Repeats: null } completed:
                Stamped(completed, caseNumber, record, Tell);
                break;
            case CaseEvent.CaseClosed { Result: "withdrawn" } when watched.State is { AcceptedAt: not null, Applicant: { } applicant }:
                withdrawn[(watched.State.ItemCode, applicant.IdNumber)] = (caseNumber, record.At);
                break;
        }
        if (record.Event is CaseEvent.CaseClosed)
            open.Remove(caseNumber);
        else if (!watched.IsLost && !watched.Follow(record))
            Tell(Anomaly.Unfitting, $"第 {record.Sequence} 条记录与前面的记录不相容，此后不再据以核对期限。", $"Event {record.Sequence} does not fit what came before; limits of this case are not looked at from here on.");
        return found;
    }

    private void Refiled(CaseEvent.CaseRegistered registered, CaseRecord record, Action<string, string, string, string?> tell)
    {
        if (withdrawn.TryGetValue((registered.ItemCode, registered.Applicant.IdNumber), out var earlier) && record.At - earlier.At is var between && between >= TimeSpan.Zero && between <= TimeSpan.FromDays(limits.RefileDays))
            tell(Anomaly.Refiled, $"同一申请人同一事项的办件 {earlier.CaseNumber} 受理后于 {OfficeHours.DayOf(earlier.At):yyyy-MM-dd} 撤回，现重新申请，期限从头计算。",
                $"Case {earlier.CaseNumber} of the same applicant and item was withdrawn on {OfficeHours.DayOf(earlier.At):yyyy-MM-dd} after it had been accepted; filed anew, its limits begin anew.", earlier.CaseNumber);
    }

    /// <summary>Told once for a person and a minute: with the case that makes it too many.</summary>
    private void Stamped(CaseEvent.TaskCompleted completed, string caseNumber, CaseRecord record, Action<string, string, string, string?> tell)
    {
        newest = record.At > newest ? record.At : newest;
        foreach (var old in completions.Keys.Where(k => newest - k.Minute > Kept).ToList())
            completions.Remove(old);
        var key = (completed.By.UserId, new DateTimeOffset(record.At.UtcTicks - (record.At.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
        if (!completions.TryGetValue(key, out var cases))
            completions[key] = cases = new(StringComparer.Ordinal);
        if (cases.Add(caseNumber) && cases.Count == limits.CasesInAMinute)
            tell(Anomaly.RubberStamp, $"{completed.By.Name}在同一分钟内办完 {cases.Count} 件不同办件的任务。", $"{completed.By.Name} completed tasks of {cases.Count} different cases within one minute.", null);
    }

    /// <summary>A case that is not closed.</summary>
    private sealed class Watched(CaseState state)
    {
        public CaseState State { get; private set; } = state;
        public int Notices { get; set; }
        /// <summary>An event did not fit: where the case stands cannot be said any more.</summary>
        public bool IsLost { get; private set; }

        /// <summary>False: nothing led to this event. Whoever sends may have made it up, and the watch goes on for the others.</summary>
        public bool Follow(CaseRecord record)
        {
            try
            {
                State = State.Evolve(record);
                return true;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException)
            {
                return !(IsLost = true);
            }
        }
    }
}
