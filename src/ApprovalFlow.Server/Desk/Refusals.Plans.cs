using System.Collections.Frozen;
using ApprovalFlow.Domain.Migrating;

namespace ApprovalFlow.Server.Desk;

public static partial class Refusals
{
    private static readonly FrozenSet<string>
        planForbidden = FrozenSet.ToFrozenSet(["plan-not-administrator", "plan-author-signs", "plan-undo-same-person"]),
        planConflicts = FrozenSet.ToFrozenSet(["plan-exists", "plan-stage", "plan-dry-run-required", "plan-dry-run-outdated", "plan-nothing-to-migrate", "plan-nothing-to-undo", "plan-signed-already", "plan-busy"]);

    private static int? PlanStatusOf(string code) =>
        code is "plan-unknown" or "plan-version-unknown" ? StatusCodes.Status404NotFound
        : planForbidden.Contains(code) ? StatusCodes.Status403Forbidden
        : planConflicts.Contains(code) ? StatusCodes.Status409Conflict
        : PlanText.Codes.Contains(code) ? StatusCodes.Status422UnprocessableEntity : null;
}
