using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>What a plan says: which cases go over from which versions to which, by which map, and why.</summary>
/// <param name="Sources">The versions that are left, each with its map.</param>
/// <param name="Cases">Case numbers, in the order in which they go over.</param>
public sealed record PlanContent(VersionName Target, IReadOnlyList<PlanSource> Sources, IReadOnlyList<string> Cases, string Reason)
{
    public const int UsualBatch = 50, LargestBatch = 500, MostCases = 10_000, LongestReason = 2_000;

    /// <summary>How many cases are recorded together.</summary>
    public int BatchSize { get; init; } = UsualBatch;

    public PlanSource? SourceOf(string hash) => Sources.FirstOrDefault(s => s.Version.Hash == hash);
}

/// <param name="Map">Where activities stand in the version gone over to, by path; those that are not named keep their id.</param>
public sealed record PlanSource(VersionName Version, IReadOnlyDictionary<string, string?> Map);
