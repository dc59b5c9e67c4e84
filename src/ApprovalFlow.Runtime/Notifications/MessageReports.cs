using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Runtime.Notifications;

/// <summary>What changes a message from outside the sending: a gateway's report, and a person who has it tried again.</summary>
public sealed class MessageReports(IMessageStore store, TimeProvider time)
{
    /// <summary>False when there is no such message.</summary>
    public async Task<bool> ReportAsync(string key, DeliveryReport report, CancellationToken cancellation = default)
    {
        MessageTelemetry.Reported(NameOf(report));
        while (await store.FindAsync(key, cancellation) is { } message)
        {
            var now = time.GetUtcNow();
            var next = message.Delivery.Reported(report, now);
            if (next == message.Delivery || await store.SaveAsync(message.Next(next), new(now, $"report-{NameOf(report)}"), cancellation))
                return true;
        }
        return false;
    }

    /// <summary>Tries a message again that was given up.</summary>
    public async Task<Rejection?> RetryAsync(string key, Actor by, CancellationToken cancellation = default)
    {
        while (await store.FindAsync(key, cancellation) is { } message)
        {
            if (!message.Delivery.MayBeRetried)
                return new("message-not-dead", $"Expected message '{key}' to be given up, but it is {message.Delivery.State}.");
            var now = time.GetUtcNow();
            if (await store.SaveAsync(message.Next(message.Delivery.Retried(now)), new(now, "retried", By: by.Name), cancellation))
                return null;
        }
        return new("message-unknown", $"Expected a message '{key}', but there is none.");
    }

    private static string NameOf(DeliveryReport report) => report switch { DeliveryReport.Delivered => "delivered", DeliveryReport.Undeliverable => "undeliverable", _ => "underway" };
}
