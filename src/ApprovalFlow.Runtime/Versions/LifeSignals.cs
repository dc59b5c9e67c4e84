namespace ApprovalFlow.Runtime.Versions;

/// <summary>Tells this process's pages that a definition or its draft changed, so that they can read it again. A convenience, not a delivery.</summary>
public sealed class LifeSignals
{
    private readonly Lock gate = new();
    private volatile Action<string>[] subscribers = [];

    /// <summary>Called on the committing thread after the commit: hand over quickly. Dispose the answer to stop.</summary>
    public IDisposable Subscribe(Action<string> subscriber)
    {
        lock (gate)
            subscribers = [.. subscribers, subscriber];
        return new Subscription(this, subscriber);
    }

    internal void Tell(string definitionId)
    {
        foreach (var subscriber in subscribers)
            subscriber(definitionId);
    }

    private sealed class Subscription(LifeSignals signals, Action<string> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (signals.gate)
                signals.subscribers = [.. signals.subscribers.Where(s => s != subscriber)];
        }
    }
}
