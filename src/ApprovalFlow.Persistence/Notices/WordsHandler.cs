using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Persistence.Notices;

/// <summary>Words that a flow (<c>Approval.Notify</c>) or a trip asks to be said become messages.</summary>
public sealed class WordsHandler(ICaseStore store, MessageWriter writer) : IOutboxHandler
{
    public string Topic => NotifyActivity.Emission;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var payload = PayloadOf(message.Payload);
        // A flow's words lie in its case's queue; those of a trip or a packet have one of their own and name the case they are for.
        var number = payload.ContainsKey("trip") || payload.ContainsKey("packet") ? payload.GetValueOrDefault("caseNumber") : message.CaseNumber;
        var state = number is { Length: > 0 } && await store.LoadAsync(number, after: 0, cancellation) is { } stream ? CaseState.Fold(stream.Events.Select(e => e.ToRecord())) : null;
        if (MessageRules.OfNotice(payload, number) is { } telling)
            await writer.WriteAsync(new(message.Key, "notify", number ?? payload.GetValueOrDefault("packet") ?? payload.GetValueOrDefault("trip", message.CaseNumber), message.At, state), [telling], cancellation);
    }

    /// <summary>Whatever an expression made of an input: only texts and numbers can be said.</summary>
    private static Dictionary<string, string> PayloadOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var payload = new Dictionary<string, string>(StringComparer.Ordinal);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("payload", out var members) && members.ValueKind == JsonValueKind.Object)
            foreach (var member in members.EnumerateObject())
                if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    payload[member.Name] = member.Value.ToString();
        return payload;
    }
}
