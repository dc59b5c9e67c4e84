using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>What is told of group commits: each caller's wait, and the transaction that several may share.</summary>
internal static class CommitTelemetry
{
    private static readonly Histogram<double> Wait = Instruments.Duration("approvalflow.commit.wait", "From a commit's queueing until a transaction takes it along.");
    private static readonly Histogram<double> Duration = Instruments.Duration("approvalflow.commit.duration", "One transaction, flush and all: stored, conflict, repeated or failed.", "outcome");
    private static readonly Histogram<long> Size = Instruments.Sizes("approvalflow.commit.size", "{command}", "Commands that one transaction carried.", "outcome");
    private static readonly Span Append = Instruments.Span("journal.append", ActivityKind.Internal, "One command's commit, waiting included.");
    private static readonly Span Transaction = Instruments.Span("journal.transaction", ActivityKind.Client, "The transaction, under the first commit that it carries and linked to the others.", "approvalflow.size", "approvalflow.outcome");

    public static Activity? BeginAppend() => Append.Start();

    public static void Waited(long since)
    {
        if (Wait.Enabled)
            Wait.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }

    /// <param name="appends">Of those that are traced; whoever leads the group may be none of them.</param>
    public static Activity? BeginTransaction(IReadOnlyList<ActivityContext> appends) =>
        appends.Count == 0 ? null : Transaction.Under(appends[0], appends.Skip(1).Select(c => new ActivityLink(c)));

    public static void Ended(Activity? span, long started, int size, string outcome)
    {
        span?.SetTag("approvalflow.size", size).SetTag("approvalflow.outcome", outcome);
        if (outcome == "failed")
            span?.SetStatus(ActivityStatusCode.Error);
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        Size.Record(size, tag);
        if (Duration.Enabled)
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tag);
    }

    public static string NameOf(CommitOutcome outcome) => outcome switch { CommitOutcome.Stored => "stored", CommitOutcome.Conflict => "conflict", _ => "repeated" };
}
