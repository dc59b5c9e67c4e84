namespace ApprovalFlow.Domain.Inspections;

/// <summary>What a trip came to.</summary>
public enum TripResult { Pass, PassWithConditions, Fail }

/// <summary>What one body says of the site, the reports or the agenda.</summary>
public enum BodyOpinion { Agree, AgreeWithConditions, Disagree }

/// <summary>One body's part of the consolidated opinion.</summary>
/// <param name="Deemed">It did not take part, or kept silent: it accepts what the others found.</param>
public sealed record TripView(string DepartmentId, BodyOpinion Opinion, bool Deemed)
{
    public string? Finding { get; init; }
    public IReadOnlyList<string> Conditions { get; init; } = [];
    /// <summary>Who signed, by name.</summary>
    public IReadOnlyList<string> SignedBy { get; init; } = [];
}

/// <summary>Stable names of the enumerations in stored events and in the API.</summary>
public static class TripNames
{
    public static string Of(TripKind kind) => kind switch { TripKind.Inspection => "inspection", TripKind.Evaluation => "evaluation", _ => "meeting" };
    public static TripKind Kind(string name) => name switch
    {
        "inspection" => TripKind.Inspection, "evaluation" => TripKind.Evaluation, "meeting" => TripKind.Meeting,
        _ => throw new FormatException($"Expected a kind of trip, but got '{name}'."),
    };

    public static string Of(TripResult result) => result switch { TripResult.Pass => "pass", TripResult.PassWithConditions => "pass-with-conditions", _ => "fail" };
    public static TripResult Result(string name) => name switch
    {
        "pass" => TripResult.Pass, "pass-with-conditions" => TripResult.PassWithConditions, "fail" => TripResult.Fail,
        _ => throw new FormatException($"Expected a result of a trip, but got '{name}'."),
    };

    public static string Of(BodyOpinion opinion) => opinion switch { BodyOpinion.Agree => "agree", BodyOpinion.AgreeWithConditions => "agree-with-conditions", _ => "disagree" };
    public static BodyOpinion Opinion(string name) => name switch
    {
        "agree" => BodyOpinion.Agree, "agree-with-conditions" => BodyOpinion.AgreeWithConditions, "disagree" => BodyOpinion.Disagree,
        _ => throw new FormatException($"Expected a body's opinion, but got '{name}'."),
    };

    public static string Of(CheckResult result) => result switch { CheckResult.Pass => "pass", CheckResult.Fail => "fail", _ => "not-applicable" };
    public static CheckResult Check(string name) => name switch
    {
        "pass" => CheckResult.Pass, "fail" => CheckResult.Fail, "not-applicable" => CheckResult.NotApplicable,
        _ => throw new FormatException($"Expected the result of a check, but got '{name}'."),
    };
}
