using ApprovalFlow.Server.Telemetry;

namespace ApprovalFlow.Server.Desk;

/// <summary>Something long that goes on beside the daily work. One run at a time in a process; a restart forgets it, and nothing depends on it.</summary>
public abstract class BackgroundDesk<TRun>(TimeProvider time, IHostApplicationLifetime host) where TRun : BackgroundRun
{
    private readonly Lock gate = new();
    private volatile TRun? now;

    /// <summary>The run under way, or the last one; null: none since the server started.</summary>
    public TRun? Now => now;

    /// <summary>It went on. Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>Begins, unless one is under way.</summary>
    public void Start(string startedBy)
    {
        lock (gate)
        {
            if (now is { IsEnded: false })
                return;
            now = Begin(now, startedBy, time.GetUtcNow());
        }
        _ = Task.Run(() => RunToEndAsync(host.ApplicationStopping), CancellationToken.None);
    }

    /// <param name="last">The run before; null: none.</param>
    protected abstract TRun Begin(TRun? last, string startedBy, DateTimeOffset at);

    protected abstract Task RunAsync(CancellationToken cancellation);

    protected abstract void LogFailed(Exception exception);

    /// <summary>Its name among the jobs that are measured.</summary>
    protected abstract string Job { get; }

    /// <summary>How many faults a run that came to its end has found.</summary>
    protected abstract int FaultsOf(TRun run);

    protected void Go(Func<TRun, TRun> on)
    {
        now = on(now!);
        Changed?.Invoke();
    }

    private async Task RunToEndAsync(CancellationToken cancellation)
    {
        try
        {
            await JobTelemetry.RunAsync(Job, () => RunAsync(cancellation), () => FaultsOf(now!));
            End(failed: false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(e);
            End(failed: true);
        }
        catch (OperationCanceledException) { /* the server stops, and forgets it */ }
    }

    private void End(bool failed) => Go(n => (TRun)((BackgroundRun)n with { EndedAt = time.GetUtcNow(), Failed = failed }));
}

/// <summary>How far something long is.</summary>
public abstract record BackgroundRun(string StartedBy, DateTimeOffset StartedAt)
{
    public DateTimeOffset? EndedAt { get; init; }
    public bool Failed { get; init; }
    public bool IsEnded => EndedAt is not null;
}
