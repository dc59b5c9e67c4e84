using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Notifications;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Messages in the database. They are few beside events, so EF Core writes them.</summary>
internal sealed class MessageStore(IDbContextFactory<ApprovalFlowContext> contexts) : IMessageStore
{
    public async Task<int> AddAsync(IReadOnlyList<Message> messages, CancellationToken cancellation = default)
    {
        for (var again = false; ; again = true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var keys = messages.Select(m => m.Key).ToList();
            var there = (await context.Messages.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
            var missing = messages.Where(m => !there.Contains(m.Key)).DistinctBy(m => m.Key).ToList();
            context.Messages.AddRange(missing.Select(Row));
            try
            {
                await context.SaveChangesAsync(cancellation);
                return missing.Count;
            }
            catch (DbUpdateException) when (!again)
            {
                // Another process wrote one of them at the same moment: what is left is written now.
            }
        }
    }

    public async Task<IReadOnlyList<Message>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var due = await context.Messages.AsNoTracking().Where(m => m.DueAt <= now).OrderBy(m => m.DueAt).Take(batch).ToListAsync(cancellation);
        List<Message> claimed = [];
        foreach (var row in due)
        {
            var message = View(row);
            var next = message.Next(message.Delivery with { DueAt = now + lease });
            var (key, version) = (row.Key, row.Version);
            if (await context.Messages.Where(m => m.Key == key && m.Version == version).ExecuteUpdateAsync(u => u.SetProperty(m => m.DueAt, next.Delivery.DueAt).SetProperty(m => m.Version, next.Version), cancellation) == 1)
                claimed.Add(next);
        }
        return claimed;
    }

    public async Task<bool> SaveAsync(Message next, MessageStep? step, CancellationToken cancellation = default)
    {
        var (key, before, d) = (next.Key, next.Version - 1, next.Delivery);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var stored = await context.Messages.Where(m => m.Key == key && m.Version == before).ExecuteUpdateAsync(u => u
            .SetProperty(m => m.State, d.State).SetProperty(m => m.DueAt, d.DueAt).SetProperty(m => m.Attempts, d.Attempts).SetProperty(m => m.Reason, d.Reason)
            .SetProperty(m => m.SentAt, d.SentAt).SetProperty(m => m.DeliveredAt, d.DeliveredAt).SetProperty(m => m.NotHeldSince, d.NotHeldSince).SetProperty(m => m.Version, next.Version), cancellation);
        if (stored == 0)
            return false;
        if (step is not null)
        {
            context.MessageSteps.Add(new() { MessageKey = key, Version = next.Version, At = step.At, What = step.What, Reason = step.Reason, By = step.By });
            await context.SaveChangesAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public async Task<Message?> FindAsync(string key, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Key == key, cancellation) is { } row ? View(row) : null;
    }

    public async Task<IReadOnlyList<MessageStep>> StepsAsync(string key, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.MessageSteps.AsNoTracking().Where(s => s.MessageKey == key).OrderBy(s => s.Version).ToListAsync(cancellation)).ConvertAll(s => new MessageStep(s.At, s.What, s.Reason, s.By));
    }

    public async Task<int> CountSentAsync(string channel, string address, DateTimeOffset since, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Messages.CountAsync(m => m.Address == address && m.Channel == channel
            && (m.SentAt >= since || m.State == DeliveryState.Sending || m.State == DeliveryState.Unknown), cancellation);
    }

    private static StoredMessage Row(Message m) => new()
    {
        Key = m.Key, EventKey = m.EventKey, EventName = m.EventName, CaseNumber = m.CaseNumber, RecipientId = m.RecipientId, Channel = m.Channel, Address = m.Address, Class = m.Class,
        TemplateId = m.TemplateId, TemplateVersion = m.TemplateVersion, Chinese = m.Chinese, Subject = m.Subject, Text = m.Text, At = m.At, State = m.Delivery.State, DueAt = m.Delivery.DueAt,
        Attempts = m.Delivery.Attempts, Reason = m.Delivery.Reason, SentAt = m.Delivery.SentAt, DeliveredAt = m.Delivery.DeliveredAt, NotHeldSince = m.Delivery.NotHeldSince, Version = m.Version,
    };

    internal static Message View(StoredMessage m) => new(
        m.EventKey, m.EventName, m.CaseNumber, m.RecipientId, m.Channel, m.Address, m.Class, m.TemplateId, m.TemplateVersion, m.Chinese, m.Subject, m.Text, m.At,
        new(m.State, m.DueAt) { Attempts = m.Attempts, Reason = m.Reason, SentAt = m.SentAt, DeliveredAt = m.DeliveredAt, NotHeldSince = m.NotHeldSince }) { Version = m.Version };
}
