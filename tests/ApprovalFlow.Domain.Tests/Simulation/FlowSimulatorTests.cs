using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Simulation;

public sealed class FlowSimulatorTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), Repository.Calendar);

    public static TheoryData<string> Flows => new(Repository.Catalogue.Flows.Select(f => f.Code));

    [Theory, MemberData(nameof(Flows))]
    public void Definition_should_validate_and_reach_an_end_on_every_outcome(string code)
    {
        var flow = Repository.Catalogue.Flow(code)!;
        var definition = Load(flow);
        WorkflowGraph.Validate(definition, Registry).ShouldBeEmpty();

        var graph = WorkflowGraph.Compile(definition, Registry);
        FlowScenarios.Of(flow, Repository.Catalogue.Item(flow.ItemCode)!).Select(s => FlowSimulator.Run(graph, s)).Where(r => r.Problem is not null).Select(r => $"{r.Scenario}: {r.Problem}").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Flows))]
    public void Any_course_should_end_in_one_of_the_outcomes(string code)
    {
        var flow = Repository.Catalogue.Flow(code)!;
        var graph = WorkflowGraph.Compile(Load(flow), Registry);
        var forms = FlowScenarios.Of(flow, Repository.Catalogue.Item(flow.ItemCode)!).Select(s => s.Form).ToList();
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var walk = FlowSimulator.Walk(graph, forms[random.Next(forms.Count)], random.Next);

            walk.Problem.ShouldBeNull($"seed {seed}: {string.Join(", ", walk.Taken)}");
            flow.Outcomes.Append(CaseResults.Withdrawn).ShouldContain(walk.Result);
        }
    }

    private static WorkflowDefinition Load(ApprovalFlowEntry flow)
    {
        var department = Repository.Catalogue.Department(Repository.Catalogue.Item(flow.ItemCode)!.DepartmentId)!;
        var file = Path.Combine(Repository.Workflows, "definitions", department.Code.ToLowerInvariant(), $"{flow.Code}.json");
        var load = WorkflowDefinition.Load(File.ReadAllText(file), file);
        load.Problems.ShouldBeEmpty();
        return load.Definition.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Flows))]
    public void Scenarios_should_cover_every_outcome_step_and_condition(string code)
    {
        var flow = Repository.Catalogue.Flow(code)!;
        var scenarios = FlowScenarios.Of(flow, Repository.Catalogue.Item(flow.ItemCode)!);

        scenarios.Select(s => s.ExpectedResult).Distinct().ShouldBe(flow.Outcomes.Append(CaseResults.Withdrawn).Distinct(), ignoreOrder: true);
        scenarios.Select(s => s.ToString()).ShouldBeUnique();
        foreach (var step in flow.Steps.TakeWhile(s => s.Kind != "decide"))
            foreach (var outcome in new[] { Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw })
                scenarios.ShouldContain(s => s.Choices.Contains(new ScenarioChoice(step.Key, outcome)), $"{step.Key} {outcome}");
        foreach (var step in flow.Steps.Where(s => s.When is not null))
        {
            scenarios.ShouldContain(s => s.MustVisit.Contains(step.Key) && s.Choices.Count == 0, $"{step.Key} needed");
            scenarios.ShouldContain(s => s.MustSkip.Contains(step.Key), $"{step.Key} skipped");
        }
    }
}
