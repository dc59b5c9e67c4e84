using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>Children that run inside their parent's run (docs/adr/0002): pure, folded, decided again, bounded.</summary>
public sealed class ChildRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    private static JsonObject Call(string id, string child, bool wait = false) => Activity("ExecuteWorkflow", id, ("workflowDefinitionId", Literal(child)), ("waitForCompletion", Literal(wait, "Boolean")));
    private static JsonObject Out(string value) => Activity("SetOutput", "o", ("outputName", Literal("R")), ("outputValue", Literal(value)));
    private static JsonObject Parallel(params JsonObject[] activities) => Activity("Parallel", "p", ("activities", new JsonArray([.. activities])));
    private static WorkflowGraph Graph(string json) => WorkflowGraph.Compile(WorkflowDefinition.Load(json).Definition!, ActivityRegistry.CreateCore());
    private static List<string> Stored(IEnumerable<WorkflowEvent> events) => [.. events.Select(e => CaseEventJson.Encode(new CaseEvent.Flow(e))).Select(e => $"{e.Name} {System.Text.Encoding.UTF8.GetString(e.Data)}")];

    [Fact]
    public void Runs_of_children_should_be_answered_beside_the_parent_s_events_and_fold_to_their_states()
    {
        var graphs = new Dictionary<string, WorkflowGraph?>
        {
            ["leaf"] = Graph(Definition(Sequence("r", Line("leaf"), Event("Go")), "leaf")),
            ["kid"] = Graph(Definition(Sequence("r", Call("y", "leaf"), Line("kid")), "kid")),
        };
        var parent = Graph(Definition(Parallel(Call("x", "kid", wait: true), Line("sibling"))));
        WorkflowDecision Decide() => WorkflowEngine.Decide(parent, WorkflowState.Empty, new WorkflowCommand.Start("i") { Mode = FlowchartMode.Token }, Now, graphs.GetValueOrDefault);

        var decision = Decide();
        decision.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        var kid = decision.Children.ShouldHaveSingleItem();
        var leaf = kid.Decision.Children.ShouldHaveSingleItem();
        new[] { kid, leaf }.Select(r => r.Command.InstanceId).ShouldBe(["i/3", "i/3/3"], "named after the parent and the context that asked");
        new[] { kid, leaf }.Select(r => r.Decision.State.SubStatus).ShouldBe([WorkflowSubStatus.Finished, WorkflowSubStatus.Suspended]);
        leaf.Decision.State.ParentInstanceId.ShouldBe("i/3");
        leaf.Decision.State.Mode.ShouldBe(FlowchartMode.Token);
        foreach (var run in new[] { kid, leaf })
        {
            WorkflowState.Fold(run.Decision.Events).Describe().ShouldBe(run.Decision.State.Describe());
            Stored(WorkflowEngine.Decide(run.Graph, WorkflowState.Empty, run.Command, Now, graphs.GetValueOrDefault).Events).ShouldBe(Stored(run.Decision.Events));
        }
        WorkflowState.Fold(decision.Events).Describe().ShouldBe(decision.State.Describe());
        Stored(Decide().Events).ShouldBe(Stored(decision.Events));
        decision.Events.OfType<WorkflowEvent.Emitted>().Select(e => e.Name).ShouldBe(["ExecuteWorkflow", "WriteLine"]);
    }

    [Fact]
    public void Request_should_name_the_version_that_ran()
    {
        var kid = Graph(Definition(Line("kid"), "kid"));
        var decision = WorkflowEngine.Decide(Graph(Definition(Call("x", "kid"))), WorkflowState.Empty, new WorkflowCommand.Start("i"), Now, _ => kid);
        var request = (IReadOnlyDictionary<string, object?>)decision.Events.OfType<WorkflowEvent.Emitted>().Single().Payload!;
        request["definitionVersionId"].ShouldBe(kid.Definition.Id);
        decision.Events.OfType<WorkflowEvent.BookmarkCreated>().ShouldBeEmpty("nobody waits for a child that has ended");
    }

    [Fact]
    public void Nothing_should_be_published_when_the_host_gives_no_look_up()
    {
        var decision = WorkflowEngine.Decide(Graph(Definition(Sequence("root", Call("x", "kid"), Line("never")))), WorkflowState.Empty, new WorkflowCommand.Start("i"), Now);
        decision.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("published version of workflow 'kid'");
        decision.Events.OfType<WorkflowEvent.Emitted>().ShouldBeEmpty();
        decision.Children.ShouldBeEmpty();
    }

    [Fact]
    public void Step_should_be_decided_again_with_the_version_that_was_published_then()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Out("old"), "kid"), Definition(Call("x", "kid")));
        var parent = lab.Run("w")!;
        lab.ImportAndPublish(Definition(Out("new"), "kid")).ShouldBeEmpty();
        var step = parent.Steps.ShouldHaveSingleItem();
        Stored(step.DecideAgain(parent.Graph, WorkflowState.Empty).Events).ShouldBe(Stored(parent.Events));
        string.Concat(Stored(lab.Run("w")!.Events)).ShouldContain("new");
    }

    [Fact]
    public void Workflow_that_executes_itself_without_end_should_stop_with_an_incident()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Call("x", "w", wait: true), Line("after"))));
        var first = lab.Run("w")!;
        lab.Instances.Count.ShouldBe(101);
        lab.Instances[^1].State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("at most 100 deep");
        lab.Instances[^1].State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        first.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished, "a child that faults has finished");
        lab.Lines.Count.ShouldBe(100);
    }

    [Fact]
    public void Workflow_that_executes_itself_twice_without_end_should_stop_with_an_incident_too()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Call("x", "w"), Call("y", "w"))));
        lab.Run("w")!.State.Incidents.ShouldHaveSingleItem().Message.ShouldContain("100000 activity executions");
        lab.Instances.Count.ShouldBeLessThan(50_000);
    }

    [Fact]
    public void Chain_of_children_that_is_long_but_ends_should_finish()
    {
        var input = new JsonObject { ["typeName"] = "ObjectDictionary", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "({ N: getInput('N') - 1 })" } };
        var call = Call("x", "w", wait: true);
        call["input"] = input;
        var lab = Lab(FlowchartMode.Counter, Definition(Activity("If", "if", ("condition", Script("getInput('N') > 0", "Boolean")), ("then", call), ("else", Line("end")))));
        var first = lab.Run("w", new Dictionary<string, object?> { ["N"] = 100d })!;
        first.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        lab.Lines.ShouldBe(["end"]);
        lab.Instances.ShouldAllBe(i => i.State.Incidents.Count == 0);
    }

    [Fact]
    public void Child_that_is_cancelled_later_should_let_its_waiting_parent_and_grandparent_go_on()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Event("Go"), "leaf"), Definition(Sequence("r", Call("y", "leaf", wait: true), Line("kid")), "kid"),
            Definition(Sequence("root", Parallel(Call("x", "kid", wait: true), Line("sibling")), Line("after"))));
        var first = lab.Run("w")!;
        lab.Lines.ShouldBe(["sibling"]);
        lab.Cancel(lab.Instances[2]);
        lab.Lines.ShouldBe(["sibling", "kid", "after"]);
        first.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Retry_should_execute_another_child_and_leave_the_first()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Call("x", "kid"), Line("after"))));
        var parent = lab.Run("w")!;
        lab.ImportAndPublish(Definition(Line("kid"), "kid")).ShouldBeEmpty();
        var graph = Graph(Definition(Line("kid"), "kid"));
        var again = WorkflowEngine.Decide(parent.Graph, parent.State, new WorkflowCommand.Retry(parent.State.Incidents.Single().Context), Now, _ => graph);
        again.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        again.Children.ShouldHaveSingleItem().Command.InstanceId.ShouldBe($"{parent.Id}/4", "a new context, so a new name");
    }
}
