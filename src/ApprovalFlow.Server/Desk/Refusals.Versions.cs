using System.Collections.Frozen;
using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Server.Desk;

public static partial class Refusals
{
    private static readonly FrozenSet<string>
        lifeMissing = FrozenSet.ToFrozenSet(["definition-not-found", "version-unknown", "draft-unknown"]),
        lifeForbidden = FrozenSet.ToFrozenSet(["not-designer", "not-publisher", "author-reviews"]),
        lifeConflicts = FrozenSet.ToFrozenSet(
        [
            "draft-exists", "draft-stale", "draft-in-review", "draft-not-in-review", "flow-taken", "nothing-changed", "base-moved", "merge-not-newer", "comparison-outdated",
            "review-approved-already", "approval-required", "version-retired", "version-immutable", "nothing-to-merge", "definition-busy",
        ]);

    private static int? LifeStatusOf(string code) =>
        lifeMissing.Contains(code) ? StatusCodes.Status404NotFound
        : lifeForbidden.Contains(code) ? StatusCodes.Status403Forbidden
        : lifeConflicts.Contains(code) ? StatusCodes.Status409Conflict
        : LifeText.Codes.Contains(code) ? StatusCodes.Status422UnprocessableEntity : null;
}
