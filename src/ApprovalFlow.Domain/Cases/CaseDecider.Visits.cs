using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    private static Rejection? ProposeVisit(CaseState state, CaseCommand.ProposeVisit command, CaseContext context, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (TripRules.KindFor(task.ActivityType) is not { } kind) return Reject("visit-not-for-task", task.NameZh, task.TaskId);
        if (TaskAccess.May(state, task, command.By, context.Item, context.DutyRules, held: true, out var acting) is { } refused) return refused;
        var earlier = state.Visits.FirstOrDefault(v => v.TaskId == task.TaskId && v.Status is VisitStatus.Open or VisitStatus.Arranged);
        // What the step asked for by itself, a person may say better while no trip has it.
        if (earlier is not null && !(earlier.Status == VisitStatus.Open && VisitProposals.IsAutomatic(earlier.By))) return Reject("visit-proposed-already", task.NameZh, task.TaskId);
        var department = task.Candidate.DepartmentId ?? context.Item.DepartmentId;
        if (SecondVisit(state, department) is { } second) return second;
        if (Blank(command.Request.Site)) return Reject("visit-site-required");
        if (command.Request.From > command.Request.To || command.Request.To < burst.Today)
            return Reject("visit-window-invalid", PlainJson.Iso(command.Request.From), PlainJson.Iso(command.Request.To), PlainJson.Iso(burst.Today));

        var reason = Blank(command.Request.Reason) ? null : command.Request.Reason!.Trim();
        var by = Stamp(state, command.By, acting, task.Candidate);
        if (earlier is not null) burst.Add(new CaseEvent.VisitProposalWithdrawn(task.TaskId, by, "另行提出"));
        burst.Add(new CaseEvent.VisitProposed(task.TaskId, department, kind, command.Request with { Site = command.Request.Site.Trim(), Reason = reason }, by));
        return null;
    }

    private static Rejection? WithdrawVisitProposal(CaseState state, CaseCommand.WithdrawVisitProposal command, CaseContext context, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (TaskAccess.May(state, task, command.By, context.Item, context.DutyRules, held: true, out var acting) is { } refused) return refused;
        if (Blank(command.Reason)) return Reject("reason-required");
        if (state.TripOf(task.TaskId) is { } trip) return Reject("trip-pending", task.NameZh, task.TaskId, trip.Number);
        if (!state.Visits.Any(v => v.TaskId == task.TaskId && v.Status == VisitStatus.Open)) return Reject("visit-not-proposed", task.NameZh, task.TaskId);
        burst.Add(new CaseEvent.VisitProposalWithdrawn(task.TaskId, Stamp(state, command.By, acting, task.Candidate), command.Reason.Trim()));
        return null;
    }

    /// <summary>凉山州联合踏勘规则：缺席踏勘的审批部门不得再次要求建设单位安排踏勘现场。</summary>
    private static Rejection? SecondVisit(CaseState state, string department) =>
        state.MissedBy(department) is { } missed ? Reject("second-visit-refused", department, missed.Number) : null;

    /// <summary>Once a trip has the task, its opinion concludes it; sending papers back and withdrawing stay possible.</summary>
    private static Rejection? TripPending(CaseState state, CaseTask task, string outcome) =>
        outcome is Outcomes.Approve or Outcomes.Refuse && state.TripOf(task.TaskId) is { } trip ? Reject("trip-pending", task.NameZh, task.TaskId, trip.Number) : null;

    private static Rejection? Receive(CaseState state, CaseEvent.TripNews news, CaseContext context, CaseBurst burst)
    {
        var known = state.Trips.LastOrDefault(t => t.Number == news.Trip);
        // The sender repeats until it knows that we heard.
        if (known is not null && news.TripSequence <= known.LastSequence) return null;
        if (state.IsClosed) return Closed(state);
        if (news is CaseEvent.TripJoined joined) return Join(state, joined, burst);
        if (known is null) return Reject("trip-unknown-to-case", state.CaseNumber, news.Trip);
        // Facts are written down even while the case is held; what moves it on waits, and comes again.
        if (news is CaseEvent.TripOpinionReceived && state.Suspension is { } held) return Reject("case-suspended", state.CaseNumber, held.Reason);
        if (news is CaseEvent.TripOpinionReceived && state.IsStopped) return StoppedAt(state);
        burst.Add(news);
        return news is CaseEvent.TripOpinionReceived opinion && known.TaskId is { } taskId && state.OpenTasks.FirstOrDefault(t => t.TaskId == taskId) is { } task
            ? Conclude(state, task, opinion, context, burst)
            : null;
    }

    private static Rejection? Join(CaseState state, CaseEvent.TripJoined joined, CaseBurst burst)
    {
        if (joined.TaskId is { } taskId)
        {
            if (Open(state, taskId, out var task) is { } notOpen) return notOpen;
            if (state.TripOf(taskId) is { } other) return Reject("trip-pending", task.NameZh, taskId, other.Number);
            if (!state.Visits.Any(v => v.TaskId == taskId && v.Status == VisitStatus.Open)) return Reject("visit-not-proposed", task.NameZh, taskId);
        }
        burst.Add(joined);
        return null;
    }

    /// <summary>The task is done by those who saw the site; its form says the same as the opinion.</summary>
    private static Rejection? Conclude(CaseState state, CaseTask task, CaseEvent.TripOpinionReceived opinion, CaseContext context, CaseBurst burst)
    {
        var outcome = opinion.Result == TripResult.Fail ? Outcomes.Refuse : Outcomes.Approve;
        // Where an added signer is still to speak first, the opinion lies there for whoever holds the task.
        if (!task.Outcomes.Contains(outcome) || Awaited(state, task) is not null) return null;
        var data = OpinionData(task, opinion);
        burst.Add(new CaseEvent.TaskCompleted(task.TaskId, opinion.By, outcome) { Comment = $"{opinion.Summary}（{opinion.Trip}）", Data = data.Count == 0 ? null : data });
        if (state.Round(task.BookmarkId) is not null) return Settle(task.BookmarkId, context, burst);
        return burst.Resume(task.BookmarkId, outcome, data);
    }

    private static Dictionary<string, object?> OpinionData(CaseTask task, CaseEvent.TripOpinionReceived opinion)
    {
        var own = task.Candidate.DepartmentId;
        var officers = (opinion.Views.FirstOrDefault(v => v.DepartmentId == own && v.SignedBy.Count > 1) ?? opinion.Views.FirstOrDefault(v => v.SignedBy.Count > 0))?.SignedBy ?? [];
        var everyone = opinion.Views.SelectMany(v => v.SignedBy).Distinct().ToArray();
        var absent = opinion.Views.Where(v => v.Deemed).Select(v => v.DepartmentId).ToArray();
        var values = new Dictionary<string, object?>
        {
            ["inspector1"] = officers.ElementAtOrDefault(0), ["inspector2"] = officers.ElementAtOrDefault(1),
            ["inspectedOn"] = PlainJson.Iso(opinion.HeldOn), ["findings"] = opinion.Summary,
            ["absentDepartments"] = absent.Length == 0 ? null : string.Join("、", absent),
            ["reviewExperts"] = everyone.Length == 0 ? null : string.Join("、", everyone), ["reviewedOn"] = PlainJson.Iso(opinion.HeldOn),
        };
        return TaskForms.For(task.ActivityType).Fields.Where(f => values.GetValueOrDefault(f.Field.Key) is not null).ToDictionary(f => f.Field.Key, f => values[f.Field.Key]);
    }
}
