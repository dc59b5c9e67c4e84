using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Server.Telemetry;

namespace ApprovalFlow.Server.Desk;

/// <summary>全部重演: every case is decided again beside the daily work.</summary>
public sealed partial class ReplayDesk(ReplayVerifier verifier, TimeProvider time, IHostApplicationLifetime host, ILogger<ReplayDesk> logger) : BackgroundDesk<ReplayRun>(time, host)
{
    private const int MostCases = 50;

    protected override string Job => JobTelemetry.Replay;
    protected override int FaultsOf(ReplayRun run) => run.Different;

    /// <summary>One that broke off goes on where it was.</summary>
    protected override ReplayRun Begin(ReplayRun? last, string startedBy, DateTimeOffset at) => last is { Failed: true } ? last with { StartedBy = startedBy, Failed = false, EndedAt = null } : new(startedBy, at);

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var of = await verifier.CountAsync(cancellation);
        Go(n => n with { Of = of });
        await foreach (var batch in verifier.RunAsync(Now!.After, cancellation))
            Go(n => n.With(batch, MostCases));
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "The cases could not be decided again to the last one")]
    protected override partial void LogFailed(Exception exception);
}

/// <summary>How far a re-execution of all cases is, and what it found.</summary>
/// <param name="Of">Cases there are; 0: not counted yet.</param>
/// <param name="Different">How many cases differ; the first of them are in <see cref="Found"/>.</param>
public sealed record ReplayRun(string StartedBy, DateTimeOffset StartedAt, int Of = 0, int Cases = 0, long Commands = 0, long Events = 0, int Different = 0) : BackgroundRun(StartedBy, StartedAt)
{
    public string? After { get; init; }
    public IReadOnlyList<ReplayedCase> Found { get; init; } = [];

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
