using ApprovalFlow.Domain.Activities;
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
    private readonly Dictionary<string, CaseWatch> open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Item, string Applicant), (string CaseNumber, DateTimeOffset At)> withdrawn = [];
    private readonly Dictionary<(string UserId, DateTimeOffset Minute), HashSet<string>> completions = [];
    private DateTimeOffset newest;

    /// <summary>What the next event of a case shows.</summary>
    public IReadOnlyList<Anomaly> Add(string caseNumber, CaseRecord record)
    {
        // What comes after the end, and of a case whose beginning was not seen, says nothing about it.
        if (!open.TryGetValue(caseNumber, out var watched) && record.Event is CaseEvent.CaseRegistered)
            open[caseNumber] = watched = new(caseNumber, rulesOf);
        List<Anomaly> found = [];
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered registered:
                Refiled(caseNumber, registered, record, found);
                break;
            case CaseEvent.TaskCompleted { Repeats: null } completed:
                Stamped(completed, caseNumber, record, found);
                break;
            case CaseEvent.CaseClosed { Result: CaseResults.Withdrawn } when watched?.State is { AcceptedAt: not null, Applicant: { } applicant }:
                withdrawn[(watched.State.ItemCode, applicant.IdNumber)] = (caseNumber, record.At);
                break;
        }
        if (watched is not null)
            found.AddRange(watched.Add(record));
        if (record.Event is CaseEvent.CaseClosed)
            open.Remove(caseNumber);
        return found;
    }

    private void Refiled(string caseNumber, CaseEvent.CaseRegistered registered, CaseRecord record, List<Anomaly> found)
    {
        if (withdrawn.TryGetValue((registered.ItemCode, registered.Applicant.IdNumber), out var earlier) && limits.IsRefiled(earlier.At, record.At))
            found.Add(Anomaly.RefiledAfter(caseNumber, record, earlier.CaseNumber, earlier.At));
    }

    /// <summary>Told once for a person and a minute: with the case that makes it too many.</summary>
    private void Stamped(CaseEvent.TaskCompleted completed, string caseNumber, CaseRecord record, List<Anomaly> found)
    {
        newest = record.At > newest ? record.At : newest;
        foreach (var old in completions.Keys.Where(k => newest - k.Minute > Kept).ToList())
            completions.Remove(old);
        var key = (completed.By.UserId, AnomalyThresholds.MinuteOf(record.At));
        if (!completions.TryGetValue(key, out var cases))
            completions[key] = cases = new(StringComparer.Ordinal);
        if (cases.Add(caseNumber) && cases.Count == limits.CasesInAMinute)
            found.Add(Anomaly.Stamped(caseNumber, record.Sequence, record.At, completed.By.Name, cases.Count));
    }
}
