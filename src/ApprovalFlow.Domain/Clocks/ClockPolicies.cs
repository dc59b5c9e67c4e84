using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>How the points that the Act leaves open are decided here, and where an item differs: data in one version.</summary>
public sealed class ClockPolicies
{
    private readonly SpecialProcedures procedures;
    private readonly Choices general;
    private readonly Dictionary<string, Choices> own;

    private ClockPolicies(int version, SpecialProcedures procedures, Choices general, Dictionary<string, Choices> own) =>
        (Version, this.procedures, this.general, this.own) = (version, procedures, general, own);

    public int Version { get; }

    /// <summary>The limits and readings that the cases of a flow follow.</summary>
    public ClockPolicy Of(ApprovalItem item, ApprovalFlowEntry flow)
    {
        var choices = own.GetValueOrDefault(item.Code, general);
        return ClockPolicy.For(item, flow, procedures) with
        {
            FirstDayCounted = choices.FirstDay, ApplicantDaysAreCalendarDays = choices.ApplicantCalendar, SupplementStopsCommit = choices.Supplement, PauseEndsAtItsPlan = choices.PlanEnds,
            Joint = choices.Joint, JointDays = choices.JointDays ?? 45, PauseSightDays = choices.SightDays,
        };
    }

    public static ClockPolicies Defaults(SpecialProcedures procedures) => new(0, procedures, new(false, true, false, true, false, null, 3), []);

    /// <summary>Reads the choices; every problem at once.</summary>
    public static (ClockPolicies? Policies, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file, SpecialProcedures procedures)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var version = (int)fields.Number("version");
        var general = new Choices(
            fields.Flag("firstDayCounted"), fields.Flag("applicantDaysAreCalendarDays"), fields.Flag("supplementStopsCommit"), fields.Flag("pauseEndsAtItsPlan"), false, null, fields.NumberOrNull("pauseSightDays") ?? 3);
        if (general.SightDays < 0) problems.Add(new(file, "$.pauseSightDays", $"Expected working days from 0, but it is {general.SightDays}."));
        var own = new Dictionary<string, Choices>();
        foreach (var (item, index) in fields.Children("items").Select((item, i) => (item, i)))
        {
            bool Flag(string name, bool otherwise) => item.Has(name) ? item.Flag(name) : otherwise;
            var choices = new Choices(
                Flag("firstDayCounted", general.FirstDay), Flag("applicantDaysAreCalendarDays", general.ApplicantCalendar), Flag("supplementStopsCommit", general.Supplement),
                Flag("pauseEndsAtItsPlan", general.PlanEnds), Flag("joint", false), item.NumberOrNull("jointDays"), item.NumberOrNull("pauseSightDays") ?? general.SightDays);
            if (choices.JointDays is { } days && Calendars.WorkCalendar.WhyNoLimit(days) is not null)
                problems.Add(new(file, $"$.items[{index}].jointDays", $"Expected whole or half working days, but it is {days}."));
            if (!own.TryAdd(item.Text("item"), choices))
                problems.Add(new(file, $"$.items[{index}].item", $"Expected each item once, but '{item.Text("item")}' is there twice."));
        }
        return problems.Count > 0 ? (null, problems) : (new(version, procedures, general, own), []);
    }

    private sealed record Choices(bool FirstDay, bool ApplicantCalendar, bool Supplement, bool PlanEnds, bool Joint, double? JointDays, double SightDays);
}
