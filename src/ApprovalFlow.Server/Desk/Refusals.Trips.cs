using System.Collections.Frozen;

namespace ApprovalFlow.Server.Desk;

public static partial class Refusals
{
    private static readonly FrozenSet<string>
        missing = FrozenSet.ToFrozenSet(["trip-unknown", "leg-unknown", "officer-unknown", "body-unknown", "photo-unknown"]),
        forbidden = FrozenSet.ToFrozenSet(["not-lead", "not-of-body", "not-named", "officer-own-case"]),
        conflicts = FrozenSet.ToFrozenSet(
        [
            "trip-exists", "trip-begun", "trip-not-begun", "trip-not-ended", "trip-not-concluded", "trip-concluded", "trip-canceled", "trip-pending", "trip-busy", "trip-key-reused",
            "visit-over", "visit-proposed-already", "visit-not-proposed", "second-visit-refused", "leg-twice", "last-leg", "invited-already", "not-invited", "officer-busy", "officer-named-twice",
            "checked-in-already", "not-checked-in", "day-not-come", "day-over", "finding-signed-already", "photo-twice", "rectification-once", "revisit-not-needed", "bodies-may-come",
        ]);

    private static int TripStatusOf(string code) =>
        missing.Contains(code) ? StatusCodes.Status404NotFound
        : forbidden.Contains(code) ? StatusCodes.Status403Forbidden
        : conflicts.Contains(code) ? StatusCodes.Status409Conflict
        : StatusCodes.Status422UnprocessableEntity;
}
