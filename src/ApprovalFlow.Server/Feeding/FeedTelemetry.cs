using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Server.Feeding;

/// <summary>What is told of batches on their way to a receiver.</summary>
internal static class FeedTelemetry
{
    private static readonly Counter<long> Numbered = Instruments.Counter("approvalflow.feed.numbered", "{entry}", "Lines of the journal that got their place in the feed.");
    private static readonly Counter<long> Deliveries = Instruments.Counter("approvalflow.feed.deliveries", "{batch}", "Batches by what came of them: confirmed, or why not (http-STATUS, no-answer, unreachable, ahead).", "receiver", "outcome");
    private static readonly Histogram<double> Duration = Instruments.Duration("approvalflow.feed.duration", "From a batch's posting to the receiver's word.", "receiver", "outcome");
    private static readonly Span Push = Instruments.Span("feed.push", ActivityKind.Producer, "One batch; linked to the commands whose lines are in it.", "approvalflow.receiver", "approvalflow.entries", "approvalflow.outcome");

    public static void Counted(int lines) => Numbered.Add(lines);

    public static Activity? Begin(string receiver, FeedBatch batch) => Push.Under(default, Origins.Links(batch.Entries.Select(e => $"{e.Stream}/{e.First}")))?
        .SetTag("approvalflow.receiver", receiver).SetTag("approvalflow.entries", batch.Entries.Count);

    /// <param name="fault">Null: confirmed.</param>
    public static void Ended(Activity? span, string receiver, string? fault, long started)
    {
        span?.SetTag("approvalflow.outcome", fault ?? "confirmed");
        if (fault is not null)
            span?.SetStatus(ActivityStatusCode.Error);
        var tags = new TagList { { "receiver", receiver }, { "outcome", fault ?? "confirmed" } };
        Deliveries.Add(1, tags);
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }
}
