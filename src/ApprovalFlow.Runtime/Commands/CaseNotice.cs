using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Events that somebody is told of (<see cref="Domain.Notifications.MessageRules"/>) leave through the outbox like every effect: one message for all that one command has to tell.</summary>
public static class CaseNotice
{
    public const string Topic = "Notice";

    internal static string PayloadOf(long last) => string.Create(CultureInfo.InvariantCulture, $$"""{"last":{{last}}}""");

    /// <summary>Position of the last event that the message may be about; the first is its own.</summary>
    public static long LastOf(OutboxMessage message)
    {
        // Messages of earlier releases carry their one event's data.
        using var payload = JsonDocument.Parse(message.Payload);
        return payload.RootElement.TryGetProperty("last", out var last) && last.TryGetInt64(out var position) ? position : message.Sequence;
    }
}
