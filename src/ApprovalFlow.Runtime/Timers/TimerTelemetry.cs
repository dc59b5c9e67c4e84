using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Timers;

/// <summary>What is told of timers that fire.</summary>
internal static class TimerTelemetry
{
    private static readonly Counter<long> Fired = Instruments.Counter("approvalflow.timers.fired", "{timer}", "Timers by what came of them: fired, moved (nothing to do yet), unwanted or failed.", "kind", "outcome");
    private static readonly Histogram<double> Lag = Instruments.Duration("approvalflow.timer.lag", "How long after its instant a timer was looked at.", "kind");
    private static readonly Span Fire = Instruments.Span("timer.fire", ActivityKind.Internal, "One timer; its command is below it.", "approvalflow.subject", "approvalflow.kind", "approvalflow.outcome", "error.type");

    public static Activity? Begin(TimerEntry timer, DateTimeOffset now)
    {
        Lag.Record(Math.Max(0, (now - timer.Due).TotalSeconds), new KeyValuePair<string, object?>("kind", KindOf(timer)));
        return Fire.Start()?.SetTag("approvalflow.subject", timer.CaseNumber).SetTag("approvalflow.kind", KindOf(timer));
    }

    public static void Ended(Activity? span, TimerEntry timer, string outcome)
    {
        span?.SetTag("approvalflow.outcome", outcome);
        Fired.Add(1, new("kind", KindOf(timer)), new("outcome", outcome));
    }

    private static string KindOf(TimerEntry timer) => timer.Kind == TimerEntry.Clock ? TimerEntry.Clock : TimerEntry.Bookmark;
}
