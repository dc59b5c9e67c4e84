using ApprovalFlow.Runtime;

namespace ApprovalFlow.Server.Desk;

/// <summary>Tells one page that what it shows changed: at most once in a short while, however many changes there were.</summary>
public sealed class PageWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private readonly IDisposable subscription;
    private readonly Timer timer;
    private volatile bool disposed;

    private PageWatch(Func<Action, IDisposable> subscribe, Action changed)
    {
        timer = new Timer(_ => { if (!disposed) changed(); });
        subscription = subscribe(() => { if (!disposed) timer.Change(Quiet, Timeout.InfiniteTimeSpan); });
    }

    /// <param name="wanted">Runs on the committing thread: quick, and touching nothing of the page.</param>
    public static PageWatch On<TChange>(Signals<TChange> signals, Func<TChange, bool> wanted, Action changed) =>
        new(told => signals.Subscribe(change => { if (wanted(change)) told(); }), changed);

    public void Dispose()
    {
        disposed = true;
        subscription.Dispose();
        timer.Dispose();
    }
}
