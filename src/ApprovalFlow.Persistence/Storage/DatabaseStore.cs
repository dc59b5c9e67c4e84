using System.Data.Common;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>The hot path on a database, in plain ADO.NET: commits in groups, reads of streams, inbox pages, claims.</summary>
/// <remarks>What differs between providers is the SQL of a few statements and how a group is written.</remarks>
internal abstract class DatabaseStore : ICaseStore, IInbox, ITimerStore, IOutboxStore, IAsyncDisposable
{
    protected const string TaskColumns =
        "t.task_id, t.case_number, t.flow_code, t.flow_name_zh, t.flow_name_en, t.item_code, t.activity_id, t.activity_type, t.name_zh, t.name_en, " +
        "t.applicant_name, t.role, t.department_id, t.region, t.opened_at, t.due, t.limit_days, t.status, " +
        "t.assignee_id, t.assignee_name, t.outcome, t.completed_by_id, t.ended_at";

    private readonly GroupCommit<QueuedCommit> group;

    protected DatabaseStore(DbDataSource source, int groupSize, int writers)
    {
        Source = source;
        group = new(StoreAsync, q => q.Commit.CaseNumber, groupSize, writers);
    }

    protected DbDataSource Source { get; }

    public async Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
    {
        using var queued = Prepare(commit);
        return await group.CommitAsync(queued, cancellation);
    }

    /// <summary>What the caller can do for its commit while others are written.</summary>
    protected virtual QueuedCommit Prepare(CaseCommit commit) => new(commit);

    /// <summary>Stores commits of different cases in one transaction, all or none.</summary>
    protected abstract Task<CommitOutcome> StoreAsync(IReadOnlyList<QueuedCommit> commits);

    public async Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection,
            "SELECT version, head_hash, definition_hash, flow_code, item_code, department_id, status, result, applicant_name, applicant_user_id, county_code, " +
            "registered_at, accepted_at, closed_at, due, alarm, redacted_by FROM cases WHERE case_number=@number; " +
            // The line that holds the first event asked for may begin before it.
            "SELECT first_sequence, at, events, hashes, previous_hash FROM journal WHERE case_number=@number AND first_sequence >= " +
            "COALESCE((SELECT MAX(first_sequence) FROM journal WHERE case_number=@number AND first_sequence<=@after+1), 0) ORDER BY first_sequence",
            ("@number", caseNumber), ("@after", after));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        var header = new CaseHeader(
            caseNumber, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
            (CaseStatus)reader.GetInt32(6), Text(reader, 7), reader.GetString(8), Text(reader, 9), Text(reader, 10),
            Instant(reader.GetInt64(11)), InstantOrNull(reader, 12), InstantOrNull(reader, 13), Date(reader, 14))
        {
            Alarm = InstantOrNull(reader, 15), RedactedBy = Text(reader, 16),
        };
        await reader.NextResultAsync(cancellation);
        var events = new List<StoredEvent>();
        // Another commit may land between the two reads: what is newer than the head is left for the next load.
        while (await reader.ReadAsync(cancellation) && reader.GetInt64(0) <= header.Version)
        {
            var line = new JournalLine(caseNumber, reader.GetInt64(0), Instant(reader.GetInt64(1)), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetFieldValue<byte[]>(4));
            events.AddRange(line.Read().Where(e => e.Sequence > after));
        }
        return new(header, events);
    }

    public async Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, $"SELECT case_number, fingerprint, first_sequence, last_sequence, at FROM commands WHERE {Quoted("key")}=@key", ("@key", key));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new(key, reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), Instant(reader.GetInt64(4)))
            : null;
    }

    public async Task<long> NextNumberAsync(string series, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, NextNumberSql, ("@name", series));
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The last number given out of a series; 0: none was.</summary>
    public virtual async ValueTask<long> LastNumberAsync(string series, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, "SELECT value FROM number_series WHERE name=@name", ("@name", series));
        return await command.ExecuteScalarAsync(cancellation) as long? ?? 0;
    }

    public abstract Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default);

    public async Task<int> CountAsync(IReadOnlyList<string> subjects, int cap, CancellationToken cancellation = default)
    {
        if (subjects.Count == 0)
            return 0;
        await using var connection = await OpenAsync(cancellation);
        var names = Enumerable.Range(0, subjects.Count).Select(i => "@s" + i);
        await using var command = Command(connection,
            $"SELECT count(*) FROM ({Top($"SELECT task_id FROM inbox WHERE subject IN ({string.Join(", ", names)})", "subject")}) counted", ("@take", cap));
        for (var i = 0; i < subjects.Count; i++)
            Add(command, "@s" + i, subjects[i]);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    public virtual async Task<IReadOnlyList<string>> SubjectsAsync(IReadOnlyList<string> prefixes, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        HashSet<string> subjects = new(StringComparer.Ordinal);
        await using var command = Command(connection, SubjectsSql, ("@low", ""), ("@high", ""));
        foreach (var prefix in prefixes)
        {
            command.Parameters[0].Value = prefix;
            command.Parameters[1].Value = AfterPrefix(prefix);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                subjects.Add(reader.GetString(0));
        }
        return [.. subjects];
    }

    /// <summary>The first string that no longer begins with the prefix: its last character, one further.</summary>
    protected static string AfterPrefix(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    public async Task<IReadOnlyList<TimerEntry>> ClaimDueAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, ClaimTimersSql,
            ("@now", now.ToUnixTimeMilliseconds()), ("@until", (now + lease).ToUnixTimeMilliseconds()), ("@take", batch));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<TimerEntry> claimed = [];
        while (await reader.ReadAsync(cancellation))
            claimed.Add(new(reader.GetString(0), reader.GetString(1), Instant(reader.GetInt64(2)), reader.GetString(3)));
        claimed.Sort((a, b) => a.Due.CompareTo(b.Due));
        return claimed;
    }

    public Task MoveAsync(TimerEntry claimed, DateTimeOffset due, CancellationToken cancellation = default) =>
        ExecuteAsync("UPDATE timers SET due=@due, next_attempt=@due WHERE case_number=@number AND bookmark_id=@bookmark AND due=@claimed", cancellation,
            ("@due", due.ToUnixTimeMilliseconds()), ("@number", claimed.CaseNumber), ("@bookmark", claimed.BookmarkId), ("@claimed", claimed.Due.ToUnixTimeMilliseconds()));

    public Task RemoveAsync(string caseNumber, string bookmarkId, CancellationToken cancellation = default) =>
        ExecuteAsync("DELETE FROM timers WHERE case_number=@number AND bookmark_id=@bookmark", cancellation, ("@number", caseNumber), ("@bookmark", bookmarkId));

    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, ClaimOutboxSql,
            ("@now", now.ToUnixTimeMilliseconds()), ("@until", (now + lease).ToUnixTimeMilliseconds()), ("@take", batch));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<OutboxMessage> claimed = [];
        while (await reader.ReadAsync(cancellation))
            claimed.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), Instant(reader.GetInt64(4))) { Attempts = reader.GetInt32(5) });
        claimed.Sort((a, b) => a.At.CompareTo(b.At));
        return claimed;
    }

    public Task DoneAsync(OutboxMessage message, CancellationToken cancellation = default) =>
        ExecuteAsync("DELETE FROM outbox WHERE case_number=@number AND sequence=@sequence", cancellation, ("@number", message.CaseNumber), ("@sequence", message.Sequence));

    public Task FailedAsync(OutboxMessage message, string error, DateTimeOffset nextAttempt, CancellationToken cancellation = default) =>
        ExecuteAsync("UPDATE outbox SET attempts=@attempts, next_attempt=@next, last_error=@error WHERE case_number=@number AND sequence=@sequence", cancellation,
            ("@attempts", message.Attempts + 1), ("@next", nextAttempt.ToUnixTimeMilliseconds()), ("@error", error),
            ("@number", message.CaseNumber), ("@sequence", message.Sequence));

    public virtual async ValueTask DisposeAsync()
    {
        await group.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>Limits an ordered select to <c>@take</c> rows.</summary>
    protected virtual string Top(string select, string order) => $"{select} ORDER BY {order} LIMIT @take";
    protected virtual string Quoted(string name) => $"\"{name}\"";

    protected virtual string NextNumberSql =>
        "INSERT INTO number_series (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = number_series.value + 1 RETURNING value";

    /// <summary>Jumps from subject to subject along the key instead of reading every row between them.</summary>
    protected virtual string SubjectsSql => SubjectsBetween("@low", "@high");

    protected static string SubjectsBetween(string low, string high) =>
        $"WITH RECURSIVE s(subject) AS (SELECT min(subject) FROM inbox WHERE subject >= {low} AND subject < {high} UNION ALL " +
        $"SELECT (SELECT min(i.subject) FROM inbox i WHERE i.subject > s.subject AND i.subject < {high}) FROM s WHERE s.subject IS NOT NULL) " +
        "SELECT subject FROM s WHERE subject IS NOT NULL";

    /// <summary>Appended to the select that claims rows, so that two processes never wait for each other or claim the same row.</summary>
    protected virtual string SkipLocked => "";

    protected virtual string ClaimTimersSql =>
        "UPDATE timers SET next_attempt=@until WHERE (case_number, bookmark_id) IN " +
        $"(SELECT case_number, bookmark_id FROM timers WHERE next_attempt<=@now ORDER BY next_attempt LIMIT @take{SkipLocked}) " +
        "RETURNING case_number, bookmark_id, due, kind";

    protected virtual string ClaimOutboxSql =>
        "UPDATE outbox SET next_attempt=@until WHERE (case_number, sequence) IN " +
        $"(SELECT o.case_number, o.sequence FROM outbox o WHERE o.next_attempt<=@now AND NOT EXISTS ({EarlierMessage}) ORDER BY o.next_attempt LIMIT @take{SkipLocked}) " +
        "RETURNING case_number, sequence, topic, payload, at, attempts";

    protected const string EarlierMessage = "SELECT 1 FROM outbox e WHERE e.case_number=o.case_number AND e.sequence<o.sequence";

    protected virtual async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation) => await Source.OpenConnectionAsync(cancellation);

    protected static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        return command;
    }

    protected static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    protected static async Task<IReadOnlyList<TaskEntry>> ReadTasksAsync(DbCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<TaskEntry> tasks = [];
        while (await reader.ReadAsync(cancellation))
            tasks.Add(ReadTask(reader));
        return tasks;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation, params (string, object?)[] parameters)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, sql, parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static TaskEntry ReadTask(DbDataReader r)
    {
        var candidate = new Candidate(r.GetString(11), Text(r, 12), Text(r, 13));
        var status = (CaseTaskStatus)r.GetInt32(17);
        var assignee = Text(r, 18);
        return new(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9),
            r.GetString(10), candidate, Instant(r.GetInt64(14)), Date(r, 15), r.IsDBNull(16) ? null : r.GetDouble(16),
            status != CaseTaskStatus.Open ? null : assignee is null ? InboxSubject.Of(candidate) : InboxSubject.OfUser(assignee))
        {
            Status = status,
            AssigneeId = assignee,
            AssigneeName = Text(r, 19),
            Outcome = Text(r, 20),
            CompletedById = Text(r, 21),
            EndedAt = InstantOrNull(r, 22),
        };
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    private static DateOnly? Date(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    private static DateTimeOffset? InstantOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant(reader.GetInt64(column));
}
