namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Tells a page every few seconds to look again, for what other processes change.</summary>
public sealed class LivePulse : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Timer timer;
    private volatile bool disposed;

    /// <param name="look">Runs on a thread of its own: touches nothing of the page but through its dispatcher.</param>
    public LivePulse(Action look) => timer = new Timer(_ => { if (!disposed) look(); }, null, Interval, Interval);

    public void Dispose()
    {
        disposed = true;
        timer.Dispose();
    }
}
