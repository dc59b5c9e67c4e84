using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>What several bodies come together for.</summary>
public enum TripKind
{
    /// <summary>联合踏勘: one visit to the site.</summary>
    Inspection,
    /// <summary>联合评估: one panel over the technical reports (环评、能评、水保).</summary>
    Evaluation,
    /// <summary>联席会议: minutes, opinions and a decision for each case.</summary>
    Meeting,
}

/// <summary>How a kind of trip is held.</summary>
/// <param name="OfficersPerBody">行政许可法第三十四条: a check of substance is made by two officers or more.</param>
/// <param name="NoticeWorkingDays">Working days between the invitation and the day itself.</param>
/// <param name="OpinionDueWorkingDays">Working days after the day within which the opinion is given.</param>
/// <param name="OfficerRoles">Who may be named.</param>
public sealed record TripRules(int OfficersPerBody, int NoticeWorkingDays, int OpinionDueWorkingDays, IReadOnlyList<string> OfficerRoles)
{
    /// <summary>Those who convene for the lead and answer for a body.</summary>
    public static IReadOnlyList<string> Speakers { get; } = ["inspector", "reviewer", "expert", "chief-representative"];

    private static readonly TripRules Inspection = new(2, 2, 1, ["inspector"]);
    private static readonly TripRules Evaluation = new(1, 2, 1, ["expert", "reviewer", "inspector"]);
    private static readonly TripRules Meeting = new(1, 3, 1, ["inspector", "reviewer", "expert", "chief-representative", "city-leader", "window-clerk"]);

    public static TripRules For(TripKind kind) => kind switch
    {
        TripKind.Inspection => Inspection,
        TripKind.Evaluation => Evaluation,
        TripKind.Meeting => Meeting,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), $"Expected a known kind of trip, but got {kind}."),
    };

    /// <summary>The kind that serves a task; null when the task needs none.</summary>
    public static TripKind? KindFor(string activityType) => activityType switch
    {
        TaskTypes.JointInspection or TaskTypes.SiteInspection => TripKind.Inspection,
        "Approval.ExpertReview" => TripKind.Evaluation,
        _ => null,
    };

    /// <summary>Who answers for the lead's part.</summary>
    public static string LeadRole(TripKind kind) => kind switch { TripKind.Inspection => "inspector", TripKind.Evaluation => "expert", _ => "chief-representative" };

    public static bool MaySpeakFor(Actor actor, string departmentId) => Speakers.Any(role => Holds(actor, role, departmentId));
    public bool MayBeNamed(Actor person, string departmentId) => OfficerRoles.Any(role => Holds(person, role, departmentId));

    private static bool Holds(Actor actor, string role, string departmentId) => actor.Mandates.Any(new Candidate(role, departmentId).Admits);
}
