using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 3.1, 11 no. 11: what was queued when its owner completed still runs; nothing may hang on it.</summary>
public sealed class LateWorkTests
{
    private static JsonObject AnyFork(params JsonObject[] branches) => Activity("Fork", "fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(branches)));

    [Theory]
    [InlineData(FlowchartMode.Counter), InlineData(FlowchartMode.Token)]
    public void Flowchart_should_complete_after_the_late_branch_of_its_last_activity(FlowchartMode mode)
    {
        var (lab, instance) = Run(Sequence("root", Chart("flow", [AnyFork(Line("a"), Line("b"))]), Line("after")), mode);
        lab.Lines.ShouldBe(["a", "b", "after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter), InlineData(FlowchartMode.Token)]
    public void Late_branch_that_goes_on_should_not_hold_up_the_flowchart(FlowchartMode mode)
    {
        var (lab, instance) = Run(Sequence("root", Chart("flow", [AnyFork(Line("a"), Sequence("s", Line("b"), Line("c")))]), Line("after")), mode);
        lab.Lines.ShouldContain("after");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter), InlineData(FlowchartMode.Token)]
    public void Late_branch_that_waits_should_not_hold_up_the_flowchart(FlowchartMode mode)
    {
        var (lab, instance) = Run(Sequence("root", Chart("flow", [AnyFork(Line("a"), Event("late"))]), Line("after")), mode);
        lab.Lines.ShouldBe(["a", "after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Late_branch_that_waits_should_be_resumed_without_harm_while_the_instance_goes_on()
    {
        var (lab, instance) = Run(Sequence("root", AnyFork(Line("a"), Event("late")), Event("Go"), Line("after")));
        lab.PublishEvent("late");
        instance.State.IsFinished.ShouldBeFalse();
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["a", "after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Switch_and_bulk_should_not_hang_on_late_work_below_them()
    {
        var any = new JsonObject { ["type"] = "Literal", ["value"] = true };
        var cases = new JsonArray(new JsonObject { ["label"] = "A", ["condition"] = any, ["activity"] = AnyFork(Line("a"), Line("b")) });
        var (lab, instance) = Run(Sequence("root", Activity("Switch", "sw", ("cases", cases)), Line("after")));
        lab.Lines.ShouldContain("after");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
