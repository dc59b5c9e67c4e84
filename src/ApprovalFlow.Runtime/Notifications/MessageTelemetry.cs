using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Notifications;

/// <summary>What is told of messages to people: channels, codes and counts, never to whom or in which words.</summary>
internal static class MessageTelemetry
{
    private static readonly Counter<long> Attempts = Instruments.Counter("approvalflow.message.attempts", "{attempt}", "Attempts to send by how they ended: accepted, refused, not-taken, unanswered, no-gateway; with the reason's code.", "channel", "outcome", "reason");
    private static readonly Histogram<double> Duration = Instruments.Duration("approvalflow.message.duration", "How long a gateway took to answer.", "channel", "outcome");
    private static readonly Counter<long> Reports = Instruments.Counter("approvalflow.message.reports", "{report}", "Delivery reports that gateways sent: delivered, undeliverable, underway.", "report");
    private static readonly Span Send = Instruments.Span("message.send", ActivityKind.Producer, "One attempt to hand a message to its gateway, under the delivery that wrote it.", "approvalflow.subject", "approvalflow.channel", "approvalflow.template", "approvalflow.outcome", "approvalflow.reason", "approvalflow.attempts");

    public static Activity? Begin(Message message) => Send.Under(Origins.Of(message.Key))?
        .SetTag("approvalflow.subject", message.CaseNumber).SetTag("approvalflow.channel", message.Channel).SetTag("approvalflow.template", message.TemplateId).SetTag("approvalflow.attempts", message.Delivery.Attempts);

    public static void Ended(Activity? span, string channel, AttemptOutcome outcome, string? reason, long started)
    {
        span?.SetTag("approvalflow.outcome", outcome.Name).SetTag("approvalflow.reason", reason);
        if (outcome is AttemptOutcome.Refused or AttemptOutcome.NotTaken or AttemptOutcome.Unanswered)
            span?.SetStatus(ActivityStatusCode.Error);
        var tags = new TagList { { "channel", channel }, { "outcome", outcome.Name } };
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        if (reason is not null)
            tags.Add("reason", reason);
        Attempts.Add(1, tags);
    }

    public static void Reported(string report) => Reports.Add(1, new KeyValuePair<string, object?>("report", report));
}
