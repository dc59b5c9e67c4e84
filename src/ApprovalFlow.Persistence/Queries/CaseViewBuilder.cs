using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>Folds a case's stream into what its page shows.</summary>
internal static class CaseViewBuilder
{
    /// <param name="dues">The last day of each open task.</param>
    public static CaseView Build(CaseStream stream, CaseRow header, Func<CaseState, IReadOnlyDictionary<string, DateOnly?>> dues, ApprovalCatalogue catalogue)
    {
        var records = stream.Events.Select(e => e.ToRecord()).ToList();
        return Build(records, [.. stream.Events.Select(e => e.Type)], CaseState.Fold(records), header, dues, catalogue);
    }

    /// <param name="kinds">The stored name of each record.</param>
    /// <param name="state">Where the records lead.</param>
    public static CaseView Build(List<CaseRecord> records, IReadOnlyList<string> kinds, CaseState state, CaseRow header, Func<CaseState, IReadOnlyDictionary<string, DateOnly?>> dues, ApprovalCatalogue catalogue)
    {
        var tasks = new List<CaseTask>();
        var history = new List<HistoryEntry>();
        var signings = new List<SigningView>();
        var picture = new FlowProgress();
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Event is CaseEvent.TaskOpened opened && state.Task(opened.TaskId) is { } task)
                tasks.Add(task);
            if (records[i].Event is CaseEvent.Flow flow)
                picture.Add(flow.Event);
            if (records[i].Event is CaseEvent.SigningDecided decided)
                signings.Add(SigningView.Of(decided, records[i].At, state));
            if (Line(records[i], kinds[i], state, records) is { } line)
                history.Add(line);
        }
        var last = dues(state);
        return new(
            header, state.Version, state.DefinitionHash, state.Applicant!, state.Channel, state.Form, state.Materials,
            tasks.ConvertAll(t => Row(last.TryGetValue(t.TaskId, out var due) ? t with { Due = due } : t, header, state) with { Why = TaskReasons.Of(t, records, id => catalogue.Department(id) is { } d ? new(d.ShortZh, d.NameEn) : null) }), history, picture.Marks)
        {
            Decision = state.Decision,
            DecidedAt = state.DecidedAt,
            Certificate = state.Certificate,
            DeliveredAt = state.DeliveredAt,
            CorrectionReason = state.CorrectionReason,
            Withdrawal = state.Withdrawal,
            Suspension = state.Suspension,
            PendingJump = state.PendingJump,
            Incidents = state.Incidents,
            IsStopped = state.IsStopped,
            Visits = [.. state.Visits],
            Trips = state.Trips,
            Packets = state.Packets,
            Revocations = state.Revocations,
            Levels = LevelLeg.Of(state, records),
            Papers = [.. state.Materials.Where(m => m.Received).Select(m => state.Held(m.Code) is { } held ? new PaperView(m.Code, held.At, held.ByCounty) : null).OfType<PaperView>()],
            Taken = picture.Taken,
            Copies = [.. Copies(records)],
            Recused = [.. records.Select(r => r.Event).OfType<CaseEvent.PersonRecused>().Select(e => e.Person.Name)],
            RecusedIds = records.Select(r => r.Event).OfType<CaseEvent.PersonRecused>().Select(e => e.Person.UserId).ToHashSet(),
            Comments = [.. from record in records
                           let said = record.Event as CaseEvent.CommentAdded
                           where said is not null
                           let about = said.TaskId is { } id ? state.Task(id) : null
                           select new CommentView(record.Sequence, record.At, said.By, said.Text, said.TaskId, about?.NameZh, about?.NameEn, [.. said.Mentions.Select(p => p.Name)], said.Attachments)],
            Signings = [.. signings, .. state.Rounds.OrderBy(r => state.StepOf(r.BookmarkId).Context).Select(r => SigningView.Of(r, state))],
            Outcomes = state.OpenTasks.ToDictionary(t => t.TaskId, t => t.Outcomes),
        };
    }

    private const string Stuck = "Expected the flow to end or to wait for somebody, but it does neither: no step is open and nothing will wake it.";

    private static HistoryEntry? Line(CaseRecord record, string kind, CaseState state, List<CaseRecord> records)
    {
        HistoryEntry Entry(ActorStamp? actor = null, string? text = null) => new(record.Sequence, record.At, kind, actor, text, text);
        HistoryEntry TaskLine(string taskId, ActorStamp? actor)
        {
            var task = state.Task(taskId);
            return new(record.Sequence, record.At, kind, actor, task?.NameZh, task?.NameEn) { TaskId = taskId, ActivityId = task?.ActivityId };
        }
        return record.Event switch
        {
            CaseEvent.CaseRegistered e => Entry(e.By, e.Applicant.Name),
            CaseEvent.TaskOpened e => TaskLine(e.TaskId, null),
            CaseEvent.TaskClaimed e => TaskLine(e.TaskId, e.By),
            CaseEvent.TaskReleased e => TaskLine(e.TaskId, e.By),
            CaseEvent.TaskCompleted e => TaskLine(e.TaskId, e.By) with { Outcome = e.Outcome, Comment = e.Comment, Data = e.Data, Detail = e.Repeats is null ? null : "repeats" },
            CaseEvent.TaskCanceled e => TaskLine(e.TaskId, null),
            CaseEvent.TaskUrged e => TaskLine(e.TaskId, e.By) with { Comment = e.Reason },
            CaseEvent.CaseCopied e => TaskLine(e.TaskId, e.By) with { Person = string.Join("、", e.To.Select(p => p.Name)), Comment = e.Note },
            CaseEvent.CopyRead e => Entry(e.By),
            CaseEvent.CommentAdded e => (e.TaskId is { } about ? TaskLine(about, e.By) : Entry(e.By)) with { Comment = e.Text, Detail = e.Attachments.Count == 0 ? null : string.Join("、", e.Attachments.Select(a => a.Name)) },
            CaseEvent.TaskTransferred e => TaskLine(e.TaskId, e.By) with { Person = e.To.Name, Detail = e.From.Name, Comment = e.Reason },
            CaseEvent.PersonRecused e => Entry(e.By, e.Person.Name) with { Person = e.Person.Name, Comment = e.Reason },
            CaseEvent.FormFilledIn e => TaskLine(e.TaskId, e.By) with { Data = e.Form, Detail = e.Materials.Count == 0 ? null : string.Join("、", e.Materials.Select(m => m.Code)) },
            CaseEvent.TaskAssigned e => TaskLine(e.TaskId, e.By) with { Person = e.To.Name, Comment = e.Reason },
            CaseEvent.ApproversChosen e => Entry(e.By, TaskNames(records, e.ActivityId)) with { Person = string.Join("、", e.Persons.Select(p => p.Name)) },
            CaseEvent.TaskDelegated e => TaskLine(e.TaskId, e.By) with { Person = e.To.Name, Comment = e.Reason },
            CaseEvent.TaskGivenBack e => TaskLine(e.TaskId, e.By) with { Person = e.To.Name, Comment = e.Comment },
            CaseEvent.SignerAdded e => TaskLine(e.Beside, e.By) with { Person = e.Person.Name, Detail = e.Kind.ToString(), Comment = e.Reason },
            CaseEvent.SignerRemoved e => TaskLine(e.TaskId, e.By) with { Person = SignerRecords.AddedFor(records, e.TaskId).Person.Name, Comment = e.Reason },
            CaseEvent.SigningOpened e => TaskLine(e.Signers[0].TaskId, null) with { Detail = SigningRule.NameOf(e.Rule.Mode) },
            CaseEvent.VisitProposed e => TaskLine(e.TaskId, e.By) with { Comment = e.Request.Site },
            CaseEvent.VisitProposalWithdrawn e => TaskLine(e.TaskId, e.By) with { Comment = e.Reason },
            CaseEvent.TripOpinionReceived e => Entry(e.By, e.Trip) with { Outcome = TripNames.Of(e.Result), Comment = e.Decision ?? e.Summary },
            CaseEvent.TripMissed e => Entry(text: e.Trip) with { Comment = e.DepartmentId },
            CaseEvent.TripLeft e => Entry(text: e.Trip) with { Comment = e.Reason },
            CaseEvent.TripRectification e => Entry(text: e.Trip) with { Comment = string.Join('\n', e.Items) },
            CaseEvent.TripNews e => Entry(text: e.Trip),
            CaseEvent.PacketAddressed e => Entry(text: e.Packet) with { Detail = e.To },
            CaseEvent.RegulatorClaimed e => Entry(e.By, e.Packet) with { Detail = e.By.DepartmentId },
            CaseEvent.RegulatorChanged e => Entry(e.By, e.Packet) with { Detail = e.To, Comment = e.Reason },
            CaseEvent.RegulatorTold e => Entry(e.By, e.Packet) with { Outcome = PacketNames.Of(e.Kind), Comment = e.Text, Detail = e.By.DepartmentId },
            CaseEvent.RevocationOpened e => Entry(e.By, e.RevocationId) with { Outcome = PacketNames.Of(e.Kind), Comment = e.Ground },
            CaseEvent.RevocationStated e => Entry(e.By, e.RevocationId) with { Comment = e.Text },
            CaseEvent.RevocationDecided e => Entry(e.By, e.RevocationId) with { Outcome = e.Revoked ? "revoked" : "kept", Comment = e.Remedies is null ? e.Reasons : $"{e.Reasons}\n{e.Remedies}" },
            CaseEvent.TaskReturned e => TaskLine(e.TaskId, e.By) with { Detail = e.To.NameZh, DetailEn = e.To.NameEn, Comment = e.Reason },
            CaseEvent.TaskTakenBack e => TaskLine(e.TaskId, e.By) with { Comment = e.Reason },
            CaseEvent.VoteTakenBack e => TaskLine(e.TaskId, e.By) with { Comment = e.Reason },
            CaseEvent.DecisionTakenBack e => Entry(e.By),
            CaseEvent.CaseSuspended e => Entry(e.By) with { Comment = e.Reason },
            CaseEvent.CaseResumed e => Entry(e.By) with { Comment = e.Remark },
            CaseEvent.CaseTerminated e => Entry(e.By) with { Comment = e.Reason },
            CaseEvent.JumpRequested e => Entry(e.By) with { Detail = e.To.NameZh, DetailEn = e.To.NameEn, Comment = e.Reason },
            CaseEvent.JumpDeclined e => Entry(e.By) with { Comment = e.Reason },
            CaseEvent.IncidentRetried e => Entry(e.By) with { Detail = e.Step.NameZh, DetailEn = e.Step.NameEn, Comment = e.Reason },
            CaseEvent.CaseAltered e => Entry(e.By) with { Detail = e.To.NameZh, DetailEn = e.To.NameEn, Person = e.RequestedBy.Name, Comment = e.Remark is null ? e.Reason : $"{e.Reason}\n{e.Remark}" },
            CaseEvent.SigningDecided e => TaskLine((e.Opinions.FirstOrDefault(o => o.Kind == SignerKind.Own) ?? e.Opinions[0]).TaskId, e.By) with { Outcome = e.Outcome, Detail = SigningRule.NameOf(e.Rule.Mode) },
            CaseEvent.CorrectionRequested e => TaskLine(e.TaskId, null) with { Comment = e.Reason },
            CaseEvent.WithdrawalRequested e => Entry(e.By) with { Comment = e.Reason },
            CaseEvent.DecisionMade e => Entry(e.By) with { Outcome = e.Result, Comment = e.Reasons ?? e.Conditions },
            CaseEvent.CertificateIssued e => Entry(text: e.Number),
            CaseEvent.CountyPapersReceived e => TaskLine(e.TaskId, e.By) with { Detail = string.Join("、", e.Papers.Select(p => p.NameZh)) },
            CaseEvent.CountyReported e => TaskLine(e.TaskId, e.By) with { Outcome = e.Outcome, Comment = e.Opinion, Detail = string.Join("、", state.Materials.Where(m => e.Papers.Contains(m.Code)).Select(m => m.NameZh)) },
            CaseEvent.CaseDelivered e => Entry(e.By, e.Method),
            CaseEvent.CaseMigrated e => Entry(e.By, e.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)) with { Person = e.RequestedBy.Name, Comment = e.Reason, Detail = e.Plan, Outcome = e.IsUndo ? "back" : null },
            CaseEvent.TaskRestated e => TaskLine(e.TaskId, null),
            CaseEvent.VersionAdopted e => Entry(text: e.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            CaseEvent.CaseClosed e => Entry() with { Outcome = e.Result },
            CaseEvent.Flow { Event: WorkflowEvent.ActivityFaulted e } => Entry(text: e.Message),
            CaseEvent.Flow { Event: WorkflowEvent.WorkflowFaulted e } => Entry(text: e.Message),
            CaseEvent.Flow { Event: WorkflowEvent.WorkflowSuspended { Stuck: true } } => Entry(text: Stuck),
            CaseEvent.Flow => null,
            _ => ClockHistory.Line(record, kind) ?? Entry(),
        };
    }

    private static IEnumerable<CopyView> Copies(List<CaseRecord> records) =>
        from record in records
        let copied = record.Event as CaseEvent.CaseCopied
        where copied is not null
        from reader in copied.To
        select new CopyView(reader.UserId, reader.Name, copied.By.Name, record.At, copied.Note,
            records.Where(r => r.Sequence > record.Sequence && r.Event is CaseEvent.CopyRead read && read.By.UserId == reader.UserId).Select(r => (DateTimeOffset?)r.At).FirstOrDefault());

    private static string? TaskNames(List<CaseRecord> records, string activityId) => records.Select(r => r.Event).OfType<CaseEvent.TaskOpened>().FirstOrDefault(e => e.ActivityId == activityId)?.NameZh;

    private static TaskRow Row(CaseTask task, CaseRow header, CaseState state) => new(
        task.TaskId, header.CaseNumber, header.FlowCode, header.FlowNameZh, header.FlowNameEn, header.ItemCode,
        task.ActivityId, task.ActivityType, task.NameZh, task.NameEn, header.ApplicantName,
        task.OpenedAt, task.Due, task.LimitDays, task.Status, task.Assignee?.UserId, task.Assignee?.Name, task.Outcome, task.EndedAt,
        task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region)
    {
        IsPersonal = task.IsPersonal,
        Unfilled = task.Unfilled,
        DelegatedBy = task.Delegators is [var decider, ..] ? decider.Name : null,
        Awaits = task.Status == CaseTaskStatus.Open ? [.. state.AwaitedBy(task).Select(s => state.SignerOf(s)?.Name ?? s.Candidate.Role)] : [],
    };
}
