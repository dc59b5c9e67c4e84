using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>The outcomes that connections of one activity may begin at.</summary>
internal static class ActivityPorts
{
    private static readonly Outcome Done = new(FlowJson.DonePort, new("完成", "Done"));
    private static readonly Outcome Default = new("Default", new("其他", "Default"));

    /// <param name="type">Null: a type that is not known here, whose outcomes nobody can tell.</param>
    public static IReadOnlyList<Outcome> Of(JsonObject activity, ActivityType? type)
    {
        if (type is null) return [Done];
        if (type.IsTerminal) return [];
        if (type.HasCases) return type.EmbeddedPorts.Count > 0 ? [Done] : [.. Labels(activity).Select(Named), Default];
        if (type.HasDynamicOutcomes)
            return FlowJson.LiteralList(activity, type.Inputs.Any(i => i.Name == "branches") ? "branches" : "possibleOutcomes") is { Count: > 0 } names ? [.. names.Distinct().Select(Named)] : [Done];
        if (type.Outcomes.Count == 0) return [Done];
        return type.Inputs.Any(i => i.Name == HumanInputs.Outcomes) && FlowJson.LiteralList(activity, HumanInputs.Outcomes) is { Count: > 0 } offered
            ? [.. type.Outcomes.Where(o => offered.Contains(o.Name))]
            : type.Outcomes;
    }

    /// <summary>Nobody can tell what else it may end with: connections from any port are believed.</summary>
    public static bool AreOpen(ActivityType? type) => type is null;

    private static IEnumerable<string> Labels(JsonObject activity) =>
        (activity["cases"] as JsonArray)?.OfType<JsonObject>().Select(c => FlowJson.Text(c, "label")).OfType<string>().Where(l => l.Length > 0).Distinct() ?? [];

    private static Outcome Named(string name) => new(name, new(name, name));
}
