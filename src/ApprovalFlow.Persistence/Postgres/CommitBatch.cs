using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Supervision;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using Npgsql;

namespace ApprovalFlow.Persistence.Postgres;

/// <summary>Commits as statements over arrays. Without an explicit transaction, a batch is one.</summary>
/// <remarks>Statements and their parameters are made once and filled again and again: making them cost more than sending them. One is used by one writer at a time.
/// No affected-row count is looked at: a stream that is not at the expected version already has a line where the new one begins,
/// and that line's key refuses the whole batch.</remarks>
internal sealed class CommitBatch
{
    private const string InsertCases =
        "INSERT INTO cases (case_number, version, head_hash, definition_hash, flow_code, item_code, department_id, status, result, applicant_name, applicant_user_id, " +
        "county_code, registered_at, accepted_at, closed_at, due, alarm) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string UpdateCases =
        "UPDATE cases c SET version=u.version, head_hash=u.head_hash, status=u.status, result=u.result, accepted_at=u.accepted_at, closed_at=u.closed_at, due=u.due, alarm=u.alarm, definition_hash=u.definition_hash " +
        "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS u(case_number, expected, version, head_hash, status, result, accepted_at, closed_at, due, alarm, definition_hash) " +
        "WHERE c.case_number=u.case_number AND c.version=u.expected";

    private const string InsertJournal =
        "INSERT INTO journal (case_number, first_sequence, at, events, hashes, previous_hash) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)";

    private const string InsertTasks =
        "INSERT INTO tasks (task_id, case_number, flow_code, flow_name_zh, flow_name_en, item_code, activity_id, activity_type, name_zh, name_en, applicant_name, role, " +
        "department_id, region, opened_at, due, limit_days, status, assignee_id, assignee_name, outcome, completed_by_id, ended_at) " +
        "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

    private const string UpdateTasks =
        "UPDATE tasks t SET status=u.status, assignee_id=u.assignee_id, assignee_name=u.assignee_name, outcome=u.outcome, completed_by_id=u.completed_by_id, ended_at=u.ended_at, " +
        "due=COALESCE(u.due, t.due) FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS u(task_id, status, assignee_id, assignee_name, outcome, completed_by_id, ended_at, due) WHERE t.task_id=u.task_id";

    private const string RestateTasks =
        "UPDATE tasks t SET activity_id=u.activity_id, name_zh=u.name_zh, name_en=u.name_en, role=u.role, department_id=u.department_id, region=u.region, limit_days=u.limit_days " +
        "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS u(task_id, activity_id, name_zh, name_en, role, department_id, region, limit_days) WHERE t.task_id=u.task_id";

    private const string DeleteInbox =
        "DELETE FROM inbox i USING unnest($1, $2, $3) AS u(subject, opened_at, task_id) WHERE i.subject=u.subject AND i.opened_at=u.opened_at AND i.task_id=u.task_id";

    private const string InsertInbox = "INSERT INTO inbox (subject, opened_at, task_id) SELECT * FROM unnest($1, $2, $3)";
    private const string InsertTimers = "INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT u.*, u.due FROM unnest($1, $2, $3, $4) AS u(case_number, bookmark_id, kind, due)";
    private const string DeleteTimers = "DELETE FROM timers t USING unnest($1, $2) AS u(case_number, bookmark_id) WHERE t.case_number=u.case_number AND t.bookmark_id=u.bookmark_id";
    private const string InsertCards =
        "INSERT INTO cards (case_number, card_id, level, rule, clock, cause_zh, cause_en, flow_name_zh, flow_name_en, department_id, applicant_name, owner_role, owner_department_id, " +
        "owner_region, owner_user_id, owner_name, raised_at, status, is_open, order_id, order_role, order_department_id, order_step) " +
        "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

    private const string UpdateCards =
        "UPDATE cards c SET status=u.status, is_open=u.is_open, order_id=u.order_id, order_role=u.order_role, order_department_id=u.order_department_id, order_step=u.order_step " +
        "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS u(case_number, card_id, status, is_open, order_id, order_role, order_department_id, order_step) " +
        "WHERE c.case_number=u.case_number AND c.card_id=u.card_id";

    private const string InsertIncidents =
        "INSERT INTO incidents (case_number, sequence, context, activity_id, name_zh, name_en, message, cause, at, stops, flow_code, flow_name_zh, flow_name_en, definition_hash, department_id) " +
        "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    private const string DeleteIncidents = "DELETE FROM incidents i USING unnest($1, $2) AS u(case_number, sequence) WHERE i.case_number=u.case_number AND i.sequence=u.sequence";

    private const string InsertOutbox = "INSERT INTO outbox (case_number, sequence, topic, payload, at, attempts, next_attempt) SELECT u.*, 0, u.at FROM unnest($1, $2, $3, $4, $5) AS u(case_number, sequence, topic, payload, at)";
    private const string InsertProposals =
        "INSERT INTO proposals (case_number, sequence, task_id, department_id, kind, item_code, applicant_name, applicant_id, county_code, site, from_day, to_day, reason, at, status, trip) " +
        "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    private const string UpdateProposals =
        "UPDATE proposals p SET status=u.status, trip=u.trip FROM unnest($1, $2, $3, $4) AS u(case_number, sequence, status, trip) WHERE p.case_number=u.case_number AND p.sequence=u.sequence";
    private const string InsertCommands = "INSERT INTO commands (key, case_number, fingerprint, first_sequence, last_sequence, at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)";

    private readonly BatchStatement<JournalLine> journal = new(InsertJournal, x =>
    [
        x.Text(r => r.CaseNumber), x.Long(r => r.FirstSequence), x.At(r => r.At), x.Utf8(r => r.Events), x.Bytes(r => r.Hashes), x.Bytes(r => r.PreviousHash),
    ]);

    private readonly BatchStatement<CaseHeader> cases = new(InsertCases, x =>
    [
        x.Text(h => h.CaseNumber), x.Long(h => h.Version), x.Bytes(h => h.HeadHash), x.Text(h => h.DefinitionHash), x.Text(h => h.FlowCode),
        x.Text(h => h.ItemCode), x.Text(h => h.DepartmentId), x.Int(h => (int)h.Status), x.Text(h => h.Result), x.Text(h => h.ApplicantName),
        x.Text(h => h.ApplicantUserId), x.Text(h => h.CountyCode), x.At(h => h.RegisteredAt), x.At(h => h.AcceptedAt), x.At(h => h.ClosedAt), x.Date(h => h.Due), x.At(h => h.Alarm),
    ]);

    private readonly BatchStatement<CaseCommit> heads = new(UpdateCases, x =>
    [
        x.Text(c => c.CaseNumber), x.Long(c => c.ExpectedVersion), x.Long(c => c.Version), x.Bytes(c => c.Header.HeadHash), x.Int(c => (int)c.Header.Status),
        x.Text(c => c.Header.Result), x.At(c => c.Header.AcceptedAt), x.At(c => c.Header.ClosedAt), x.Date(c => c.Header.Due), x.At(c => c.Header.Alarm), x.Text(c => c.Header.DefinitionHash),
    ]);

    private readonly BatchStatement<TaskEntry> tasks = new(InsertTasks, x =>
    [
        x.Text(t => t.TaskId), x.Text(t => t.CaseNumber), x.Text(t => t.FlowCode), x.Text(t => t.FlowNameZh), x.Text(t => t.FlowNameEn), x.Text(t => t.ItemCode),
        x.Text(t => t.ActivityId), x.Text(t => t.ActivityType), x.Text(t => t.NameZh), x.Text(t => t.NameEn), x.Text(t => t.ApplicantName),
        x.Text(t => t.Candidate.Role), x.Text(t => t.Candidate.DepartmentId), x.Text(t => t.Candidate.Region), x.At(t => t.OpenedAt), x.Date(t => t.Due),
        x.Double(t => t.LimitDays), x.Int(t => (int)t.Status), x.Text(t => t.AssigneeId), x.Text(t => t.AssigneeName),
        x.Text(t => t.Outcome), x.Text(t => t.CompletedById), x.At(t => t.EndedAt),
    ]);

    private readonly BatchStatement<TaskChange> changes = new(UpdateTasks, x =>
    [
        x.Text(t => t.TaskId), x.Int(t => (int)t.Status), x.Text(t => t.AssigneeId), x.Text(t => t.AssigneeName), x.Text(t => t.Outcome),
        x.Text(t => t.CompletedById), x.At(t => t.EndedAt), x.Date(t => t.Due),
    ]);

    private readonly BatchStatement<TaskRestatement> restated = new(RestateTasks, x =>
    [
        x.Text(t => t.TaskId), x.Text(t => t.ActivityId), x.Text(t => t.NameZh), x.Text(t => t.NameEn), x.Text(t => t.Candidate.Role), x.Text(t => t.Candidate.DepartmentId),
        x.Text(t => t.Candidate.Region), x.Double(t => t.LimitDays),
    ]);

    private readonly BatchStatement<(string Subject, DateTimeOffset At, string TaskId)> inboxLeft = new(DeleteInbox, x =>
    [
        x.Text(r => r.Subject), x.At(r => r.At), x.Text(r => r.TaskId),
    ]);

    private readonly BatchStatement<(string Subject, DateTimeOffset At, string TaskId)> inboxCame = new(InsertInbox, x =>
    [
        x.Text(r => r.Subject), x.At(r => r.At), x.Text(r => r.TaskId),
    ]);

    private readonly BatchStatement<TimerEntry> timers = new(InsertTimers, x =>
    [
        x.Text(t => t.CaseNumber), x.Text(t => t.BookmarkId), x.Text(t => t.Kind), x.At(t => t.Due),
    ]);

    private readonly BatchStatement<(string Case, string Bookmark)> cleared = new(DeleteTimers, x =>
    [
        x.Text(r => r.Case), x.Text(r => r.Bookmark),
    ]);

    private readonly BatchStatement<CardEntry> cards = new(InsertCards, x =>
    [
        x.Text(c => c.CaseNumber), x.Text(c => c.CardId), x.Text(c => c.Level), x.Text(c => c.Rule), x.Text(c => c.Clock), x.Text(c => c.CauseZh), x.Text(c => c.CauseEn),
        x.Text(c => c.FlowNameZh), x.Text(c => c.FlowNameEn), x.Text(c => c.DepartmentId), x.Text(c => c.ApplicantName), x.Text(c => c.Owner.Role),
        x.Text(c => c.Owner.DepartmentId), x.Text(c => c.Owner.Region), x.Text(c => c.OwnerUserId), x.Text(c => c.OwnerName), x.At(c => c.RaisedAt), x.Int(c => (int)c.Status),
        x.Flag(c => c.IsOpen), x.Text(c => c.OrderId), x.Text(c => c.OrderTo?.Role), x.Text(c => c.OrderTo?.DepartmentId), x.Int(c => c.OrderStep),
    ]);

    private readonly BatchStatement<CardEntry> cardChanges = new(UpdateCards, x =>
    [
        x.Text(c => c.CaseNumber), x.Text(c => c.CardId), x.Int(c => (int)c.Status), x.Flag(c => c.IsOpen), x.Text(c => c.OrderId),
        x.Text(c => c.OrderTo?.Role), x.Text(c => c.OrderTo?.DepartmentId), x.Int(c => c.OrderStep),
    ]);

    private readonly BatchStatement<(string Case, long Sequence)> incidentsCleared = new(DeleteIncidents, x =>
    [
        x.Text(r => r.Case), x.Long(r => r.Sequence),
    ]);

    private readonly BatchStatement<IncidentEntry> incidents = new(InsertIncidents, x =>
    [
        x.Text(i => i.CaseNumber), x.Long(i => i.Sequence), x.Int(i => i.Context), x.Text(i => i.ActivityId), x.Text(i => i.NameZh), x.Text(i => i.NameEn),
        x.Text(i => i.Message), x.Text(i => i.Cause), x.At(i => i.At), x.Flag(i => i.Stops), x.Text(i => i.FlowCode), x.Text(i => i.FlowNameZh), x.Text(i => i.FlowNameEn),
        x.Text(i => i.DefinitionHash), x.Text(i => i.DepartmentId),
    ]);

    private readonly BatchStatement<OutboxMessage> outbox = new(InsertOutbox, x =>
    [
        x.Text(m => m.CaseNumber), x.Long(m => m.Sequence), x.Text(m => m.Topic), x.Text(m => m.Payload), x.At(m => m.At),
    ]);

    private readonly BatchStatement<ProposalEntry> proposed = new(InsertProposals, x =>
    [
        x.Text(p => p.CaseNumber), x.Long(p => p.Sequence), x.Text(p => p.TaskId), x.Text(p => p.DepartmentId), x.Int(p => (int)p.Kind), x.Text(p => p.ItemCode),
        x.Text(p => p.ApplicantName), x.Text(p => p.ApplicantId), x.Text(p => p.CountyCode), x.Text(p => p.Site), x.Date(p => p.From), x.Date(p => p.To),
        x.Text(p => p.Reason), x.At(p => p.At), x.Int(p => (int)p.Status), x.Text(p => p.Trip),
    ]);

    private readonly BatchStatement<CommandAnswer> answers = new(InsertCommands, x =>
    [
        x.Text(a => a.Key), x.Text(a => a.CaseNumber), x.Text(a => a.Fingerprint), x.Long(a => a.FirstSequence), x.Long(a => a.LastSequence), x.At(a => a.At),
    ]);

    private readonly BatchStatement<ProposalEntry> standing = new(UpdateProposals, x => [x.Text(p => p.CaseNumber), x.Long(p => p.Sequence), x.Int(p => (int)p.Status), x.Text(p => p.Trip)]);

    /// <summary>Everything that the commits change, to be executed on the connection before this is filled again.</summary>
    public NpgsqlBatch Of(IReadOnlyList<QueuedCommit> queued, NpgsqlConnection connection)
    {
        var commits = queued.Select(q => q.Commit).ToArray();
        var batch = new NpgsqlBatch(connection);
        // The journal first: a conflict is refused before anything else is done.
        journal.AddTo(batch, [.. queued.Select(q => q.Line)]);
        cases.AddTo(batch, [.. commits.Where(c => c.ExpectedVersion == 0).Select(c => c.Header)]);
        heads.AddTo(batch, [.. commits.Where(c => c.ExpectedVersion > 0)]);
        tasks.AddTo(batch, [.. commits.SelectMany(c => c.Opened)]);
        var changed = commits.SelectMany(c => c.Changed).ToArray();
        changes.AddTo(batch, changed);
        inboxLeft.AddTo(batch, [.. changed.Where(t => t.FromSubject is not null).Select(t => (t.FromSubject!, t.OpenedAt, t.TaskId))]);
        inboxCame.AddTo(batch,
        [
            .. commits.SelectMany(c => c.Opened).Where(t => t.Subject is not null).Select(t => (t.Subject!, t.OpenedAt, t.TaskId)),
            .. changed.Where(t => t.ToSubject is not null).Select(t => (t.ToSubject!, t.OpenedAt, t.TaskId)),
        ]);
        restated.AddTo(batch, [.. commits.SelectMany(c => c.Restated)]);
        // A row that is set anew is cleared first.
        cleared.AddTo(batch, [.. commits.SelectMany(c => c.TimersCleared, (c, b) => (c.CaseNumber, b))]);
        timers.AddTo(batch, [.. commits.SelectMany(c => c.TimersSet)]);
        cards.AddTo(batch, [.. commits.SelectMany(c => c.CardsRaised)]);
        cardChanges.AddTo(batch, [.. commits.SelectMany(c => c.CardsChanged)]);
        incidentsCleared.AddTo(batch, [.. commits.SelectMany(c => c.IncidentsCleared, (c, s) => (c.CaseNumber, s))]);
        incidents.AddTo(batch, [.. commits.SelectMany(c => c.IncidentsRaised)]);
        outbox.AddTo(batch, [.. commits.SelectMany(c => c.Outbox)]);
        var proposals = commits.SelectMany(c => c.Proposals).ToArray();
        proposed.AddTo(batch, [.. proposals.Where(p => p.IsNew)]);
        standing.AddTo(batch, [.. proposals.Where(p => !p.IsNew)]);
        answers.AddTo(batch, [.. commits.Select(c => c.Answer).OfType<CommandAnswer>()]);
        return batch;
    }
}
