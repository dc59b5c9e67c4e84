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
    /// <summary>For each step those that come after it.</summary>
    public required IReadOnlyDictionary<string, HashSet<string>> After { get; init; }
    /// <summary>Pairs of steps that are under way at once, the lesser path first.</summary>
    public required IReadOnlySet<(string, string)> Together { get; init; }

    public bool Comes(string earlier, string later) => After.TryGetValue(earlier, out var after) && after.Contains(later);

    public static FlowReading Of(WorkflowDefinition definition, DefinitionParts parts, ActivityRegistry activities, ApprovalCatalogue catalogue)
    {
        var graph = WorkflowGraph.Compile(definition, activities);
        var steps = graph.Activities.Where(a => LawRules.IsStep(a.TypeName)).ToDictionary(a => a.Path);
        var departments = steps.Keys.Select(p => graph.LiteralAt(p, "departmentId") as string).OfType<string>().Concat(steps.Keys.SelectMany(p => Listed(graph, p, "participants"))).ToHashSet();
        var materials = MaterialsOf(definition, catalogue);
        Dictionary<string, HashSet<string>> after = [];
        HashSet<(string, string)> together = [];
        var tree = new FlowTree(graph);
        var (days, path) = tree.Longest(a => LawRules.CountedDays(graph, a));
        var most = (int)tree.Longest(a => LawRules.IsStep(a.TypeName) && !LawRules.IsExcluded(graph, a) ? 1 : 0).Weight;
        foreach (var flow in graph.Flowcharts.Where(f => f.Start is not null)) Relate(flow, steps, after, together);
        var terms = FlowTerms.Of(graph, catalogue);
        return new()
        {
            Effect = new(steps.Count, most, days, [.. path.Select(a => a.DisplayName)], departments.Count, materials.Count, steps.Values.Count(s => Inspections.Contains(s.TypeName)), terms.PromisedDays),
            Steps = steps, Departments = departments, Materials = materials, After = after, Together = together,
        };
    }

    /// <summary>The papers that a version asks for: those that it lists, otherwise all of its item.</summary>
    public static IReadOnlySet<string> MaterialsOf(WorkflowDefinition definition, ApprovalCatalogue catalogue)
    {
        var about = FlowAbout.Of(definition.Document);
        if (about.ValueKind != JsonValueKind.Object) return new HashSet<string>();
        if (PaperList.Listed(definition) is { } listed) return listed.ToHashSet();
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
    /// <remarks>By number and not by path: a long flow has as many pairs as its steps squared.</remarks>
    private static void Relate(FlowOutline flow, Dictionary<string, ActivityInfo> steps, Dictionary<string, HashSet<string>> after, HashSet<(string, string)> together)
    {
        var numbers = flow.Activities.Select((a, n) => (a.Path, n)).ToDictionary(a => a.Path, a => a.n);
        var isStep = flow.Activities.Select(a => steps.ContainsKey(a.Path)).ToArray();
        var next = flow.Connections.Where(c => c.IsForward).ToLookup(c => numbers[c.Source.Path]);
        // Only the usual course says what is side by side: where a refusal leads is no plan.
        var usual = Enumerable.Range(0, isStep.Length).Select(n => next[n].Where(c => c.Port is null || !Exceptional.Contains(c.Port)).Select(c => numbers[c.Target.Path]).ToArray()).ToArray();
        var reach = new bool[]?[isStep.Length];
        bool[] Reach(int from)
        {
            if (reach[from] is { } known) return known;
            var found = new bool[isStep.Length];
            var stack = new Stack<int>([from]);
            while (stack.TryPop(out var at))
            {
                if (found[at]) continue;
                found[at] = true;
                foreach (var to in usual[at]) stack.Push(to);
            }
            return reach[from] = found;
        }

        for (var step = 0; step < isStep.Length; step++)
        {
            if (!isStep[step]) continue;
            var found = Reach(step);
            var later = new HashSet<string>();
            for (var n = 0; n < found.Length; n++) if (found[n] && n != step && isStep[n]) later.Add(flow.Activities[n].Path);
            after[flow.Activities[step].Path] = later;
        }
        foreach (var (fork, number) in flow.Activities.Select((a, n) => (a, n)))
        {
            var groups = fork.TypeName == "Elsa.FlowFork" ? [.. next[number]] : next[number].GroupBy(c => c.Port).Where(g => g.Count() > 1 && (g.Key is null || !Exceptional.Contains(g.Key))).SelectMany(g => g).ToList();
            for (var i = 0; i < groups.Count; i++)
                for (var j = i + 1; j < groups.Count; j++)
                {
                    if (fork.TypeName != "Elsa.FlowFork" && groups[i].Port != groups[j].Port) continue;
                    var (left, right) = (Reach(numbers[groups[i].Target.Path]), Reach(numbers[groups[j].Target.Path]));
                    foreach (var a in Alone(left, right))
                        foreach (var b in Alone(right, left))
                            together.Add(string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a));
                }
        }

        List<string> Alone(bool[] here, bool[] there)
        {
            List<string> alone = [];
            for (var n = 0; n < here.Length; n++) if (here[n] && !there[n] && isStep[n]) alone.Add(flow.Activities[n].Path);
            return alone;
        }
    }

    private static readonly HashSet<string> Exceptional = ["Refuse", "Return", "Withdraw", "Resubmit", "Object", "Revoke", "Waive"];
}
