using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Outbox;

/// <summary>What is told of deliveries from the outbox. A topic that nobody handles has a name that a definition gave it, and is told as <c>other</c>.</summary>
internal static class OutboxTelemetry
{
    private static readonly Counter<long> Deliveries = Instruments.Counter("approvalflow.outbox.deliveries", "{delivery}", "Deliveries by how they ended: delivered or failed.", "topic", "outcome");
    private static readonly Span Deliver = Instruments.Span("outbox.deliver", ActivityKind.Consumer, "One attempt to deliver, under the command that asked for it.", "approvalflow.subject", "approvalflow.topic", "approvalflow.attempts", "error.type");

    public static Activity? Begin(OutboxMessage message, string topic) => Deliver.Under(Origins.Of(message.Key))?.SetTag("approvalflow.subject", message.CaseNumber).SetTag("approvalflow.topic", topic).SetTag("approvalflow.attempts", message.Attempts + 1);

    public static void Ended(string topic, bool delivered) => Deliveries.Add(1, new("topic", topic), new("outcome", delivered ? "delivered" : "failed"));
}
