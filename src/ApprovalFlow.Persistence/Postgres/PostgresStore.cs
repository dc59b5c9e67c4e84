using System.Collections.Concurrent;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;
using Npgsql;
using NpgsqlTypes;

namespace ApprovalFlow.Persistence.Postgres;

/// <summary>A group of commits is one round trip: a batch of at most ten statements over arrays, in one transaction, however many commits it holds.</summary>
/// <remarks>Two writers: while one waits for the disk the other fills; more of them make smaller groups and cost more than they win.</remarks>
internal sealed class PostgresStore(NpgsqlDataSource source, int groupSize = 128, int writers = 2) : DatabaseStore(source, groupSize, writers)
{
    private readonly ConcurrentBag<PostgresWriter> idle = [];

    public PostgresStore(string connectionString, int groupSize = 128, int writers = 2) : this(Connect(connectionString), groupSize, writers)
    {
    }

    /// <summary>A pool that prepares the few statements of the hot path by itself.</summary>
    public static NpgsqlDataSource Connect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Nothing here changes a session's settings, so nothing has to be undone when a connection goes back to the pool.
        settings.NoResetOnClose = true;
        // Every statement here finds its rows by key. A planner that has no statistics yet, or guesses that an array is long, would read
        // whole tables instead, and keep that plan for as long as the statement stays prepared.
        settings.Options = $"{settings.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c jit=off".Trim();
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 60;
            settings.AutoPrepareMinUsages = 2;
        }
        return NpgsqlDataSource.Create(settings);
    }

    protected override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    protected override async Task<CommitOutcome> StoreAsync(IReadOnlyList<QueuedCommit> commits)
    {
        // One order for everybody, so that two processes never wait for each other in a circle.
        if (commits.Count > 1)
            commits = [.. commits.OrderBy(c => c.Commit.CaseNumber, StringComparer.Ordinal)];
        if (!idle.TryTake(out var writer))
            writer = new((NpgsqlConnection)await OpenAsync(default));
        try
        {
            await writer.StoreAsync(commits);
            return CommitOutcome.Stored;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return e.TableName == "commands" ? CommitOutcome.Repeated : CommitOutcome.Conflict;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
        {
            return CommitOutcome.Conflict;
        }
        finally
        {
            if (writer.IsSound)
                idle.Add(writer);
            else
                await writer.DisposeAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        while (idle.TryTake(out var writer))
            await writer.DisposeAsync();
    }

    public override async Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default)
    {
        if (subjects.Count == 0)
            return [];
        await using var connection = (NpgsqlConnection)await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(after is null ? FirstPage : NextPage, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. subjects] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = take });
        if (after is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.OpenedAt.ToUnixTimeMilliseconds() });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after.TaskId, NpgsqlDbType = NpgsqlDbType.Text });
        }
        return await ReadTasksAsync(command, cancellation);
    }

    /// <summary>All prefixes in one round trip.</summary>
    public override async Task<IReadOnlyList<string>> SubjectsAsync(IReadOnlyList<string> prefixes, CancellationToken cancellation = default)
    {
        await using var connection = (NpgsqlConnection)await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Subjects, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. prefixes] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. prefixes.Select(AfterPrefix)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> subjects = [];
        while (await reader.ReadAsync(cancellation))
            subjects.Add(reader.GetString(0));
        return subjects;
    }

    private static readonly string Subjects =
        $"SELECT DISTINCT x.subject FROM unnest($1, $2) AS p(low, high) CROSS JOIN LATERAL ({SubjectsBetween("p.low", "p.high")}) x";

    private static readonly string FirstPage = Page("");
    private static readonly string NextPage = Page(" AND (i.opened_at, i.task_id) > ($3, $4)");

    // One index range per subject, each read no further than a page; only the page's own tasks are fetched.
    private static string Page(string after) =>
        $"SELECT {TaskColumns} FROM (SELECT r.opened_at, r.task_id FROM unnest($1) AS s(subject) CROSS JOIN LATERAL " +
        $"(SELECT i.opened_at, i.task_id FROM inbox i WHERE i.subject = s.subject{after} ORDER BY i.opened_at, i.task_id LIMIT $2) r " +
        "ORDER BY r.opened_at, r.task_id LIMIT $2) m JOIN tasks t ON t.task_id = m.task_id ORDER BY m.opened_at, m.task_id";
}
