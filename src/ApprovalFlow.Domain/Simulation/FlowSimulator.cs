using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>Drives the engine through a scenario with a manual instant, as people would, one task after the other.</summary>
public static class FlowSimulator
{
    private const int MostSteps = 200;
    private const string County = "140105";

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public static SimulationRun Run(WorkflowGraph graph, FlowScenario scenario)
    {
        var now = Begin;
        var choices = scenario.Choices.ToList();
        var course = new Course();
        var input = new Dictionary<string, object?>(scenario.Form) { [FlowDefinitionWriter.CountyInput] = County };
        var decision = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start(scenario.Name) { Input = input }, now);

        for (var step = 0; ; step++)
        {
            if (decision.Rejection is { } rejection)
                return course.End(scenario, $"Expected every choice to be taken, but {rejection.Code}: {rejection.Message}");
            if (course.Follow(decision.Events) is { } incident)
                return course.End(scenario, incident);
            if (decision.State.IsFinished)
                break;
            if (course.Open.Count == 0)
                return course.End(scenario, "Expected an open task or the end, but the case waits for nothing.");
            if (step == MostSteps)
                return course.End(scenario, $"Expected the end within {MostSteps} tasks, but it was not reached.");

            var task = scenario.YoungestFirst ? course.Open[^1] : course.Open[0];
            // A choice that is meant for another open task goes first, so that the order of choices is kept.
            if (choices.Count > 0 && course.Open.Find(t => t.ActivityId == choices[0].ActivityId) is { } chosen)
                task = chosen;
            var outcome = task.Offered.FirstOrDefault() ?? "";
            if (choices.Count > 0 && choices[0].ActivityId == task.ActivityId)
            {
                outcome = choices[0].Outcome;
                choices.RemoveAt(0);
            }
            course.Taken.Add(new(task.ActivityId, outcome));
            now = now.AddHours(1);
            decision = WorkflowEngine.Decide(graph, decision.State, new WorkflowCommand.Resume(task.BookmarkId) { Input = new Dictionary<string, object?> { [HumanActivity.OutcomeKey] = outcome } }, now);
        }
        return course.End(scenario, course.Problem(scenario, choices, decision.State));
    }

    private sealed record OpenTask(string BookmarkId, int Context, string ActivityId, IReadOnlyList<string> Offered);

    /// <summary>What has happened so far.</summary>
    private sealed class Course
    {
        private readonly Dictionary<int, string> activities = [];
        private readonly List<string> results = [];
        private object? output;

        public List<OpenTask> Open { get; } = [];
        public List<ScenarioChoice> Taken { get; } = [];

        /// <summary>Answers an incident.</summary>
        public string? Follow(IReadOnlyList<WorkflowEvent> events)
        {
            foreach (var @event in events)
                switch (@event)
                {
                    case WorkflowEvent.ActivityStarted started:
                        activities[started.Context] = started.Node[(started.Node.LastIndexOf(':') + 1)..];
                        break;
                    case WorkflowEvent.BookmarkCreated created:
                        Open.Add(new(created.Id, created.Context, activities[created.Context], Offered(created.Payload)));
                        break;
                    case WorkflowEvent.BookmarkBurned burned:
                        Open.RemoveAll(t => t.BookmarkId == burned.Id);
                        break;
                    case WorkflowEvent.ActivityCompleted completed:
                        Open.RemoveAll(t => t.Context == completed.Context);
                        break;
                    case WorkflowEvent.ActivityCanceled canceled:
                        Open.RemoveAll(t => t.Context == canceled.Context);
                        break;
                    case WorkflowEvent.Emitted { Name: CloseCaseActivity.Emission, Payload: IReadOnlyDictionary<string, object?> payload }:
                        results.Add(payload[CloseCaseActivity.ResultInput] as string ?? "");
                        break;
                    case WorkflowEvent.WorkflowOutputSet { Name: FlowDefinitionWriter.ResultOutput } set:
                        output = set.Value;
                        break;
                    case WorkflowEvent.ActivityFaulted faulted:
                        return $"Expected no incident, but '{activities[faulted.Context]}' faulted: {faulted.Message} {faulted.Cause}";
                    case WorkflowEvent.WorkflowFaulted faulted:
                        return $"Expected no incident, but the workflow faulted: {faulted.Message}";
                    case WorkflowEvent.WorkflowSuspended { Stuck: true }:
                        return "Expected somebody to be able to go on, but the workflow is stuck.";
                }
            return null;
        }

        public string? Problem(FlowScenario scenario, List<ScenarioChoice> left, WorkflowState state)
        {
            if (state.SubStatus != WorkflowSubStatus.Finished)
                return $"Expected the workflow to finish, but it is {state.SubStatus}.";
            if (results is not [var result] || result != scenario.ExpectedResult)
                return $"Expected the case to close once as {scenario.ExpectedResult}, but it closed as [{string.Join(", ", results)}].";
            if (output as string != result)
                return $"Expected the output {FlowDefinitionWriter.ResultOutput} to be {result}, but it is '{output}'.";
            if (left.Count > 0)
                return $"Expected every choice to come up, but '{left[0].ActivityId}' → {left[0].Outcome} did not.";
            if (scenario.MustVisit.Except(Taken.Select(t => t.ActivityId)).FirstOrDefault() is { } missed)
                return $"Expected '{missed}' to be done, but it was not.";
            if (scenario.MustSkip.Intersect(Taken.Select(t => t.ActivityId)).FirstOrDefault() is { } done)
                return $"Expected '{done}' to be skipped, but it was done.";
            return null;
        }

        public SimulationRun End(FlowScenario scenario, string? problem) => new(scenario, results.Count == 0 ? null : results[^1], Taken, problem);

        private static IReadOnlyList<string> Offered(object? payload) =>
            payload is IReadOnlyDictionary<string, object?> values && values.GetValueOrDefault(HumanInputs.Outcomes) is IReadOnlyList<object?> outcomes ? [.. outcomes.OfType<string>()] : [];
    }
}

/// <param name="Result">What the case closed as, when it did.</param>
/// <param name="Taken">Tasks done, in order.</param>
/// <param name="Problem">Null when the scenario went as expected.</param>
public sealed record SimulationRun(FlowScenario Scenario, string? Result, IReadOnlyList<ScenarioChoice> Taken, string? Problem);
