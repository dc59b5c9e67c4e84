using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Supervision;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using Npgsql;
using NpgsqlTypes;

namespace ApprovalFlow.Persistence.Postgres;

/// <summary>Commits as statements over arrays. Without an explicit transaction, a batch is one.</summary>
/// <remarks>No affected-row count is looked at: a stream that is not at the expected version already has a line where the new one begins,
/// and that line's key refuses the whole batch.</remarks>
internal static class CommitBatch
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

    public static NpgsqlBatch Of(IReadOnlyList<CaseCommit> commits, NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        // The journal first: a conflict is refused before anything else is done.
        Journal(batch, [.. commits.Select(JournalLine.Of)]);
        Cases(batch, [.. commits.Where(c => c.ExpectedVersion == 0).Select(c => c.Header)]);
        Heads(batch, [.. commits.Where(c => c.ExpectedVersion > 0)]);
        Tasks(batch, [.. commits.SelectMany(c => c.Opened)]);
        var changed = commits.SelectMany(c => c.Changed).ToArray();
        Changes(batch, changed);
        Inbox(batch, DeleteInbox, [.. changed.Where(t => t.FromSubject is not null).Select(t => (t.FromSubject!, t.OpenedAt, t.TaskId))]);
        Inbox(batch, InsertInbox,
        [
            .. commits.SelectMany(c => c.Opened).Where(t => t.Subject is not null).Select(t => (t.Subject!, t.OpenedAt, t.TaskId)),
            .. changed.Where(t => t.ToSubject is not null).Select(t => (t.ToSubject!, t.OpenedAt, t.TaskId)),
        ]);
        Restated(batch, [.. commits.SelectMany(c => c.Restated)]);
        // A row that is set anew is cleared first.
        Cleared(batch, [.. commits.SelectMany(c => c.TimersCleared, (c, b) => (c.CaseNumber, b))]);
        Timers(batch, [.. commits.SelectMany(c => c.TimersSet)]);
        Cards(batch, [.. commits.SelectMany(c => c.CardsRaised)]);
        CardChanges(batch, [.. commits.SelectMany(c => c.CardsChanged)]);
        IncidentsCleared(batch, [.. commits.SelectMany(c => c.IncidentsCleared, (c, s) => (c.CaseNumber, s))]);
        Incidents(batch, [.. commits.SelectMany(c => c.IncidentsRaised)]);
        Outbox(batch, [.. commits.SelectMany(c => c.Outbox)]);
        var proposals = commits.SelectMany(c => c.Proposals).ToArray();
        Proposed(batch, [.. proposals.Where(p => p.IsNew)]);
        Add(batch, UpdateProposals, proposals.Count(p => !p.IsNew), Standing([.. proposals.Where(p => !p.IsNew)]));
        Answers(batch, [.. commits.Select(c => c.Answer).OfType<CommandAnswer>()]);
        return batch;
    }

    private static void Journal(NpgsqlBatch batch, JournalLine[] rows) => Add(batch, InsertJournal, rows.Length,
        Text(rows, r => r.CaseNumber), Long(rows, r => r.FirstSequence), At(rows, r => r.At), Text(rows, r => r.Events), Bytes(rows, r => r.Hashes), Bytes(rows, r => r.PreviousHash));

    private static void Cases(NpgsqlBatch batch, CaseHeader[] rows) => Add(batch, InsertCases, rows.Length,
        Text(rows, h => h.CaseNumber), Long(rows, h => h.Version), Bytes(rows, h => h.HeadHash), Text(rows, h => h.DefinitionHash), Text(rows, h => h.FlowCode),
        Text(rows, h => h.ItemCode), Text(rows, h => h.DepartmentId), Int(rows, h => (int)h.Status), Text(rows, h => h.Result), Text(rows, h => h.ApplicantName),
        Text(rows, h => h.ApplicantUserId), Text(rows, h => h.CountyCode), At(rows, h => h.RegisteredAt), At(rows, h => h.AcceptedAt), At(rows, h => h.ClosedAt), Date(rows, h => h.Due), At(rows, h => h.Alarm));

    private static void Heads(NpgsqlBatch batch, CaseCommit[] rows) => Add(batch, UpdateCases, rows.Length,
        Text(rows, c => c.CaseNumber), Long(rows, c => c.ExpectedVersion), Long(rows, c => c.Version), Bytes(rows, c => c.Header.HeadHash), Int(rows, c => (int)c.Header.Status),
        Text(rows, c => c.Header.Result), At(rows, c => c.Header.AcceptedAt), At(rows, c => c.Header.ClosedAt), Date(rows, c => c.Header.Due), At(rows, c => c.Header.Alarm), Text(rows, c => c.Header.DefinitionHash));

    private static void Tasks(NpgsqlBatch batch, TaskEntry[] rows) => Add(batch, InsertTasks, rows.Length,
        Text(rows, t => t.TaskId), Text(rows, t => t.CaseNumber), Text(rows, t => t.FlowCode), Text(rows, t => t.FlowNameZh), Text(rows, t => t.FlowNameEn), Text(rows, t => t.ItemCode),
        Text(rows, t => t.ActivityId), Text(rows, t => t.ActivityType), Text(rows, t => t.NameZh), Text(rows, t => t.NameEn), Text(rows, t => t.ApplicantName),
        Text(rows, t => t.Candidate.Role), Text(rows, t => t.Candidate.DepartmentId), Text(rows, t => t.Candidate.Region), At(rows, t => t.OpenedAt), Date(rows, t => t.Due),
        Array(NpgsqlDbType.Double, rows, t => t.LimitDays), Int(rows, t => (int)t.Status), Text(rows, t => t.AssigneeId), Text(rows, t => t.AssigneeName),
        Text(rows, t => t.Outcome), Text(rows, t => t.CompletedById), At(rows, t => t.EndedAt));

    private static void Changes(NpgsqlBatch batch, TaskChange[] rows) => Add(batch, UpdateTasks, rows.Length,
        Text(rows, t => t.TaskId), Int(rows, t => (int)t.Status), Text(rows, t => t.AssigneeId), Text(rows, t => t.AssigneeName), Text(rows, t => t.Outcome),
        Text(rows, t => t.CompletedById), At(rows, t => t.EndedAt), Date(rows, t => t.Due));

    private static void Restated(NpgsqlBatch batch, TaskRestatement[] rows) => Add(batch, RestateTasks, rows.Length,
        Text(rows, t => t.TaskId), Text(rows, t => t.ActivityId), Text(rows, t => t.NameZh), Text(rows, t => t.NameEn), Text(rows, t => t.Candidate.Role), Text(rows, t => t.Candidate.DepartmentId),
        Text(rows, t => t.Candidate.Region), Array(NpgsqlDbType.Double, rows, t => t.LimitDays));

    private static void Inbox(NpgsqlBatch batch, string sql, (string Subject, DateTimeOffset At, string TaskId)[] rows) => Add(batch, sql, rows.Length,
        Text(rows, r => r.Subject), At(rows, r => r.At), Text(rows, r => r.TaskId));

    private static void Timers(NpgsqlBatch batch, TimerEntry[] rows) => Add(batch, InsertTimers, rows.Length,
        Text(rows, t => t.CaseNumber), Text(rows, t => t.BookmarkId), Text(rows, t => t.Kind), At(rows, t => t.Due));

    private static void Cleared(NpgsqlBatch batch, (string Case, string Bookmark)[] rows) => Add(batch, DeleteTimers, rows.Length, Text(rows, r => r.Case), Text(rows, r => r.Bookmark));

    private static void Cards(NpgsqlBatch batch, CardEntry[] rows) => Add(batch, InsertCards, rows.Length,
        Text(rows, c => c.CaseNumber), Text(rows, c => c.CardId), Text(rows, c => c.Level), Text(rows, c => c.Rule), Text(rows, c => c.Clock), Text(rows, c => c.CauseZh), Text(rows, c => c.CauseEn),
        Text(rows, c => c.FlowNameZh), Text(rows, c => c.FlowNameEn), Text(rows, c => c.DepartmentId), Text(rows, c => c.ApplicantName), Text(rows, c => c.Owner.Role),
        Text(rows, c => c.Owner.DepartmentId), Text(rows, c => c.Owner.Region), Text(rows, c => c.OwnerUserId), Text(rows, c => c.OwnerName), At(rows, c => c.RaisedAt), Int(rows, c => (int)c.Status),
        Flag(rows, c => c.IsOpen), Text(rows, c => c.OrderId), Text(rows, c => c.OrderTo?.Role), Text(rows, c => c.OrderTo?.DepartmentId), Int(rows, c => c.OrderStep));

    private static void CardChanges(NpgsqlBatch batch, CardEntry[] rows) => Add(batch, UpdateCards, rows.Length,
        Text(rows, c => c.CaseNumber), Text(rows, c => c.CardId), Int(rows, c => (int)c.Status), Flag(rows, c => c.IsOpen), Text(rows, c => c.OrderId),
        Text(rows, c => c.OrderTo?.Role), Text(rows, c => c.OrderTo?.DepartmentId), Int(rows, c => c.OrderStep));

    private static void IncidentsCleared(NpgsqlBatch batch, (string Case, long Sequence)[] rows) => Add(batch, DeleteIncidents, rows.Length, Text(rows, r => r.Case), Long(rows, r => r.Sequence));

    private static void Incidents(NpgsqlBatch batch, IncidentEntry[] rows) => Add(batch, InsertIncidents, rows.Length,
        Text(rows, i => i.CaseNumber), Long(rows, i => i.Sequence), Int(rows, i => i.Context), Text(rows, i => i.ActivityId), Text(rows, i => i.NameZh), Text(rows, i => i.NameEn),
        Text(rows, i => i.Message), Text(rows, i => i.Cause), At(rows, i => i.At), Flag(rows, i => i.Stops), Text(rows, i => i.FlowCode), Text(rows, i => i.FlowNameZh), Text(rows, i => i.FlowNameEn),
        Text(rows, i => i.DefinitionHash), Text(rows, i => i.DepartmentId));

    private static void Outbox(NpgsqlBatch batch, OutboxMessage[] rows) => Add(batch, InsertOutbox, rows.Length,
        Text(rows, m => m.CaseNumber), Long(rows, m => m.Sequence), Text(rows, m => m.Topic), Text(rows, m => m.Payload), At(rows, m => m.At));

    private static void Proposed(NpgsqlBatch batch, ProposalEntry[] rows) => Add(batch, InsertProposals, rows.Length,
        Text(rows, p => p.CaseNumber), Long(rows, p => p.Sequence), Text(rows, p => p.TaskId), Text(rows, p => p.DepartmentId), Int(rows, p => (int)p.Kind), Text(rows, p => p.ItemCode),
        Text(rows, p => p.ApplicantName), Text(rows, p => p.ApplicantId), Text(rows, p => p.CountyCode), Text(rows, p => p.Site), Date(rows, p => p.From), Date(rows, p => p.To),
        Text(rows, p => p.Reason), At(rows, p => p.At), Int(rows, p => (int)p.Status), Text(rows, p => p.Trip));

    private static NpgsqlParameter[] Standing(ProposalEntry[] rows) => [Text(rows, p => p.CaseNumber), Long(rows, p => p.Sequence), Int(rows, p => (int)p.Status), Text(rows, p => p.Trip)];

    private static void Answers(NpgsqlBatch batch, CommandAnswer[] rows) => Add(batch, InsertCommands, rows.Length,
        Text(rows, a => a.Key), Text(rows, a => a.CaseNumber), Text(rows, a => a.Fingerprint), Long(rows, a => a.FirstSequence), Long(rows, a => a.LastSequence), At(rows, a => a.At));

    private static void Add(NpgsqlBatch batch, string sql, int rows, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        if (rows == 0)
            return;
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Text<T>(T[] rows, Func<T, string?> value) => Array(NpgsqlDbType.Text, rows, value);
    private static NpgsqlParameter Long<T>(T[] rows, Func<T, long> value) => Array(NpgsqlDbType.Bigint, rows, value);
    private static NpgsqlParameter Int<T>(T[] rows, Func<T, int> value) => Array(NpgsqlDbType.Integer, rows, value);
    private static NpgsqlParameter Flag<T>(T[] rows, Func<T, bool> value) => Array(NpgsqlDbType.Boolean, rows, value);
    private static NpgsqlParameter Bytes<T>(T[] rows, Func<T, byte[]> value) => Array(NpgsqlDbType.Bytea, rows, value);
    private static NpgsqlParameter At<T>(T[] rows, Func<T, DateTimeOffset?> value) => Array(NpgsqlDbType.Bigint, rows, r => value(r)?.ToUnixTimeMilliseconds());
    private static NpgsqlParameter Date<T>(T[] rows, Func<T, DateOnly?> value) => Array(NpgsqlDbType.Date, rows, value);

    private static NpgsqlParameter Array<T, TValue>(NpgsqlDbType type, T[] rows, Func<T, TValue> value) =>
        new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = System.Array.ConvertAll(rows, r => value(r)) };
}
