using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>The facts that a case's own stream carries: receipt, acceptance, corrections, steps, special procedures, decision, delivery.</summary>
/// <remarks>
/// A special procedure whose step records neither plan nor written notice stops nothing: the stream does not show that the applicant was told.
/// The applicant's corrections after acceptance become a <see cref="SpecialProcedure.Supplement"/>.
/// </remarks>
public static class CaseTimelines
{
    private static readonly Dictionary<string, string> Procedures = new()
    {
        ["Approval.Hearing"] = "hearing", ["Approval.ExpertReview"] = "expert-review", ["Approval.Testing"] = "testing", ["Approval.Publicity"] = "publicity", ["Approval.SiteInspection"] = "site-survey",
    };

    private static readonly Dictionary<string, ClockKind> LegKinds = new()
    {
        ["Approval.CountyPreliminaryReview"] = ClockKind.County, ["Approval.LeaderApproval"] = ClockKind.Leader, ["Approval.Countersign"] = ClockKind.Opinion,
        ["Approval.JointInspection"] = ClockKind.Survey, ["Approval.SiteInspection"] = ClockKind.Survey,
    };

    /// <summary>Pure and linear in the records.</summary>
    public static CaseTimeline Of(string caseNumber, IEnumerable<CaseRecord> records)
    {
        var facts = new List<CaseFact>();
        var open = new Dictionary<string, CaseEvent.TaskOpened>();
        string? supplement = null;
        var accepted = false;
        foreach (var record in records)
        {
            var at = record.At;
            switch (record.Event)
            {
                case CaseEvent.CaseRegistered e: facts.Add(new CaseFact.Received(at) { Document = e.CaseNumber }); break;
                case CaseEvent.CaseAccepted:
                    accepted = true;
                    facts.Add(new CaseFact.Accepted(at));
                    break;
                case CaseEvent.CorrectionRequested e when !accepted: facts.Add(new CaseFact.OneTimeNotice(at) { Document = e.TaskId }); break;
                case CaseEvent.CorrectionRequested e:
                    supplement = $"supplement-{e.TaskId}";
                    var started = new CaseFact.PauseStarted(at, supplement, SpecialProcedure.Supplement, Calendars.OfficeHours.DayOf(at));
                    facts.Add(started);
                    break;
                case CaseEvent.CaseResubmitted when !accepted: facts.Add(new CaseFact.CorrectedReceived(at)); break;
                case CaseEvent.CaseResubmitted when supplement is not null:
                    facts.Add(new CaseFact.PauseEnded(at, supplement, Calendars.OfficeHours.DayOf(at)));
                    supplement = null;
                    break;
                case CaseEvent.WithdrawalRequested: facts.Add(new CaseFact.Withdrawn(at)); break;
                case CaseEvent.TaskOpened e: Opened(facts, open, e, at); break;
                case CaseEvent.TaskCompleted e:
                    if (!accepted && e.Outcome == Outcomes.Refuse && open.GetValueOrDefault(e.TaskId)?.ActivityType == TaskTypes.Accept)
                        facts.Add(new CaseFact.NotAccepted(at) { Document = e.TaskId });
                    Ended(facts, open, e.TaskId, at);
                    break;
                case CaseEvent.TaskCanceled e: Ended(facts, open, e.TaskId, at); break;
                case CaseEvent.DecisionMade e: facts.Add(new CaseFact.Decided(at, e.Result is CaseResults.Approved or CaseResults.ApprovedWithConditions or CaseResults.Filed)); break;
                case CaseEvent.CertificateIssued e: facts.Add(new CaseFact.Issued(at) { Document = e.Number }); break;
                case CaseEvent.CaseDelivered: facts.Add(new CaseFact.Delivered(at)); break;
                case CaseEvent.CaseClosed: facts.Add(new CaseFact.Closed(at)); break;
            }
        }
        return new(caseNumber, facts);
    }

    private static void Opened(List<CaseFact> facts, Dictionary<string, CaseEvent.TaskOpened> open, CaseEvent.TaskOpened task, DateTimeOffset at)
    {
        open[task.TaskId] = task;
        // The time for accepting is the law's own clock, the time for correcting the applicant's.
        if (task.ActivityType is TaskTypes.Correction)
            return;
        if (Procedures.TryGetValue(task.ActivityType, out var kind) && !task.Counted)
            facts.Add(new CaseFact.PauseStarted(at, task.TaskId, kind, Calendars.OfficeHours.DayOf(at)));
        facts.Add(new CaseFact.LegOpened(at, KindOf(task), task.TaskId, task.NameZh, task.NameEn) { LimitDays = task.LimitDays, KeepsOwnClock = !task.Counted });
    }

    private static void Ended(List<CaseFact> facts, Dictionary<string, CaseEvent.TaskOpened> open, string taskId, DateTimeOffset at)
    {
        if (!open.Remove(taskId, out var task) || task.ActivityType is TaskTypes.Correction)
            return;
        if (Procedures.ContainsKey(task.ActivityType) && !task.Counted)
            facts.Add(new CaseFact.PauseEnded(at, taskId, Calendars.OfficeHours.DayOf(at)));
        facts.Add(new CaseFact.LegClosed(at, KindOf(task), taskId));
    }

    private static ClockKind KindOf(CaseEvent.TaskOpened task) => LegKinds.GetValueOrDefault(task.ActivityType, ClockKind.Step);
}
