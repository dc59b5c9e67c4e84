using System.Text.Json;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Differences;

/// <summary>What one definition means: its steps, who signs, what comes before what, what stands side by side.</summary>
internal sealed class FlowReading
{
    private static readonly HashSet<string> Inspections = ["Approval.SiteInspection", "Approval.JointInspection"];

    public required FlowEffect Effect { get; init; }
    /// <summary>Steps that people handle, by path.</summary>
    public required IReadOnlyDictionary<string, ActivityInfo> Steps { get; init; }
    public required IReadOnlySet<string> Departments { get; init; }
    public required IReadOnlySet<string> Materials { get; init; }
    /// <summary>Pairs of steps of which the first comes before the second.</summary>
    public required IReadOnlySet<(string, string)> Before { get; init; }
    /// <summary>Pairs of steps that are under way at once, the lesser path first.</summary>
    public required IReadOnlySet<(string, string)> Together { get; init; }

    public static FlowReading Of(WorkflowDefinition definition, DefinitionParts parts, ActivityRegistry activities, ApprovalCatalogue catalogue)
    {
        var graph = WorkflowGraph.Compile(definition, activities);
        var steps = graph.Activities.Where(a => LawRules.IsStep(a.TypeName)).ToDictionary(a => a.Path);
        var departments = steps.Keys.Select(p => graph.LiteralAt(p, "departmentId") as string).OfType<string>().Concat(steps.Keys.SelectMany(p => Listed(graph, p, "participants"))).ToHashSet();
        var materials = MaterialsOf(definition, catalogue);
        HashSet<(string, string)> before = [], together = [];
        var (days, path, most) = (0d, (IReadOnlyList<ActivityInfo>)[], 0);
        foreach (var flow in graph.Flowcharts.Where(f => f.Start is not null))
        {
            var walk = new FlowWalk(graph, flow);
            var (weight, heaviest) = walk.Longest(a => LawRules.CountedDays(graph, a));
            if (weight > days || path.Count == 0) (days, path) = (weight, heaviest);
            most = Math.Max(most, (int)walk.Longest(a => LawRules.IsStep(a.TypeName) && !LawRules.IsExcluded(graph, a) ? 1 : 0).Weight);
            Relate(flow, steps, before, together);
        }
        var terms = FlowTerms.Of(graph, catalogue);
        return new()
        {
            Effect = new(steps.Count, most, days, [.. path.Select(a => a.DisplayName)], departments.Count, materials.Count, steps.Values.Count(s => Inspections.Contains(s.TypeName)), terms.PromisedDays),
            Steps = steps, Departments = departments, Materials = materials, Before = before, Together = together,
        };
    }

    /// <summary>The papers that a version asks for: those that it lists, otherwise all of its item.</summary>
    public static IReadOnlySet<string> MaterialsOf(WorkflowDefinition definition, ApprovalCatalogue catalogue)
    {
        var about = FlowAbout.Of(definition.Document);
        if (about.ValueKind != JsonValueKind.Object) return new HashSet<string>();
        if (about.TryGetProperty("materials", out var listed) && listed.ValueKind == JsonValueKind.Array)
            return listed.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()!).ToHashSet();
        var item = FlowAbout.Text(about, "itemCode") is { } code ? catalogue.Item(code) : null;
        return item?.Materials.Select(m => m.Code).ToHashSet() ?? [];
    }

    private static IEnumerable<string> Listed(WorkflowGraph graph, string path, string input)
    {
        if (graph.PropertyAt(path, input) is not { ValueKind: JsonValueKind.Object } wrapped || !wrapped.TryGetProperty("expression", out var expression) || expression.ValueKind != JsonValueKind.Object
            || !expression.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String)
            return [];
        try
        {
            return JsonSerializer.Deserialize<string[]>(value.GetString()!) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Which steps follow which over forward connections, and which are begun side by side: after one port that leads to both, or after different branches of one fork.</summary>
    private static void Relate(FlowOutline flow, Dictionary<string, ActivityInfo> steps, HashSet<(string, string)> before, HashSet<(string, string)> together)
    {
        var next = flow.Connections.Where(c => c.IsForward).ToLookup(c => c.Source.Path);
        var reach = new Dictionary<string, HashSet<string>>();
        // Only the usual course says what is side by side: where a refusal leads is no plan.
        HashSet<string> Reach(string from, bool usual)
        {
            var key = usual ? from : "*" + from;
            if (reach.TryGetValue(key, out var known)) return known;
            var found = new HashSet<string>();
            var stack = new Stack<string>([from]);
            while (stack.TryPop(out var at))
                if (found.Add(at))
                    foreach (var c in next[at].Where(c => !usual || c.Port is null || !Exceptional.Contains(c.Port))) stack.Push(c.Target.Path);
            return reach[key] = found;
        }

        var own = flow.Activities.Where(a => steps.ContainsKey(a.Path)).Select(a => a.Path).ToList();
        foreach (var step in own)
            foreach (var later in Reach(step, usual: true))
                if (later != step && steps.ContainsKey(later)) before.Add((step, later));
        foreach (var fork in flow.Activities)
        {
            var groups = fork.TypeName == "Elsa.FlowFork" ? [.. next[fork.Path]] : next[fork.Path].GroupBy(c => c.Port).Where(g => g.Count() > 1 && (g.Key is null || !Exceptional.Contains(g.Key))).SelectMany(g => g).ToList();
            for (var i = 0; i < groups.Count; i++)
                for (var j = i + 1; j < groups.Count; j++)
                {
                    if (fork.TypeName != "Elsa.FlowFork" && groups[i].Port != groups[j].Port) continue;
                    var (left, right) = (Reach(groups[i].Target.Path, true), Reach(groups[j].Target.Path, true));
                    foreach (var a in left.Where(p => steps.ContainsKey(p) && !right.Contains(p)))
                        foreach (var b in right.Where(p => steps.ContainsKey(p) && !left.Contains(p)))
                            together.Add(string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a));
                }
        }
    }

    private static readonly HashSet<string> Exceptional = ["Refuse", "Return", "Withdraw", "Resubmit", "Object", "Revoke", "Waive"];
}
