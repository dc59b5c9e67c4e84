using System.Collections.Frozen;
using ApprovalFlow.Domain.Retention;

namespace ApprovalFlow.Server.Desk;

public static partial class Refusals
{
    private static readonly FrozenSet<string> retentionForbidden = FrozenSet.ToFrozenSet(["retention-not-administrator", "retention-not-second", "retention-same-person", "retention-own-case"]),
        retentionUnfit = FrozenSet.ToFrozenSet(["retention-ground-unknown", "retention-reason-required", "retention-text-too-long", "retention-names-person"]);

    private static int? RetentionStatusOf(string code) =>
        retentionForbidden.Contains(code) ? StatusCodes.Status403Forbidden
        : retentionUnfit.Contains(code) ? StatusCodes.Status422UnprocessableEntity
        : RedactionText.Codes.Contains(code) ? StatusCodes.Status409Conflict : null;
}
