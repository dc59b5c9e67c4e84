using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>The soundness of every flowchart of a definition, told as problems with their place and a way to get there.</summary>
internal static class SoundnessCheck
{
    /// <summary>Enough for ten branches at once with ways out at every step; a few seconds at worst.</summary>
    private const int Budget = 250_000;

    /// <param name="impossible">Outcomes that no application comes to, by activity path.</param>
    public static IEnumerable<DefinitionProblem> Of(WorkflowGraph graph, IReadOnlyDictionary<string, HashSet<string>> impossible) =>
        graph.Nodes.Where(n => n.Flow is { Start: >= 0 }).SelectMany(n => Of(n, impossible));

    private static IEnumerable<DefinitionProblem> Of(Node flowchart, IReadOnlyDictionary<string, HashSet<string>> impossible)
    {
        var flow = flowchart.Flow!;
        var starts = flow.Nodes.Where(n => n.CanStartWorkflow).Select(n => n.Position).Prepend(flow.Start).Distinct().ToArray();
        var executed = new HashSet<int>();
        var told = new HashSet<(string, int)>();
        var never = new List<SoundnessFinding>();
        var isDecided = true;
        foreach (var start in starts)
        {
            var report = SoundnessAnalysis.Of(FlowReduction.Reduce(new FlowNet(flow, start, impossible)), Budget);
            executed.UnionWith(report.Executed);
            isDecided &= report.IsDecided;
            foreach (var finding in report.Findings)
                if (finding.Code is SoundnessCodes.NeverRuns or SoundnessCodes.JoinNeverFires) never.Add(finding);
                else if (told.Add((finding.Code, finding.Node))) yield return Problem(flow, finding);
        }
        // What one start never runs, another may.
        foreach (var finding in never)
            if (!executed.Contains(finding.Node) && told.Add((finding.Code, finding.Node))) yield return Problem(flow, finding);
        if (!isDecided)
            yield return new DefinitionProblem(SoundnessCodes.Undecided, ProblemSeverity.Warning, flowchart.JsonPath,
                $"Expected a flowchart whose states can all be looked at, but '{flowchart.DisplayName}' takes more than {Budget} steps between them; nothing is proven about what was not found.")
            {
                ActivityId = flowchart.Id, MessageZh = $"流程图“{flowchart.DisplayName}”的状态变化超过 {Budget} 步，无法全部检查；未发现问题不等于没有问题。",
            };
    }

    private static DefinitionProblem Problem(FlowGraph flow, SoundnessFinding finding)
    {
        var node = flow.Nodes[finding.Node];
        var way = string.Join(" → ", finding.Trail.Select(t => t.Outcome is null ? flow.Nodes[t.Node].DisplayName : $"{flow.Nodes[t.Node].DisplayName}[{t.Outcome}]"));
        var text = Texts[finding.Code];
        return new DefinitionProblem(finding.Code, finding.Code == SoundnessCodes.NeverRuns ? ProblemSeverity.Warning : ProblemSeverity.Error, node.JsonPath, string.Format(null, text.En, node.DisplayName, way))
        {
            ActivityId = node.Id, MessageZh = string.Format(null, text.Zh, node.DisplayName, way),
        };
    }

    private static readonly Dictionary<string, Localized> Texts = new()
    {
        [SoundnessCodes.NeverRuns] = new("“{0}”在任何路径上都不会执行。", "Expected some path on which '{0}' runs, but there is none."),
        [SoundnessCodes.JoinNeverFires] = new("汇合“{0}”永远等不齐：没有一种走法能让它继续。", "Expected some path on which the paths that meet at '{0}' let it go on, but there is none."),
        [SoundnessCodes.FiresTwice] = new("汇合“{0}”在同一轮中会执行两次：{1}。", "Expected '{0}' to run once per round, but it runs twice by: {1}."),
        [SoundnessCodes.LiveBranches] = new("走到“{0}”时其他分支仍在办理，会被中断：{1}。", "Expected nothing else under way when '{0}' ends the flow, but other branches are by: {1}."),
        [SoundnessCodes.NoEnd] = new("流程会在“{0}”之后无路可走，没有到达结束：{1}。", "Expected every path to reach an end, but after '{0}' nothing is left to do by: {1}."),
        [SoundnessCodes.CannotEnd] = new("从“{0}”起再也到不了结束：{1}。", "Expected an end to be within reach from '{0}', but none is by: {1}."),
        [SoundnessCodes.NeverWaits] = new("经过“{0}”的循环没有任何等待，永远转下去：{1}。", "Expected a loop to wait somewhere, but the one through '{0}' does not: {1}."),
        [SoundnessCodes.BackwardInvalid] = new("从“{0}”返回的连线跳过了循环的入口：{1}。", "Expected the way back from '{0}' to lead to an activity that every path passes, but it does not: {1}."),
    };
}
