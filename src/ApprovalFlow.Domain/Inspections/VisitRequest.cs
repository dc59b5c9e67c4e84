namespace ApprovalFlow.Domain.Inspections;

/// <summary>Where and between which days a leg wants its visit.</summary>
/// <param name="From">First day that suits, inclusive.</param>
/// <param name="To">Last day that suits, inclusive (限期踏勘).</param>
public sealed record VisitRequest(string Site, DateOnly From, DateOnly To)
{
    public string? Reason { get; init; }

    /// <summary>The same site however it was typed: without spaces, punctuation and case.</summary>
    public static string SiteKey(string site) =>
        new string([.. site.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
}

/// <summary>Where a proposal stands.</summary>
public enum VisitStatus
{
    /// <summary>待合并: the lead may take it into a trip.</summary>
    Open,
    /// <summary>已安排: a trip has it.</summary>
    Arranged,
    /// <summary>已出意见: the trip's opinion has come.</summary>
    Concluded,
    Withdrawn,
    /// <summary>Its task ended in another way.</summary>
    Lapsed,
}
