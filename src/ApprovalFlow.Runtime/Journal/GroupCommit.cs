using System.Diagnostics;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Lets commits that arrive together share one transaction, so that they share its flush to disk.</summary>
/// <remarks>
/// Nobody waits for company: who finds a writer free takes what is queued and stores it, on the spot; who does not is taken along by the next
/// one. Each caller has its own answer; when a group cannot be stored as a whole, it is stored in halves, down to the one commit that is to
/// blame. Callers beyond eight full groups wait until there is room.
/// </remarks>
/// <typeparam name="T">A commit as its store wants it: whatever can be done before its turn is done by its caller, because the writer is what everybody waits for.</typeparam>
public sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<T>, Task<CommitOutcome>> store;
    private readonly Func<T, string> stream;
    private readonly int groupSize;
    private readonly SemaphoreSlim room;
    private readonly Lock gate = new();
    private readonly Queue<Pending> queue = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int freeWriters;
    private readonly int writers;
    private bool closing;

    /// <param name="store">Stores commits of different cases in one transaction. Anything but <see cref="CommitOutcome.Stored"/>, and an exception, means that none is stored.</param>
    /// <param name="stream">Whose events a commit adds to.</param>
    /// <param name="writers">Transactions that may run at the same time: 1 where the database has a single writer.</param>
    public GroupCommit(Func<IReadOnlyList<T>, Task<CommitOutcome>> store, Func<T, string> stream, int groupSize = 128, int writers = 1)
    {
        this.store = store;
        this.stream = stream;
        this.groupSize = groupSize;
        this.writers = freeWriters = writers;
        room = new(groupSize * 8);
    }

    /// <summary>Waits until the commit is durable or refused. Once it is queued it is carried out, whoever stops waiting.</summary>
    public async Task<CommitOutcome> CommitAsync(T commit, CancellationToken cancellation = default)
    {
        using var span = CommitTelemetry.BeginAppend();
        var queued = Stopwatch.GetTimestamp();
        await room.WaitAsync(cancellation);
        try
        {
            var pending = new Pending(commit, span?.Context ?? default, queued);
            List<Pending>? group;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(closing, this);
                queue.Enqueue(pending);
                group = TakeGroup();
            }
            if (group is not null)
                await LeadAsync(group);
            return await pending.Outcome.Task;
        }
        finally
        {
            room.Release();
        }
    }

    /// <summary>Claims a writer for the next group; null when all are busy or nothing is queued. Holds <see cref="gate"/>.</summary>
    private List<Pending>? TakeGroup()
    {
        if (freeWriters == 0 || queue.Count == 0)
            return null;
        freeWriters--;
        return NextGroup();
    }

    /// <summary>Two commits on one stream never share a group: the second expects what the first leaves.</summary>
    private List<Pending> NextGroup()
    {
        List<Pending> group = [queue.Dequeue()];
        if (queue.Count == 0)
            return group;
        HashSet<string> streams = [stream(group[0].Commit)];
        while (group.Count < groupSize && queue.TryPeek(out var next) && streams.Add(stream(next.Commit)))
            group.Add(queue.Dequeue());
        return group;
    }

    /// <summary>Stores a group; what has queued up meanwhile is led by somebody else, so that no caller works for ever for the others.</summary>
    private async Task LeadAsync(List<Pending> group)
    {
        foreach (var pending in group)
            CommitTelemetry.Waited(pending.Queued);
        await StoreAsync(group);
        List<Pending>? next = null;
        lock (gate)
        {
            if (queue.Count > 0)
                next = NextGroup();
            else if (++freeWriters == writers && closing)
                drained.TrySetResult();
        }
        if (next is not null)
            _ = Task.Run(() => LeadAsync(next));
    }

    private async Task StoreAsync(List<Pending> group)
    {
        CommitOutcome outcome;
        try
        {
            outcome = await TransactAsync(group);
        }
        catch (Exception e) when (group.Count == 1)
        {
            group[0].Outcome.SetException(e);
            return;
        }
        catch (Exception)
        {
            outcome = CommitOutcome.Conflict;
        }
        if (outcome == CommitOutcome.Stored || group.Count == 1)
        {
            foreach (var pending in group)
                pending.Outcome.SetResult(outcome);
            return;
        }
        var half = group.Count / 2;
        await StoreAsync(group.GetRange(0, half));
        await StoreAsync(group.GetRange(half, group.Count - half));
    }

    private async Task<CommitOutcome> TransactAsync(List<Pending> group)
    {
        using var span = CommitTelemetry.BeginTransaction(group.Exists(p => p.Append != default) ? [.. group.Where(p => p.Append != default).Select(p => p.Append)] : []);
        var (started, ended) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var outcome = await store(group.Count == 1 ? [group[0].Commit] : group.ConvertAll(p => p.Commit));
            ended = CommitTelemetry.NameOf(outcome);
            return outcome;
        }
        finally
        {
            CommitTelemetry.Ended(span, started, group.Count, ended);
        }
    }

    /// <summary>Refuses new commits and ends when what is queued is stored.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closing = true;
            if (freeWriters == writers)
                drained.TrySetResult();
        }
        await drained.Task;
    }

    /// <param name="Append">The caller's span, when it is traced.</param>
    private sealed record Pending(T Commit, ActivityContext Append, long Queued)
    {
        public TaskCompletionSource<CommitOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
