using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Server.Telemetry;

/// <summary>What is told of long work beside the daily one: closing a page of the ledger, verification, replay, what-if, a batch of a migration, pruning.</summary>
internal static class JobTelemetry
{
    public const string Ledger = "ledger", Verification = "verification", Replay = "replay", WhatIf = "what-if", Migration = "migration", Housekeeping = "housekeeping";

    private static readonly Histogram<double> Duration = Instruments.Duration("approvalflow.job.duration", "Long work by how it ended: done, failed or stopped (asked to, or the server stops).", "job", "outcome");
    private static readonly Gauge<double> Faults = Instruments.Gauge("approvalflow.job.faults", "{fault}", "What the last complete run found: faults in the journal (verification), cases that differ (replay).", "job");
    private static readonly Span Job = Instruments.Span("job", ActivityKind.Internal, "One run.", "approvalflow.job", "approvalflow.outcome", "error.type");

    public static async Task RunAsync(string job, Func<Task> work, Func<int?>? faults = null)
    {
        await RunAsync(job, async () => { await work(); return true; });
        if (faults?.Invoke() is { } found)
            Faults.Record(found, new KeyValuePair<string, object?>("job", job));
    }

    public static async Task<TResult> RunAsync<TResult>(string job, Func<Task<TResult>> work, Func<TResult, bool>? counts = null)
    {
        using var span = Job.Under(default)?.SetTag("approvalflow.job", job);
        var (started, outcome) = (Stopwatch.GetTimestamp(), "failed");
        var told = true;
        try
        {
            var result = await work();
            (outcome, told) = ("done", counts?.Invoke(result) ?? true);
            return result;
        }
        catch (OperationCanceledException)
        {
            outcome = "stopped";
            throw;
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw;
        }
        finally
        {
            span?.SetTag("approvalflow.outcome", outcome);
            // A look that found nothing to do is no work.
            if (!told && span is not null)
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            if (told)
                Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("job", job), new("outcome", outcome));
        }
    }
}
