using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>The scenarios that lie in a definition go as they went when they were kept.</summary>
public static class ScenarioRules
{
    /// <param name="stage">What they are played upon; null: they are read only, because the definition is for no flow of the catalogue.</param>
    public static IReadOnlyList<DefinitionProblem> Problems(WorkflowGraph graph, RehearsalStage? stage)
    {
        List<string> unread = [];
        var scenarios = ScenarioJson.Read(graph.Definition.Document, unread);
        List<DefinitionProblem> problems = [.. unread.Select(path => new DefinitionProblem("scenario-unreadable", ProblemSeverity.Error, path, "Expected a scenario with a name of its own, a first day, moves and what is expected, but this is none.")
        {
            MessageZh = "演练场景格式不正确，或名称重复：需要名称、起始日、步骤和预期结果。",
        })];
        if (stage is not null)
            problems.AddRange(scenarios.Select(s => Problem(s, Rehearsal.Run(stage, s.Script))).OfType<DefinitionProblem>());
        return problems;
    }

    /// <summary>How a run differs from what was expected; null: it does not.</summary>
    public static DefinitionProblem? Problem(RehearsalScenario scenario, RehearsalRun run)
    {
        if (run.Refusal is { } refusal)
            return Differs(scenario, $"move {run.Made + 1} is refused: {refusal.Message}", $"第 {run.Made + 1} 步不能执行：{Cases.RejectionText.In("zh-CN", refusal)}");
        var (was, now) = (scenario.Expected, run.Outcome);
        if (was.Result != now.Result)
            return Differs(scenario, $"it ends as '{now.Result ?? "open"}', not as '{was.Result ?? "open"}'", $"结果为“{NameOf(now.Result)}”，预期为“{NameOf(was.Result)}”");
        if (!was.Completed.SequenceEqual(now.Completed))
            return Differs(scenario, $"its steps are {string.Join(" → ", now.Completed)}, not {string.Join(" → ", was.Completed)}", $"经过的环节为 {string.Join(" → ", now.Completed)}，预期为 {string.Join(" → ", was.Completed)}");
        if (!was.Open.SequenceEqual(now.Open))
            return Differs(scenario, $"'{string.Join(", ", now.Open)}' is open, not '{string.Join(", ", was.Open)}'", $"停在 {string.Join("、", now.Open)}，预期停在 {string.Join("、", was.Open)}");
        return null;
    }

    private static string NameOf(string? result) => result is null ? "未办结" : Activities.CaseResults.Find(result)?.DisplayName.Zh ?? result;

    private static DefinitionProblem Differs(RehearsalScenario scenario, string how, string howZh) => new("scenario-differs", ProblemSeverity.Error, ScenarioJson.Path, $"Expected scenario '{scenario.Name}' to go as it was kept, but {how}.")
    {
        MessageZh = $"演练场景“{scenario.Name}”与预期不符：{howZh}。",
    };
}
