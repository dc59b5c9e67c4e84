using ApprovalFlow.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Outbox;

/// <summary>Delivers outbox messages: at least once, in order per case, never dropped.</summary>
/// <remarks>A message whose delivery fails comes again after a pause that doubles up to an hour; the later messages of its case wait for it.
/// Several processes may dispatch at once.</remarks>
public sealed partial class OutboxDispatcher(IOutboxStore store, IEnumerable<IOutboxHandler> handlers, TimeProvider time, ILogger<OutboxDispatcher> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly ILookup<string, IOutboxHandler> handlersByTopic = handlers.ToLookup(h => h.Topic);

    /// <summary>Delivers what is ready, a message per case. Answers how many were claimed; none means that nothing is ready.</summary>
    public async Task<int> DispatchAsync(int batch, CancellationToken cancellation = default)
    {
        var messages = await store.ClaimAsync(time.GetUtcNow(), Lease, batch, cancellation);
        foreach (var message in messages)
            await DeliverAsync(message, cancellation);
        return messages.Count;
    }

    private async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var topic = handlersByTopic.Contains(message.Topic) ? message.Topic : "other";
        using var span = OutboxTelemetry.Begin(message, topic);
        try
        {
            foreach (var handler in handlersByTopic[message.Topic])
                await handler.HandleAsync(message, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            span.Fail(e);
            OutboxTelemetry.Ended(topic, delivered: false);
            var pause = TimeSpan.FromSeconds(Math.Min(3_600, Math.Pow(2, Math.Min(message.Attempts, 12))));
            LogFailed(e, message.Key, message.Topic, message.Attempts + 1, pause);
            await store.FailedAsync(message, e.Message, time.GetUtcNow() + pause, cancellation);
            return;
        }
        await store.DoneAsync(message, cancellation);
        OutboxTelemetry.Ended(topic, delivered: true);
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Outbox message {Key} ({Topic}) failed at attempt {Attempt}; next try in {Pause}")]
    private partial void LogFailed(Exception exception, string key, string topic, int attempt, TimeSpan pause);
}
