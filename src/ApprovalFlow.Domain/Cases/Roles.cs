namespace ApprovalFlow.Domain.Cases;

/// <summary>Role names as mandates, claims and definitions spell them.</summary>
public static class Roles
{
    public const string Applicant = "applicant";
    public const string WindowClerk = "window-clerk";
    public const string Reviewer = "reviewer";
    public const string Inspector = "inspector";
    public const string Expert = "expert";
    public const string CountyClerk = "county-clerk";
    public const string ChiefRepresentative = "chief-representative";
    public const string CityLeader = "city-leader";
    public const string Issuer = "issuer";
    public const string Cashier = "cashier";
    public const string ProcessDesigner = "process-designer";
    public const string Administrator = "administrator";
    public const string Auditor = "auditor";
    public const string Supervisor = "supervisor";
    /// <summary>监管联络员: takes in, for the body that regulates, what was decided, and says what it found afterwards.</summary>
    public const string Regulator = "regulator";

    public static IReadOnlyList<string> All { get; } =
        [Applicant, WindowClerk, Reviewer, Inspector, Expert, CountyClerk, ChiefRepresentative, CityLeader, Issuer, Cashier, ProcessDesigner, Administrator, Auditor, Supervisor, Regulator];

    /// <summary>Those who hold tasks of a case.</summary>
    public static IReadOnlyList<string> Handlers { get; } =
        [WindowClerk, Reviewer, Inspector, Expert, CountyClerk, ChiefRepresentative, CityLeader, Issuer, Cashier];

    /// <summary>Those who may read every case without handling it.</summary>
    public static IReadOnlyList<string> Overseers { get; } = [Administrator, Auditor, Supervisor];

    public static IReadOnlyList<string> Staff { get; } = [.. Handlers, .. Overseers, ProcessDesigner, Regulator];
}
