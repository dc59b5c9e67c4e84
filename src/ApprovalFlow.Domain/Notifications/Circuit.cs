namespace ApprovalFlow.Domain.Notifications;

/// <summary>Whether a gateway is worth asking. After several failures in a row it is left alone for a while, and one message tries it then.</summary>
public sealed record Circuit
{
    private const int Tolerated = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromMinutes(5);

    public int Failures { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? OpenUntil { get; init; }
    public string? Reason { get; init; }

    /// <summary>The gateway does not take messages: told once, not once for each message.</summary>
    public bool IsBroken => Failures >= Tolerated;

    public bool Allows(DateTimeOffset now) => OpenUntil is not { } until || now >= until;

    /// <summary>A gateway that refuses one message works; one that takes none, or does not answer, may not.</summary>
    public Circuit After(AttemptOutcome outcome, DateTimeOffset now)
    {
        var reason = outcome switch { AttemptOutcome.NotTaken e => e.Reason, AttemptOutcome.Unanswered e => e.Reason, _ => null };
        if (reason is null)
            return new();
        var failures = Failures + 1;
        var pause = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(failures - Tolerated, 0, 20))));
        return new() { Failures = failures, Since = Since ?? now, Reason = reason, OpenUntil = failures >= Tolerated ? now + pause : null };
    }
}
