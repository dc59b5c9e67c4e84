using System.Threading.Channels;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Lets commits that arrive together share one transaction, so that they share its flush to disk.</summary>
/// <remarks>
/// Nobody waits for company: a writer takes what is there and goes. Each caller has its own answer; when a group cannot be stored as a
/// whole, it is stored in halves, down to the one commit that is to blame.
/// </remarks>
public sealed class GroupCommit : IAsyncDisposable
{
    private readonly Func<IReadOnlyList<CaseCommit>, Task<CommitOutcome>> store;
    private readonly Channel<Pending> queue;
    private readonly Task[] writers;
    private readonly int groupSize;

    /// <param name="store">Stores commits of different cases in one transaction. Anything but <see cref="CommitOutcome.Stored"/>, and an exception, means that none is stored.</param>
    /// <param name="writers">Transactions that may run at the same time: 1 where the database has a single writer.</param>
    public GroupCommit(Func<IReadOnlyList<CaseCommit>, Task<CommitOutcome>> store, int groupSize = 128, int writers = 1)
    {
        this.store = store;
        this.groupSize = groupSize;
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(groupSize * 8) { SingleReader = writers == 1 });
        this.writers = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync))];
    }

    /// <summary>Waits until the commit is durable or refused. Once it is queued it is carried out, whoever stops waiting.</summary>
    public async Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
    {
        var pending = new Pending(commit);
        await queue.Writer.WriteAsync(pending, cancellation);
        return await pending.Outcome.Task;
    }

    private async Task WriteAsync()
    {
        var group = new List<Pending>(groupSize);
        var streams = new HashSet<string>(StringComparer.Ordinal);
        Pending? carried = null;
        while (carried is not null || await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            streams.Clear();
            // Two commits on one stream never share a group: the second expects what the first leaves.
            while (group.Count < groupSize && (carried is not null || queue.Reader.TryRead(out carried)) && streams.Add(carried.Commit.CaseNumber))
            {
                group.Add(carried);
                carried = null;
            }
            await StoreAsync(group);
        }
    }

    private async Task StoreAsync(List<Pending> group)
    {
        CommitOutcome outcome;
        try
        {
            outcome = await store(group.Count == 1 ? [group[0].Commit] : group.ConvertAll(p => p.Commit));
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

    /// <summary>Stores what is queued and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(writers);
    }

    private sealed record Pending(CaseCommit Commit)
    {
        public TaskCompletionSource<CommitOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
