using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Server.Telemetry;

namespace ApprovalFlow.Server.Desk;

/// <summary>全部校验: goes through the ledger and every event beside the daily work.</summary>
public sealed partial class VerificationDesk(LedgerKeeper keeper, LedgerKeys keys, LedgerVerifier pages, ChainVerifier chains, TimeProvider time, IHostApplicationLifetime host, ILogger<VerificationDesk> logger)
    : BackgroundDesk<Verification>(time, host)
{
    private const int MostProblems = 200;

    protected override string Job => JobTelemetry.Verification;
    protected override int FaultsOf(Verification run) => run.Found;

    protected override Verification Begin(Verification? last, string startedBy, DateTimeOffset at) => new(startedBy, at);

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        if (await keeper.FindAsync(1, cancellation) is { } first)
        {
            if (keys.Find(first.Entry.KeyId) is not { } key)
                Go(n => n.With([$"Expected the key that signs page 1 of the ledger ({first.Entry.KeyId}) in the key folder, but it is not there."], MostProblems));
            else
                await foreach (var page in pages.VerifyAsync(key, cancellation: cancellation))
                    Go(n => n.With(page.Problems, MostProblems) with { Pages = n.Pages + 1 });
        }
        await foreach (var batch in chains.VerifyAsync(cancellation: cancellation))
            Go(n => n.With([.. batch.Streams.SelectMany(s => s.Problems)], MostProblems) with { Streams = n.Streams + batch.Streams.Count, Events = n.Events + batch.Streams.Sum(s => (long)s.Events) });
    }

    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "The journal could not be checked to its end")]
    protected override partial void LogFailed(Exception exception);
}

/// <summary>How far a check of the whole journal is, and what it found.</summary>
/// <param name="Found">How many faults; the first of them are in <see cref="Problems"/>.</param>
public sealed record Verification(string StartedBy, DateTimeOffset StartedAt, int Pages = 0, int Streams = 0, long Events = 0, int Found = 0) : BackgroundRun(StartedBy, StartedAt)
{
    public IReadOnlyList<string> Problems { get; init; } = [];

    internal Verification With(IReadOnlyList<string> found, int most) => found.Count == 0 ? this : this with { Found = Found + found.Count, Problems = [.. Problems.Concat(found).Take(most)] };
}
