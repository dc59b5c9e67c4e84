using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Takes the statements of a commit, in order.</summary>
internal interface IStatementWriter
{
    /// <param name="mustHit">Rows have to be affected; when none is, the commit is a conflict.</param>
    void Write(string sql, bool mustHit, params ReadOnlySpan<object?> values);
}

/// <summary>A text that is there in UTF-8 already, for a text column.</summary>
internal sealed record Utf8Text(byte[] Bytes);

/// <summary>A commit as row-by-row statements that SQLite and SQL Server both understand; parameters are <c>@p0</c>, <c>@p1</c>, …</summary>
internal static class CommitRows
{
    private static readonly string InsertCase = Insert("cases",
        "case_number", "version", "head_hash", "definition_hash", "flow_code", "item_code", "department_id", "status", "result",
        "applicant_name", "applicant_user_id", "county_code", "registered_at", "accepted_at", "closed_at", "due", "alarm");

    private const string UpdateCase =
        "UPDATE cases SET version=@p0, head_hash=@p1, status=@p2, result=@p3, accepted_at=@p4, closed_at=@p5, due=@p6, alarm=@p7, definition_hash=@p8 WHERE case_number=@p9 AND version=@p10";

    private static readonly string InsertJournal = Insert("journal", "case_number", "first_sequence", "at", "events", "hashes", "previous_hash");

    private static readonly string InsertTask = Insert("tasks",
        "task_id", "case_number", "flow_code", "flow_name_zh", "flow_name_en", "item_code", "activity_id", "activity_type", "name_zh", "name_en",
        "applicant_name", "role", "department_id", "region", "opened_at", "due", "limit_days", "status",
        "assignee_id", "assignee_name", "outcome", "completed_by_id", "ended_at");

    private const string UpdateTask =
        "UPDATE tasks SET status=@p0, assignee_id=@p1, assignee_name=@p2, outcome=@p3, completed_by_id=@p4, ended_at=@p5, due=COALESCE(@p6, due) WHERE task_id=@p7";

    private const string RestateTask =
        "UPDATE tasks SET activity_id=@p0, name_zh=@p1, name_en=@p2, role=@p3, department_id=@p4, region=@p5, limit_days=@p6 WHERE task_id=@p7";

    private static readonly string InsertInbox = Insert("inbox", "subject", "opened_at", "task_id");
    private const string DeleteInbox = "DELETE FROM inbox WHERE subject=@p0 AND opened_at=@p1 AND task_id=@p2";
    private static readonly string InsertTimer = Insert("timers", "case_number", "bookmark_id", "kind", "due", "next_attempt");
    private const string DeleteTimer = "DELETE FROM timers WHERE case_number=@p0 AND bookmark_id=@p1";
    private static readonly string InsertCard = Insert("cards",
        "case_number", "card_id", "level", "rule", "clock", "cause_zh", "cause_en", "flow_name_zh", "flow_name_en", "department_id", "applicant_name",
        "owner_role", "owner_department_id", "owner_region", "owner_user_id", "owner_name", "raised_at", "status", "is_open", "order_id", "order_role", "order_department_id", "order_step");

    private const string UpdateCard =
        "UPDATE cards SET status=@p0, is_open=@p1, order_id=@p2, order_role=@p3, order_department_id=@p4, order_step=@p5 WHERE case_number=@p6 AND card_id=@p7";

    private static readonly string InsertIncident = Insert("incidents",
        "case_number", "sequence", "context", "activity_id", "name_zh", "name_en", "message", "cause", "at", "stops", "flow_code", "flow_name_zh", "flow_name_en", "definition_hash", "department_id");
    private const string DeleteIncident = "DELETE FROM incidents WHERE case_number=@p0 AND sequence=@p1";

    private static readonly string InsertOutbox = Insert("outbox", "case_number", "sequence", "topic", "payload", "at", "attempts", "next_attempt");
    private static readonly string InsertProposal = Insert("proposals",
        "case_number", "sequence", "task_id", "department_id", "kind", "item_code", "applicant_name", "applicant_id", "county_code", "site", "from_day", "to_day", "reason", "at", "status", "trip");
    private const string UpdateProposal = "UPDATE proposals SET status=@p0, trip=@p1 WHERE case_number=@p2 AND sequence=@p3";
    private static readonly string InsertCommand = Insert("commands", "key", "case_number", "fingerprint", "first_sequence", "last_sequence", "at");

    public static void Write(QueuedCommit queued, IStatementWriter writer)
    {
        var (commit, line) = (queued.Commit, queued.Line);
        var h = commit.Header;
        if (commit.ExpectedVersion == 0)
        {
            writer.Write(InsertCase, true, h.CaseNumber, h.Version, h.HeadHash, h.DefinitionHash, h.FlowCode, h.ItemCode, h.DepartmentId, (int)h.Status, h.Result,
                h.ApplicantName, h.ApplicantUserId, h.CountyCode, Ms(h.RegisteredAt), Ms(h.AcceptedAt), Ms(h.ClosedAt), h.Due, Ms(h.Alarm));
        }
        else
        {
            writer.Write(UpdateCase, true, h.Version, h.HeadHash, (int)h.Status, h.Result, Ms(h.AcceptedAt), Ms(h.ClosedAt), h.Due, Ms(h.Alarm), h.DefinitionHash, h.CaseNumber, commit.ExpectedVersion);
        }
        writer.Write(InsertJournal, true, line.CaseNumber, line.FirstSequence, Ms(line.At), new Utf8Text(line.Events), line.Hashes, line.PreviousHash);
        foreach (var t in commit.Opened)
            Open(t, writer);
        foreach (var c in commit.Changed)
        {
            writer.Write(UpdateTask, true, (int)c.Status, c.AssigneeId, c.AssigneeName, c.Outcome, c.CompletedById, Ms(c.EndedAt), c.Due, c.TaskId);
            if (c.FromSubject is { } from)
                writer.Write(DeleteInbox, true, from, Ms(c.OpenedAt), c.TaskId);
            if (c.ToSubject is { } to)
                writer.Write(InsertInbox, true, to, Ms(c.OpenedAt), c.TaskId);
        }
        foreach (var r in commit.Restated)
            writer.Write(RestateTask, true, r.ActivityId, r.NameZh, r.NameEn, r.Candidate.Role, r.Candidate.DepartmentId, r.Candidate.Region, r.LimitDays, r.TaskId);
        // A row that is set anew is cleared first.
        foreach (var bookmark in commit.TimersCleared)
            writer.Write(DeleteTimer, false, commit.CaseNumber, bookmark);
        foreach (var t in commit.TimersSet)
            writer.Write(InsertTimer, true, t.CaseNumber, t.BookmarkId, t.Kind, Ms(t.Due), Ms(t.Due));
        foreach (var c in commit.CardsRaised)
            writer.Write(InsertCard, true, c.CaseNumber, c.CardId, c.Level, c.Rule, c.Clock, c.CauseZh, c.CauseEn, c.FlowNameZh, c.FlowNameEn, c.DepartmentId, c.ApplicantName,
                c.Owner.Role, c.Owner.DepartmentId, c.Owner.Region, c.OwnerUserId, c.OwnerName, Ms(c.RaisedAt), (int)c.Status, c.IsOpen ? 1 : 0, c.OrderId, c.OrderTo?.Role, c.OrderTo?.DepartmentId, c.OrderStep);
        foreach (var c in commit.CardsChanged)
            writer.Write(UpdateCard, true, (int)c.Status, c.IsOpen ? 1 : 0, c.OrderId, c.OrderTo?.Role, c.OrderTo?.DepartmentId, c.OrderStep, c.CaseNumber, c.CardId);
        foreach (var sequence in commit.IncidentsCleared)
            writer.Write(DeleteIncident, true, commit.CaseNumber, sequence);
        foreach (var i in commit.IncidentsRaised)
            writer.Write(InsertIncident, true, i.CaseNumber, i.Sequence, i.Context, i.ActivityId, i.NameZh, i.NameEn, i.Message, i.Cause, Ms(i.At), i.Stops ? 1 : 0, i.FlowCode, i.FlowNameZh, i.FlowNameEn, i.DefinitionHash, i.DepartmentId);
        foreach (var m in commit.Outbox)
            writer.Write(InsertOutbox, true, m.CaseNumber, m.Sequence, m.Topic, m.Payload, Ms(m.At), 0, Ms(m.At));
        foreach (var p in commit.Proposals)
        {
            if (p.IsNew)
                writer.Write(InsertProposal, true, p.CaseNumber, p.Sequence, p.TaskId, p.DepartmentId, (int)p.Kind, p.ItemCode, p.ApplicantName, p.ApplicantId, p.CountyCode, p.Site, p.From, p.To, p.Reason, Ms(p.At), (int)p.Status, p.Trip);
            else
                writer.Write(UpdateProposal, true, (int)p.Status, p.Trip, p.CaseNumber, p.Sequence);
        }
        if (commit.Answer is { } a)
            writer.Write(InsertCommand, true, a.Key, a.CaseNumber, a.Fingerprint, a.FirstSequence, a.LastSequence, Ms(a.At));
    }

    private static void Open(TaskEntry t, IStatementWriter writer)
    {
        writer.Write(InsertTask, true, t.TaskId, t.CaseNumber, t.FlowCode, t.FlowNameZh, t.FlowNameEn, t.ItemCode, t.ActivityId, t.ActivityType, t.NameZh, t.NameEn,
            t.ApplicantName, t.Candidate.Role, t.Candidate.DepartmentId, t.Candidate.Region, Ms(t.OpenedAt), t.Due, t.LimitDays, (int)t.Status,
            t.AssigneeId, t.AssigneeName, t.Outcome, t.CompletedById, Ms(t.EndedAt));
        if (t.Subject is { } subject)
            writer.Write(InsertInbox, true, subject, Ms(t.OpenedAt), t.TaskId);
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
    private static long? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    // "key" is a reserved word in SQL Server; brackets are understood there and in SQLite.
    private static string Insert(string table, params string[] columns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c == "key" ? "[key]" : c))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
}
