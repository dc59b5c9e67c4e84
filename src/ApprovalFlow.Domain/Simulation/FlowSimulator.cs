using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>Drives the engine through a scenario with a manual instant, as people would, one task after the other.</summary>
public static class FlowSimulator
{
    private const int MostTasks = 1000;
    private const string County = "140105";

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public static SimulationRun Run(WorkflowGraph graph, FlowScenario scenario)
    {
        var choices = scenario.Choices.ToList();
        var course = Drive(graph, scenario.Form, open =>
        {
            // A choice that is meant for another open task goes first, so that the order of choices is kept.
            var chosen = choices.Count > 0 ? open.Find(t => t.ActivityId == choices[0].ActivityId) : null;
            if (chosen is null)
                return (scenario.YoungestFirst ? open[^1] : open[0], null);
            var choice = choices[0];
            choices.RemoveAt(0);
            return (chosen, choice);
        });
        return new(scenario, course.Result, course.Taken, course.Incident ?? course.Deviation(scenario, choices));
    }

    /// <summary>Takes any task and any outcome, as <paramref name="pick"/> says (from a count, an index).</summary>
    public static SimulationRun Walk(WorkflowGraph graph, IReadOnlyDictionary<string, object?> form, Func<int, int> pick)
    {
        var course = Drive(graph, form, open =>
        {
            var task = open[pick(open.Count)];
            return (task, new ScenarioChoice(task.ActivityId, task.Offered[pick(task.Offered.Count)]));
        });
        return new(new FlowScenario("walk", course.Result ?? "", form, course.Taken), course.Result, course.Taken, course.Incident);
    }

    private static Course Drive(WorkflowGraph graph, IReadOnlyDictionary<string, object?> form, Func<List<OpenTask>, (OpenTask Task, ScenarioChoice? Choice)> choose)
    {
        var now = Begin;
        var course = new Course();
        var input = new Dictionary<string, object?>(form) { [FlowDefinitionWriter.CountyInput] = County };
        var decision = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("simulation") { Input = input }, now);
        while (course.Follow(decision))
        {
            var (task, choice) = choose(course.Open);
            choice ??= new(task.ActivityId, task.Offered.FirstOrDefault() ?? "");
            course.Taken.Add(choice);
            var answer = new Dictionary<string, object?>(choice.Data ?? new Dictionary<string, object?>()) { [HumanActivity.OutcomeKey] = choice.Outcome };
            now = now.AddHours(1);
            decision = WorkflowEngine.Decide(graph, decision.State, new WorkflowCommand.Resume(task.BookmarkId) { Input = answer }, now);
        }
        return course;
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
        public string? Result => results.Count == 0 ? null : results[^1];
        /// <summary>Why it could not go on, or ended badly.</summary>
        public string? Incident { get; private set; }

        /// <summary>True while there is a task to do.</summary>
        public bool Follow(WorkflowDecision decision)
        {
            Incident = decision.Rejection is { } rejection
                ? $"Expected every choice to be taken, but {rejection.Code}: {rejection.Message}"
                : decision.Events.Select(Follow).FirstOrDefault(i => i is not null) ?? End(decision.State);
            return Incident is null && !decision.State.IsFinished;
        }

        private string? End(WorkflowState state)
        {
            if (!state.IsFinished)
                return Open.Count == 0 ? "Expected an open task or the end, but the case waits for nothing."
                    : Taken.Count == MostTasks ? $"Expected the end within {MostTasks} tasks, but it was not reached."
                    : null;
            if (state.SubStatus != WorkflowSubStatus.Finished)
                return $"Expected the workflow to finish, but it is {state.SubStatus}.";
            if (results.Count != 1)
                return $"Expected the case to close once, but it closed as [{string.Join(", ", results)}].";
            return output as string == Result ? null : $"Expected the output {FlowDefinitionWriter.ResultOutput} to be {Result}, but it is '{output}'.";
        }

        private string? Follow(WorkflowEvent @event)
        {
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
                    return $"Expected no incident, but '{activities[faulted.Context]}' faulted: {faulted.Message} {faulted.Cause}".TrimEnd();
                case WorkflowEvent.WorkflowFaulted faulted:
                    return $"Expected no incident, but the workflow faulted: {faulted.Message}";
                case WorkflowEvent.WorkflowSuspended { Stuck: true }:
                    return "Expected somebody to be able to go on, but the workflow is stuck.";
            }
            return null;
        }

        /// <summary>How a course that ended well differs from its scenario.</summary>
        public string? Deviation(FlowScenario scenario, List<ScenarioChoice> left)
        {
            if (Result != scenario.ExpectedResult)
                return $"Expected the case to close as {scenario.ExpectedResult}, but it closed as {Result}.";
            if (left.Count > 0)
                return $"Expected every choice to come up, but '{left[0].ActivityId}' → {left[0].Outcome} did not.";
            if (scenario.MustVisit.Except(Taken.Select(t => t.ActivityId)).FirstOrDefault() is { } missed)
                return $"Expected '{missed}' to be done, but it was not.";
            if (scenario.MustSkip.Intersect(Taken.Select(t => t.ActivityId)).FirstOrDefault() is { } done)
                return $"Expected '{done}' to be skipped, but it was done.";
            return null;
        }

        private static IReadOnlyList<string> Offered(object? payload) =>
            payload is IReadOnlyDictionary<string, object?> values && values.GetValueOrDefault(HumanInputs.Outcomes) is IReadOnlyList<object?> outcomes ? [.. outcomes.OfType<string>()] : [];
    }
}

/// <param name="Result">What the case closed as, when it did.</param>
/// <param name="Taken">Tasks done, in order.</param>
/// <param name="Problem">Null when the scenario went as expected.</param>
public sealed record SimulationRun(FlowScenario Scenario, string? Result, IReadOnlyList<ScenarioChoice> Taken, string? Problem);
