namespace ApprovalFlow.Domain.Feeding;

/// <summary>How far one receiver is, and when it is tried again. Pure: whoever sends tells what came of it.</summary>
/// <param name="Delivered">Everything up to this number has been confirmed.</param>
/// <param name="Attempts">Failed ones in a row.</param>
public sealed record FeedDelivery(string Receiver, long Delivered, int Attempts, DateTimeOffset? FailingSince, DateTimeOffset? NextAt, string? Error, bool Stopped, DateTimeOffset? ConfirmedAt)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(5);
    /// <summary>A receiver that says so often in a row that it does not want what is sent will not want it by itself any more: a person looks.</summary>
    public const int MostRefusals = 20;
    /// <summary>Without anything new an empty batch goes out, so that silence means that the line is cut.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(1);
    /// <summary>Silence for so long is a cut: two heartbeats and the way.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(150);

    public static FeedDelivery New(string receiver) => new(receiver, 0, 0, null, null, null, false, null);

    /// <summary>Whether something is to be sent at an instant, given the highest number there is.</summary>
    public bool IsDue(DateTimeOffset now, long head) => !Stopped && (NextAt is { } next ? next <= now : Delivered < head || ConfirmedAt is null || now - ConfirmedAt >= Heartbeat);

    /// <summary>The receiver confirmed.</summary>
    /// <param name="have">The highest number up to which it has everything. Less than before when it was set back; more only when it pulled meanwhile.</param>
    public FeedDelivery Confirmed(long have, DateTimeOffset now) => this with { Delivered = have, Attempts = 0, FailingSince = null, NextAt = null, Error = null, ConfirmedAt = now };

    /// <summary>It could not be reached, did not answer in time, or answered with a fault of its own.</summary>
    public FeedDelivery Failed(string error, DateTimeOffset now) => this with
    {
        Attempts = Attempts + 1, FailingSince = FailingSince ?? now, Error = error, NextAt = now + Wait(Attempts + 1),
    };

    /// <summary>It answered that it does not want this (4xx).</summary>
    public FeedDelivery Refused(string error, DateTimeOffset now) => Failed(error, now) is var failed && failed.Attempts >= MostRefusals ? failed with { Stopped = true, NextAt = null } : failed;

    /// <summary>A person has seen to it.</summary>
    public FeedDelivery Resumed(DateTimeOffset now) => this with { Stopped = false, Attempts = 0, NextAt = now };

    /// <summary>Doubles from one second to five minutes.</summary>
    private static TimeSpan Wait(int attempts) => attempts > 9 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (attempts - 1)));
}
