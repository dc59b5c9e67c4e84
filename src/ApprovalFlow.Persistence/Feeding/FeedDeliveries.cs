using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Feeding;

/// <summary>How far each receiver is; one process at a time sends to it.</summary>
public sealed class FeedDeliveries(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    /// <summary>Longer than any request may take; a process that dies gives a receiver free after it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task<FeedDelivery> FindAsync(string receiver, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.FeedDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Receiver == receiver, cancellation) is { } row ? Of(row) : FeedDelivery.New(receiver);
    }

    /// <summary>Takes a receiver for this process; null when another has it.</summary>
    public async Task<FeedDelivery?> LeaseAsync(string receiver, string by, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        if (!await context.FeedDeliveries.AnyAsync(d => d.Receiver == receiver, cancellation))
        {
            context.FeedDeliveries.Add(new() { Receiver = receiver });
            try
            {
                await context.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException)
            {
                context.ChangeTracker.Clear();
            }
        }
        var until = now + Lease;
        return await context.FeedDeliveries.Where(d => d.Receiver == receiver && (d.LeasedBy == by || d.LeasedUntil == null || d.LeasedUntil < now))
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.LeasedBy, by).SetProperty(d => d.LeasedUntil, until), cancellation) == 0
            ? null : Of(await context.FeedDeliveries.AsNoTracking().FirstAsync(d => d.Receiver == receiver, cancellation));
    }

    /// <summary>Writes down what came of sending. Whoever lost the lease meanwhile writes nothing.</summary>
    /// <param name="by">Null: a person, whoever has the lease.</param>
    public async Task SaveAsync(FeedDelivery delivery, string? by, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var error = delivery.Error is { Length: > 1_000 } text ? text[..1_000] : delivery.Error;
        await context.FeedDeliveries.Where(d => d.Receiver == delivery.Receiver && (by == null || d.LeasedBy == by)).ExecuteUpdateAsync(u => u
            .SetProperty(d => d.Delivered, delivery.Delivered).SetProperty(d => d.Attempts, delivery.Attempts).SetProperty(d => d.FailingSince, delivery.FailingSince).SetProperty(d => d.NextAt, delivery.NextAt)
            .SetProperty(d => d.Error, error).SetProperty(d => d.Stopped, delivery.Stopped).SetProperty(d => d.ConfirmedAt, delivery.ConfirmedAt), cancellation);
    }

    private static FeedDelivery Of(StoredFeedDelivery row) => new(row.Receiver, row.Delivered, row.Attempts, row.FailingSince, row.NextAt, row.Error, row.Stopped, row.ConfirmedAt);
}
