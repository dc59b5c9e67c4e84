namespace ApprovalFlow.Domain.Versions;

/// <summary>When one version of a flow is used.</summary>
public interface IScheduledVersion
{
    string DefinitionId { get; }
    int Version { get; }
    string? Region { get; }
    DateOnly? EffectiveFrom { get; }
    DateOnly? RetiredFrom { get; }
}

/// <summary>Which version of a flow an application is accepted under.</summary>
public static class VersionSchedule
{
    /// <summary>
    /// The version in force on a day: of the county's own where there is one, otherwise the common one; of those that have taken effect the
    /// one that took effect last. A retired version is not followed by its predecessor, unless it was retired before it ever took effect.
    /// </summary>
    public static T? InForce<T>(IEnumerable<T> versions, DateOnly day, string? region = null) where T : class, IScheduledVersion
    {
        var begun = versions.Where(v => (v.Region is null || v.Region == region) && (v.EffectiveFrom ?? DateOnly.MinValue) <= day && !NeverInForce(v)).ToList();
        return Last(begun.Where(v => v.Region is not null), day) ?? Last(begun.Where(v => v.Region is null), day);
    }

    /// <summary>Retired before its first day.</summary>
    public static bool NeverInForce(IScheduledVersion version) => version.RetiredFrom is { } end && end <= (version.EffectiveFrom ?? DateOnly.MinValue);

    private static T? Last<T>(IEnumerable<T> versions, DateOnly day) where T : class, IScheduledVersion =>
        versions.MaxBy(v => (v.EffectiveFrom ?? DateOnly.MinValue, v.Version)) is { } last && (last.RetiredFrom is null || last.RetiredFrom > day) ? last : null;
}
