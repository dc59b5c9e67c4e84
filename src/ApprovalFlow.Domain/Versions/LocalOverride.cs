namespace ApprovalFlow.Domain.Versions;

/// <summary>A county's own definition of a flow beside the common one that it was branched from: used for applications accepted for that county, while all others follow the common one.</summary>
/// <param name="Known">The version of the parent that it has last taken in.</param>
/// <param name="Behind">Versions that the parent has published since, whether in force already or not.</param>
/// <param name="LastVersion">Its own last version; 0: a draft only, so its county still follows the common one.</param>
public sealed record LocalOverride(string DefinitionId, string? Region, int Known, int Behind, int LastVersion)
{
    /// <summary>Null: not a branch of this parent.</summary>
    public static LocalOverride? Of(LifeState branch, LifeState parent) =>
        branch.Parent is { } known && known.DefinitionId == parent.DefinitionId
            ? new(branch.DefinitionId, branch.Region, known.Version, parent.Versions.Count(v => v.Number > known.Version), branch.Latest?.Number ?? 0)
            : null;
}
