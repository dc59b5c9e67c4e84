using ApprovalFlow.Persistence.Verification;

namespace ApprovalFlow.Server.Desk;

/// <summary>全部重演: every case is decided again beside the daily work. One run at a time in a process; a restart forgets it, and nothing depends on it.</summary>
public sealed partial class ReplayDesk(ReplayVerifier verifier, TimeProvider time, IHostApplicationLifetime host, ILogger<ReplayDesk> logger)
{
    private const int MostCases = 50;

    private readonly Lock gate = new();
    private volatile ReplayRun? now;

    /// <summary>The run under way, or the last one; null: none since the server started.</summary>
    public ReplayRun? Now => now;

    /// <summary>It went on. Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>Begins, unless one is under way. One that broke off goes on where it was.</summary>
    public void Start(string startedBy)
    {
        lock (gate)
        {
            if (now is { IsEnded: false })
                return;
            now = now is { Failed: true } broken ? broken with { StartedBy = startedBy, Failed = false, EndedAt = null } : new(startedBy, time.GetUtcNow());
        }
        _ = Task.Run(() => RunAsync(host.ApplicationStopping), CancellationToken.None);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            var of = await verifier.CountAsync(cancellation);
            Go(n => n with { Of = of });
            await foreach (var batch in verifier.RunAsync(now!.After, cancellation))
                Go(n => n.With(batch, MostCases));
            Go(n => n with { EndedAt = time.GetUtcNow() });
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(e);
            Go(n => n with { EndedAt = time.GetUtcNow(), Failed = true });
        }
        catch (OperationCanceledException) { /* the server stops, and forgets it */ }
    }

    private void Go(Func<ReplayRun, ReplayRun> on)
    {
        now = on(now!);
        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The cases could not be decided again to the last one")]
    private partial void LogFailed(Exception exception);
}

/// <summary>How far a re-execution of all cases is, and what it found.</summary>
/// <param name="Of">Cases there are; 0: not counted yet.</param>
/// <param name="Different">How many cases differ; the first of them are in <see cref="Found"/>.</param>
public sealed record ReplayRun(string StartedBy, DateTimeOffset StartedAt, int Of = 0, int Cases = 0, long Commands = 0, long Events = 0, int Different = 0)
{
    public DateTimeOffset? EndedAt { get; init; }
    public bool Failed { get; init; }
    public string? After { get; init; }
    public IReadOnlyList<ReplayedCase> Found { get; init; } = [];
    public bool IsEnded => EndedAt is not null;

    internal ReplayRun With(ReplayedBatch batch, int most)
    {
        var found = batch.Cases.Where(c => c.Differences.Count > 0).ToList();
        return this with
        {
            Cases = Cases + batch.Cases.Count, Commands = Commands + batch.Cases.Sum(c => (long)c.Commands), Events = Events + batch.Cases.Sum(c => (long)c.Events), Different = Different + found.Count,
            After = batch.Until, Found = found.Count == 0 ? Found : [.. Found.Concat(found).Take(most)],
        };
    }
}
