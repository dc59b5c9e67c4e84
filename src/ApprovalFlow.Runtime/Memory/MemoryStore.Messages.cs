using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;

namespace ApprovalFlow.Runtime.Memory;

public sealed partial class MemoryStore : IMessageStore
{
    private readonly Dictionary<string, (Message Message, List<MessageStep> Steps)> messages = new(StringComparer.Ordinal);

    public Task<int> AddAsync(IReadOnlyList<Message> messages, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(messages.Count(m => this.messages.TryAdd(m.Key, (m, []))));
    }

    Task<IReadOnlyList<Message>> IMessageStore.ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation)
    {
        lock (gate)
        {
            List<Message> claimed = [.. messages.Values.Select(m => m.Message).Where(m => m.Delivery.DueAt <= now).OrderBy(m => m.Delivery.DueAt).Take(batch).Select(m => m.Next(m.Delivery with { DueAt = now + lease }))];
            foreach (var message in claimed)
                messages[message.Key] = (message, messages[message.Key].Steps);
            return Task.FromResult<IReadOnlyList<Message>>(claimed);
        }
    }

    public Task<bool> SaveAsync(Message next, MessageStep? step, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            if (!messages.TryGetValue(next.Key, out var row) || row.Message.Version != next.Version - 1)
                return Task.FromResult(false);
            if (step is not null)
                row.Steps.Add(step);
            messages[next.Key] = (next, row.Steps);
            return Task.FromResult(true);
        }
    }

    Task<Message?> IMessageStore.FindAsync(string key, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(messages.TryGetValue(key, out var row) ? row.Message : null);
    }

    public Task<IReadOnlyList<MessageStep>> StepsAsync(string key, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<MessageStep>>(messages.TryGetValue(key, out var row) ? [.. row.Steps] : []);
    }

    public Task<int> CountSentAsync(string channel, string address, DateTimeOffset since, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(messages.Values.Select(m => m.Message).Count(m => m.Channel == channel && m.Address == address
                && (m.Delivery.SentAt >= since || m.Delivery.State is DeliveryState.Sending or DeliveryState.Unknown)));
    }
}
