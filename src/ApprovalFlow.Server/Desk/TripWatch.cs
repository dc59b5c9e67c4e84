using ApprovalFlow.Runtime.Inspections;

namespace ApprovalFlow.Server.Desk;

/// <summary>Tells one page that a trip changed: at most once in a short while, however many changes there were.</summary>
public sealed class TripWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
    private readonly IDisposable subscription;
    private readonly Timer timer;
    private volatile bool disposed;

    /// <param name="number">Null: any trip.</param>
    public TripWatch(TripSignals signals, string? number, Action changed)
    {
        timer = new Timer(_ => { if (!disposed) changed(); });
        subscription = signals.Subscribe(told => { if (!disposed && (number is null || told == number)) timer.Change(Quiet, Timeout.InfiniteTimeSpan); });
    }

    public void Dispose()
    {
        disposed = true;
        subscription.Dispose();
        timer.Dispose();
    }
}
