using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>A command that was stored just now by this process.</summary>
public sealed record CaseChange(string CaseNumber, long Version, IReadOnlyList<CaseRecord> Records);

/// <summary>Tells this process's pages that a case changed, so that they can read it again.</summary>
/// <remarks>A convenience, not a delivery: another process's changes are not told, and a subscriber that throws is logged and passed over.
/// What must happen leaves through the outbox.</remarks>
public sealed class CaseSignals
{
    private readonly Lock gate = new();
    private volatile Action<CaseChange>[] subscribers = [];

    /// <summary>Called on the committing thread after the commit: hand over quickly. Dispose the answer to stop.</summary>
    public IDisposable Subscribe(Action<CaseChange> subscriber)
    {
        lock (gate)
            subscribers = [.. subscribers, subscriber];
        return new Subscription(this, subscriber);
    }

    internal void Tell(CaseChange change, Action<Exception> failed)
    {
        foreach (var subscriber in subscribers)
        {
            try
            {
                subscriber(change);
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }

    private sealed class Subscription(CaseSignals signals, Action<CaseChange> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (signals.gate)
                signals.subscribers = [.. signals.subscribers.Where(s => s != subscriber)];
        }
    }
}
