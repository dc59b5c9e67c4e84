using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;

namespace ApprovalFlow.Server.Feeding;

/// <summary>How the feed stands with each receiver, for page, interface and health.</summary>
public sealed class FeedDesk(FeedQuery feed, FeedDeliveries deliveries, FeedOptions options, FeedPulse pulse, TimeProvider time)
{
    public async Task<IReadOnlyList<FeedStanding>> ListAsync(CancellationToken cancellation = default)
    {
        List<FeedStanding> found = [];
        if (options.Receivers.Count == 0)
            return found;
        var (head, now) = (await feed.HeadAsync(cancellation), time.GetUtcNow());
        foreach (var receiver in options.Receivers)
        {
            var delivery = await deliveries.FindAsync(receiver.Name, cancellation);
            found.Add(new(receiver.Name, receiver.Url.Length > 0, delivery, head)
            {
                WaitingSince = delivery.Delivered < head ? await feed.WaitingSinceAsync(delivery.Delivered, cancellation) : null,
                FailingFor = delivery.FailingSince is { } since ? now - since : TimeSpan.Zero,
            });
        }
        return found;
    }

    /// <summary>Sends again what a receiver refused, or at once what waits for its next attempt; false: there is no such receiver.</summary>
    public async Task<bool> ResumeAsync(string receiver, CancellationToken cancellation = default)
    {
        if (options.Find(receiver) is not { Url.Length: > 0 })
            return false;
        await deliveries.SaveAsync((await deliveries.FindAsync(receiver, cancellation)).Resumed(time.GetUtcNow()), null, cancellation);
        pulse.Beat();
        return true;
    }
}

/// <param name="IsPushed">Batches are posted to it; else it pulls, and what it has is not known here.</param>
public sealed record FeedStanding(string Name, bool IsPushed, FeedDelivery Delivery, long Head)
{
    /// <summary>When the oldest entry that it has not confirmed could first have left.</summary>
    public DateTimeOffset? WaitingSince { get; init; }
    public TimeSpan FailingFor { get; init; }
    public long Behind => Math.Max(0, Head - Delivery.Delivered);
    /// <summary>ok, behind, failing, stopped or pull.</summary>
    public string State => !IsPushed ? "pull" : Delivery.Stopped ? "stopped" : Delivery.FailingSince is not null ? "failing" : Behind > 0 ? "behind" : "ok";
}
