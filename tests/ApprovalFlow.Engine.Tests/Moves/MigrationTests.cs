using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;
using static ApprovalFlow.Engine.Tests.Moves.MoveLab;

namespace ApprovalFlow.Engine.Tests.Moves;

public sealed class MigrationTests
{
    private static JsonObject Fork(string join, params string[] branches) => Chart("flow", [Ask("a"), .. branches.Select(Ask), Join("j", join), Ask("z")],
        [.. branches.Select(b => $"a -> {b}"), .. branches.Select(b => $"{b} -> j"), "j -> z"]);

    private static Dictionary<string, string?> Map(string from, string? to) => new() { [from] = to };

    [Theory]
    [InlineData("WaitAll"), InlineData("WaitAllActive")]
    public void Join_should_wait_for_what_has_still_to_arrive_and_not_for_a_branch_that_is_new(string join)
    {
        var lab = new MoveLab(Fork(join, "b", "c"));
        lab.Answer("a");
        lab.Answer("b");
        lab.Migrate(Fork(join, "new", "c", "b")).ShouldBeNull();
        lab.Waiting.ShouldBe(["c"]);
        lab.Answer("c");
        lab.Waiting.ShouldBe(["z"]);
    }

    [Fact]
    public void Step_inserted_ahead_should_be_carried_out_and_one_inserted_behind_should_be_told_as_passed()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a"), Ask("b"), Ask("c")], "a -> b", "b -> c"));
        lab.Answer("a");
        var target = Chart("flow", [Ask("a"), Ask("before"), Ask("b"), Ask("after"), Ask("c")], "a -> before", "before -> b", "b -> after", "after -> c");
        lab.Preview(target).PassedOver.ShouldBe(["flow:before"]);
        lab.Migrate(target).ShouldBeNull();
        lab.Earlier("b").ShouldBe(["a", "before"]);
        lab.Answer("b");
        lab.Waiting.ShouldBe(["after"]);
    }

    [Fact]
    public void Renamed_step_should_keep_its_wait_when_it_is_mapped_and_be_refused_when_it_is_not()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a"), Ask("b")], "a -> b"));
        lab.Answer("a");
        var bookmark = lab.State.Bookmarks.Single().Id;
        var target = Chart("main", [Ask("a"), Ask("opinion")], "a -> opinion");
        lab.Migrate(target).ShouldNotBeNull().Code.ShouldBe("migrate-step-missing");
        lab.Migrate(target, Map("b", "opinion")).ShouldBeNull();
        (lab.State.Bookmarks.Single().Id, lab.State.Bookmarks.Single().Node).ShouldBe((bookmark, "main:opinion"));
        lab.Answer("opinion").ShouldBeNull();
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Work_that_would_come_twice_should_be_refused()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a"), Ask("b")], "a -> b"));
        lab.Answer("a");
        lab.Migrate(Chart("flow", [Ask("s"), Ask("b"), Ask("a")], "s -> b", "b -> a")).ShouldNotBeNull().Code.ShouldBe("migrate-step-ahead");
        var parallel = new MoveLab(Fork("WaitAll", "b", "c"));
        parallel.Answer("a");
        parallel.Migrate(Chart("flow", [Ask("a"), Ask("b"), Ask("c"), Ask("z")], "a -> b", "b -> c", "c -> z")).ShouldNotBeNull().Code.ShouldBe("migrate-step-ahead");
    }

    [Fact]
    public void Branch_that_a_return_has_kept_should_stay_kept_when_a_new_step_stands_before_it()
    {
        JsonObject Flow(params string[] ways) => Chart("flow", [Ask("a"), Ask("s"), Line("f"), Ask("x"), Ask("b"), Ask("c"), Join("j", "WaitAll"), Ask("z")], [.. ways, "a -> s", "s -> f", "f -> c", "b -> j", "c -> j", "j -> z"]);
        var lab = new MoveLab(Flow("f -> b"));
        foreach (var id in new[] { "a", "s", "b" }) lab.Answer(id);
        lab.Return("c", "a").ShouldBeNull();
        lab.Answer("a");
        lab.Migrate(Flow("f -> x", "x -> b")).ShouldBeNull();
        lab.Answer("s");
        lab.Waiting.ShouldBe(["c", "x"]);
        lab.Return("x", "a", SiblingRule.Cancel).ShouldBeNull();
        foreach (var id in new[] { "a", "s", "x" }) lab.Answer(id);
        lab.Waiting.ShouldBe(["c"], "somebody has done b, and no way has led there again since it was kept");
        lab.Answer("c");
        lab.Waiting.ShouldBe(["z"]);
    }

    [Fact]
    public void New_branch_should_not_count_as_done_because_the_step_beside_it_has_gone()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a"), Ask("f"), Ask("b"), Ask("c"), Join("j", "WaitAll"), Ask("z")], "a -> f", "f -> b", "f -> c", "b -> j", "c -> j", "j -> z"));
        lab.Answer("a");
        lab.Answer("f");
        lab.Answer("b");
        lab.Migrate(Chart("flow", [Ask("a"), Ask("f"), Ask("c"), Ask("x"), Join("j", "WaitAll"), Ask("z")], "a -> f", "f -> j", "f -> c", "f -> x", "x -> j", "c -> j", "j -> z")).ShouldBeNull();
        lab.Return("c", "a").ShouldBeNull();
        lab.Answer("a");
        lab.Answer("f");
        lab.Waiting.ShouldBe(["c", "x"]);
    }

    [Fact]
    public void Join_that_could_never_fire_should_be_refused()
    {
        JsonObject Choice(string join) => Chart("flow", [Ask("a"), Ask("b"), Ask("c"), Join("j", join), Ask("z")], "a.Yes -> b", "a.No -> c", "b -> j", "c -> j", "j -> z");
        var lab = new MoveLab(Choice("WaitAllActive"));
        lab.Answer("a", "Yes");
        lab.Migrate(Choice("WaitAll")).ShouldNotBeNull().Code.ShouldBe("migrate-join-never-fires");
        lab.Migrate(Choice("WaitAny")).ShouldBeNull();
        lab.Answer("b");
        lab.Waiting.ShouldBe(["z"]);
    }

    [Fact]
    public void Arrival_that_would_be_lost_should_be_refused()
    {
        var lab = new MoveLab(Fork("WaitAllActive", "b", "c"));
        lab.Answer("a");
        lab.Answer("b");
        lab.Migrate(Chart("flow", [Ask("a"), Ask("b"), Ask("c"), Join("j", "WaitAllActive"), Ask("z")], "a -> b", "a -> c", "b.Agree -> j", "c -> j", "j -> z"))
            .ShouldNotBeNull().Code.ShouldBe("migrate-arrival-lost");
    }

    [Fact]
    public void Kind_place_and_reach_of_what_runs_should_stay()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a"), Ask("b")], "a -> b"));
        lab.Answer("a");
        lab.Migrate(Chart("flow", [Ask("a"), Line("b")], "a -> b")).ShouldNotBeNull().Code.ShouldBe("migrate-kind-changed");
        lab.Migrate(Sequence("flow", Ask("a"), Ask("b")), Map("flow", "flow")).ShouldNotBeNull().Code.ShouldBe("migrate-kind-changed");
        lab.Migrate(Chart("flow", [Ask("a"), Sequence("s", Ask("b"))], "a -> s"), Map("b", "b")).ShouldNotBeNull().Code.ShouldBe("migrate-scope-changed");
        lab.Migrate(Chart("flow", [Ask("a"), Ask("b")])).ShouldNotBeNull().Code.ShouldBe("migrate-step-unreachable");
        lab.Migrate(Chart("flow", [Ask("a"), Ask("b")], "a -> b"), new Dictionary<string, string?> { ["a"] = "b", ["b"] = "b" }).ShouldNotBeNull().Code.ShouldBe("migrate-mapped-twice");
        lab.Send(new WorkflowCommand.Migrate(lab.Graph) { Map = Map("flow:ghost", "flow:b") }).ShouldNotBeNull().Code.ShouldBe("migrate-unknown-step");
    }

    [Fact]
    public void Branches_begun_together_should_stay_as_many()
    {
        JsonObject Parallel(params string[] ids) => Activity("Parallel", "p", ("activities", new JsonArray([.. ids.Select(Ask)])));
        var lab = new MoveLab(Parallel("a", "b"));
        lab.Answer("a");
        lab.Migrate(Parallel("a", "b", "c")).ShouldNotBeNull().Code.ShouldBe("migrate-branches-changed");
        lab.Migrate(Parallel("x", "b")).ShouldBeNull();
        lab.Answer("b");
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Sequence_should_go_on_from_where_its_step_stands_now()
    {
        var lab = new MoveLab(Sequence("s", Ask("a"), Ask("b"), Ask("c")));
        lab.Answer("a");
        lab.Migrate(Sequence("s", Ask("new"), Ask("b"), Ask("more"), Ask("c"))).ShouldBeNull();
        lab.Answer("b");
        lab.Waiting.ShouldBe(["more"]);
    }

    [Fact]
    public void Wait_should_ask_what_the_other_version_asks_and_stay_the_same_wait()
    {
        var lab = new MoveLab(Chart("flow", [Event("e"), Ask("z")], "e -> z"));
        var bookmark = lab.State.Bookmarks.Single();
        lab.Migrate(Chart("flow", [Activity("Event", "e", ("eventName", Literal("other"))), Ask("z")], "e -> z")).ShouldBeNull();
        var changed = lab.State.Bookmarks.Single();
        (changed.Id, changed.Context).ShouldBe((bookmark.Id, bookmark.Context));
        changed.Hash.ShouldBe(BookmarkHash.Of("Elsa.Event", new Dictionary<string, object?> { ["EventName"] = "other" }, null));
        lab.Migrate(Chart("flow", [Activity("Event", "e", ("eventName", Script("nobody()"))), Ask("z")], "e -> z")).ShouldNotBeNull().Code.ShouldBe("migrate-input-failed");
    }

    [Fact]
    public void Tokens_should_lie_on_the_same_ways_and_be_refused_where_there_are_none()
    {
        JsonObject Merge(params string[] ways) => Chart("flow", [Ask("a"), Ask("b"), Ask("c"), Join("j", "WaitAll"), Ask("z")], ways);
        var lab = new MoveLab(Merge("a -> b", "a -> c", "b -> j", "c -> j", "j -> z"), FlowchartMode.Token);
        lab.Answer("a");
        lab.Answer("b");
        lab.Migrate(Merge("a -> b", "a -> c", "c -> j", "j -> z")).ShouldNotBeNull().Code.ShouldBe("migrate-arrival-lost");
        lab.Migrate(Merge("j -> z", "c -> j", "b -> j", "a -> c", "a -> b")).ShouldBeNull();
        lab.Answer("c");
        lab.Waiting.ShouldBe(["z"]);
    }

    [Fact]
    public void Incident_should_be_mended_by_a_version_in_which_the_step_can_go_on()
    {
        JsonObject Flow(JsonObject broken) => Chart("flow", [Ask("a"), broken, Ask("z")], "a -> d", "d.True -> z");
        var lab = new MoveLab(Flow(Activity("FlowDecision", "d", ("condition", Script("nobody()", "Boolean")))));
        lab.Answer("a");
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        lab.Migrate(Flow(Decision("d", true))).ShouldBeNull();
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted, "nobody has taken it in hand yet");
        lab.Send(new WorkflowCommand.Retry(lab.State.Incidents.Single().Context)).ShouldBeNull();
        lab.Waiting.ShouldBe(["z"]);
    }

    [Fact]
    public void Ended_instance_and_another_definition_should_be_refused()
    {
        var lab = new MoveLab(Chart("flow", [Ask("a")]));
        var other = Engine.Definitions.WorkflowDefinition.Load(Definition(Chart("flow", [Ask("a")]), "other")).Definition!;
        lab.Send(new WorkflowCommand.Migrate(WorkflowGraph.Compile(other, Activities.ActivityRegistry.CreateCore()))).ShouldNotBeNull().Code.ShouldBe("migrate-other-definition");
        lab.Answer("a");
        lab.Migrate(Chart("flow", [Ask("a")])).ShouldNotBeNull().Code.ShouldBe("workflow-finished");
    }
}
