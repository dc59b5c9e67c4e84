using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 4.9, cell by cell: two decisions lead to one node; which of them were true decides how often it runs. Where SPEC 11 has a better
/// answer than the reference (late losers of a race, nodes postponed for nothing), the better answer stands here.</summary>
public sealed class JoinTableTests
{
    [Theory]
    // counter mode: both, D1 only, D2 only, none
    [InlineData("counter", "line", "equal", 1, 1, 1, 0)]
    [InlineData("counter", "line", "long", 1, 1, 1, 0)]
    [InlineData("counter", "WaitAllActive", "equal", 1, 1, 1, 0)]
    [InlineData("counter", "WaitAllActive", "long", 1, 1, 1, 0)]
    [InlineData("counter", "WaitAll", "equal", 1, 0, 0, 0)]
    [InlineData("counter", "WaitAll", "long", 1, 0, 0, 0)]
    [InlineData("counter", "WaitAny", "equal", 1, 1, 1, 0)]
    [InlineData("counter", "WaitAny", "long", 1, 1, 1, 0)]
    // token mode; -1: does not run and stays suspended without a bookmark
    [InlineData("token", "line", "equal", 1, 1, 1, 0)]
    [InlineData("token", "Stream", "equal", 1, 1, 1, 0)]
    [InlineData("token", "line", "long", 2, 1, 1, 0)]
    [InlineData("token", "Merge", "equal", 1, -1, -1, 0)]
    [InlineData("token", "Merge", "long", 1, -1, -1, 0)]
    [InlineData("token", "Converge", "equal", 1, -1, -1, 0)]
    [InlineData("token", "WaitAll", "long", 1, -1, -1, 0)]
    [InlineData("token", "WaitAllActive", "equal", 1, -1, -1, 0)]
    [InlineData("token", "Cascade", "equal", 1, 1, 1, 0)]
    [InlineData("token", "Race", "equal", 1, 1, 1, 0)]
    [InlineData("token", "WaitAny", "equal", 1, 1, 1, 0)]
    [InlineData("token", "Cascade", "long", 1, 1, 1, 0)]
    [InlineData("token", "Race", "long", 1, 1, 1, 0)]
    [InlineData("token", "WaitAny", "long", 1, 1, 1, 0)]
    public void Node_should_run_as_often_as_the_table_says(string mode, string target, string shape, int both, int first, int second, int none)
    {
        Outcome(mode, target, shape, true, true).ShouldBe(both, "both");
        Outcome(mode, target, shape, true, false).ShouldBe(first, "D1 only");
        Outcome(mode, target, shape, false, true).ShouldBe(second, "D2 only");
        Outcome(mode, target, shape, false, false).ShouldBe(none, "none");
    }

    private static int Outcome(string mode, string target, string shape, bool d1, bool d2)
    {
        JsonObject t = target switch
        {
            "line" => Line("T"),
            "WaitAll" or "WaitAllActive" or "WaitAny" => Join("T", target),
            _ => Activity("WriteLine", "T", ("text", Literal("T")), ("customProperties", new JsonObject { ["mergeMode"] = target })),
        };
        var chart = shape == "equal"
            ? Chart("flow", [Activity("Start", "s"), Decision("D1", d1), Decision("D2", d2), t], "s -> D1", "s -> D2", "D1.True -> T", "D2.True -> T")
            : Chart("flow", [Activity("Start", "s"), Decision("D1", d1), Line("a"), Line("b"), Decision("D2", d2), t], "s -> D1", "s -> a", "a -> b", "b -> D2", "D1.True -> T", "D2.True -> T");
        var (_, instance) = Run(chart, mode == "token" ? FlowchartMode.Token : FlowchartMode.Counter);
        var runs = instance.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => e.Node == "flow:T");
        instance.State.Incidents.ShouldBeEmpty();
        if (instance.State.IsFinished) return runs;
        instance.State.IsStuck.ShouldBeTrue("a suspended instance that nothing can wake says so");
        runs.ShouldBe(0);
        return -1;
    }
}
