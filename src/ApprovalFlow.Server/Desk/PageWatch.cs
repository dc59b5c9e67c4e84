using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

/// <summary>Tells one page that cases changed: at most once in a short while, however many changes there were.</summary>
public sealed class CaseWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private readonly IDisposable subscription;
    private readonly Timer timer;
    private volatile bool disposed;

    /// <param name="wanted">Runs on the committing thread: quick, and touching nothing of the page.</param>
    public CaseWatch(CaseSignals signals, Func<CaseChange, bool> wanted, Action changed)
    {
        timer = new Timer(_ => { if (!disposed) changed(); });
        subscription = signals.Subscribe(change => { if (!disposed && wanted(change)) timer.Change(Quiet, Timeout.InfiniteTimeSpan); });
    }

    public void Dispose()
    {
        disposed = true;
        subscription.Dispose();
        timer.Dispose();
    }
}
