namespace ApprovalFlow.Runtime;

/// <summary>Tells this process's pages that something changed, so that they can read it again.</summary>
/// <remarks>A convenience, not a delivery: another process's changes are not told. What must happen leaves through the outbox.</remarks>
public abstract class Signals<TChange>
{
    private readonly Lock gate = new();
    private volatile Action<TChange>[] subscribers = [];

    /// <summary>Called on the committing thread after the commit: hand over quickly. Dispose the answer to stop.</summary>
    public IDisposable Subscribe(Action<TChange> subscriber)
    {
        lock (gate)
            subscribers = [.. subscribers, subscriber];
        return new Subscription(this, subscriber);
    }

    protected IReadOnlyList<Action<TChange>> Subscribers => subscribers;

    private sealed class Subscription(Signals<TChange> signals, Action<TChange> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (signals.gate)
                signals.subscribers = [.. signals.subscribers.Where(s => s != subscriber)];
        }
    }
}
