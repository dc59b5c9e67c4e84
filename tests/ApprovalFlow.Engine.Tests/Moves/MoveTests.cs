using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;
using static ApprovalFlow.Engine.Tests.Moves.MoveLab;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>Returns, take-backs and jumps told one by one.</summary>
public sealed class MoveTests
{
    /// <summary>accept → fork → (review → second) and county → join → decide.</summary>
    private static MoveLab Parallel(string join = "WaitAll") => new(Chart("flow",
        [Ask("accept"), Line("fork"), Ask("review"), Ask("second"), Ask("county"), Join("join", join), Ask("decide")],
        "accept -> fork", "fork -> review", "review -> second", "fork -> county", "second -> join", "county -> join", "join -> decide"));

    [Fact]
    public void Return_should_begin_the_target_anew_and_give_up_the_source()
    {
        var lab = Parallel();
        lab.Answer("accept");
        lab.Answer("review");
        var old = lab.State.Bookmarks.Single(b => Id(b.Node) == "second").Id;
        var former = lab.ContextOf("second");
        lab.Return("second", "review").ShouldBeNull();
        lab.Waiting.ShouldBe(["county", "review"]);
        lab.ContextOf("review").ShouldBeGreaterThan(former);
        lab.Send(new WorkflowCommand.Resume(old))!.Code.ShouldBe("bookmark-not-found", "late work carries an old generation");
        lab.Answer("review");
        lab.Waiting.ShouldBe(["county", "second"]);
    }

    [Theory]
    [InlineData("WaitAll"), InlineData("WaitAllActive")]
    public void Join_should_keep_what_arrived_from_a_branch_that_was_not_returned(string mode)
    {
        var lab = Parallel(mode);
        foreach (var step in (string[])["accept", "review", "county"]) lab.Answer(step);
        lab.Return("second", "review");
        lab.Answer("review");
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"]);
        lab.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => Id(e.Node) == "join").ShouldBe(1);
    }

    [Fact]
    public void Join_should_fire_again_for_the_branch_that_was_returned_from_behind_it()
    {
        var lab = Parallel();
        foreach (var step in (string[])["accept", "review", "county", "second"]) lab.Answer(step);
        lab.Return("decide", "second").ShouldBeNull();
        lab.Waiting.ShouldBe(["second"], "the county's word stands");
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"]);
        lab.Answer("decide");
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Siblings_that_are_kept_should_go_on_and_not_begin_twice()
    {
        var lab = Parallel();
        lab.Answer("accept");
        lab.Return("review", "accept", SiblingRule.Keep);
        lab.Waiting.ShouldBe(["accept", "county"]);
        lab.Answer("accept");
        lab.Waiting.ShouldBe(["county", "review"]);
        lab.Answer("county");
        lab.Return("review", "accept", SiblingRule.Keep);
        lab.Answer("accept");
        lab.Waiting.ShouldBe(["review"]);
        lab.Answer("review");
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"]);
    }

    [Fact]
    public void Siblings_that_are_cancelled_should_leave_no_orphan_and_begin_again()
    {
        var lab = Parallel();
        lab.Answer("accept");
        var county = lab.State.Bookmarks.Single(b => Id(b.Node) == "county").Id;
        lab.Return("review", "accept", SiblingRule.Cancel);
        lab.Waiting.ShouldBe(["accept"]);
        lab.Send(new WorkflowCommand.Resume(county))!.Code.ShouldBe("bookmark-not-found");
        lab.Answer("accept");
        lab.Waiting.ShouldBe(["county", "review"]);
    }

    [Fact]
    public void A_way_not_taken_before_should_be_open_when_the_returned_step_chooses_it()
    {
        var lab = new MoveLab(Chart("flow", [Ask("choose"), Ask("left"), Ask("right"), Line("merge"), Ask("end")],
            "choose -> left", "choose.Other -> right", "left -> merge", "right -> merge", "merge -> end"));
        lab.Answer("choose");
        lab.Return("left", "choose", SiblingRule.Keep);
        lab.Answer("choose", "Other");
        lab.Waiting.ShouldBe(["right"]);
        lab.Answer("right");
        lab.Waiting.ShouldBe(["end"]);
    }

    [Fact]
    public void Return_should_find_the_flowchart_that_holds_both_when_the_source_lies_deeper()
    {
        var inner = Chart("inner", [Ask("a"), Ask("b"), Ask("c")], "a -> b", "a -> c");
        var lab = new MoveLab(Chart("flow", [Ask("first"), Sequence("part", Ask("one"), inner, Ask("three")), Ask("beside"), Line("fork"), Join("all", "WaitAll")],
            "first -> fork", "fork -> part", "fork -> beside", "part -> all", "beside -> all"));
        foreach (var step in (string[])["first", "one", "a"]) lab.Answer(step);
        lab.Waiting.ShouldBe(["b", "beside", "c"]);
        lab.Previous("b").ShouldBe(["a"]);
        lab.Earlier("b").ShouldBe(["a", "first", "fork", "one"]);

        lab.Return("b", "one").ShouldBeNull();
        lab.Waiting.ShouldBe(["beside", "one"], "the whole inner flowchart went, the branch beside it stayed");
        foreach (var step in (string[])["one", "a"]) lab.Answer(step);
        lab.Return("c", "a", SiblingRule.Keep);
        lab.Waiting.ShouldBe(["a", "b", "beside"]);
        lab.Return("b", "first", SiblingRule.Cancel).ShouldBeNull();
        lab.Waiting.ShouldBe(["first"]);
        foreach (var step in (string[])["first", "one", "a", "b", "c", "three", "beside"]) lab.Answer(step);
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Previous_step_should_be_the_one_whose_completion_led_here_on_each_branch()
    {
        var lab = Parallel();
        lab.Answer("accept");
        lab.Previous("review").ShouldBe(["accept"], "past the fork");
        lab.Answer("review");
        lab.Previous("second").ShouldBe(["review"]);
        lab.Previous("county").ShouldBe(["accept"]);
        lab.Answer("second");
        lab.Answer("county");
        lab.Previous("decide").ShouldBe(["county", "second"], "behind a join there are several; the case knows which came last");
        lab.Earlier("decide").ShouldBe(["accept", "county", "fork", "join", "review", "second"]);
    }

    [Fact]
    public void Take_back_should_undo_what_followed_and_nothing_else()
    {
        var lab = Parallel();
        foreach (var step in (string[])["accept", "review", "county"]) lab.Answer(step);
        lab.TakeBack("county").ShouldBeNull();
        lab.Waiting.ShouldBe(["county", "second"]);
        lab.Answer("county");
        lab.Answer("second");
        lab.TakeBack("second").ShouldBeNull();
        lab.Waiting.ShouldBe(["second"]);
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"]);
    }

    [Fact]
    public void Jump_should_leave_only_the_target_and_let_joins_behind_it_pass()
    {
        var lab = Parallel();
        lab.Answer("accept");
        lab.Jump("second").ShouldBeNull();
        lab.Waiting.ShouldBe(["second"]);
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"], "nobody waits for the county that was jumped over");
        lab.Jump("accept");
        lab.Waiting.ShouldBe(["accept"]);
        lab.Answer("accept");
        lab.Waiting.ShouldBe(["county", "review"]);
    }

    [Fact]
    public void Sequence_should_go_back_and_over_by_position()
    {
        var lab = new MoveLab(Sequence("steps", Ask("a"), Ask("b"), Ask("c")));
        lab.Answer("a");
        lab.Answer("b");
        lab.Previous("c").ShouldBe(["b"]);
        lab.Return("c", "a").ShouldBeNull();
        lab.Waiting.ShouldBe(["a"]);
        lab.Return("a", "b")!.Code.ShouldBe("return-target-not-completed");
        lab.Jump("c");
        lab.Answer("c");
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Move_that_cannot_be_should_be_refused()
    {
        var lab = Parallel();
        lab.Answer("accept");
        lab.Return("review", "second")!.Code.ShouldBe("return-target-not-completed", "not been there yet");
        lab.Return("review", "county")!.Code.ShouldBe("return-target-not-completed", "not on its path");
        lab.Return("review", "review")!.Code.ShouldBe("return-target-not-completed");
        lab.Send(new WorkflowCommand.Return("flow:nowhere") { FromContext = lab.ContextOf("review") })!.Code.ShouldBe("move-target-unknown");
        lab.Send(new WorkflowCommand.Return("flow") { FromContext = lab.ContextOf("review") })!.Code.ShouldBe("move-target-not-in-scope");
        lab.Send(new WorkflowCommand.Return("flow:accept") { FromContext = 99 })!.Code.ShouldBe("move-source-not-waiting");
        foreach (var step in (string[])["review", "second", "county", "decide"]) lab.Answer(step);
        lab.Jump("accept")!.Code.ShouldBe("workflow-finished");
    }

    [Fact]
    public void Token_mode_should_return_on_one_line_and_refuse_what_a_join_could_not_get_again()
    {
        var lab = new MoveLab(Chart("flow",
            [Ask("accept"), Line("fork"), Ask("review"), Ask("second"), Ask("county"), Join("join", "WaitAll"), Ask("decide")],
            "accept -> fork", "fork -> review", "review -> second", "fork -> county", "second -> join", "county -> join", "join -> decide"), FlowchartMode.Token);
        lab.Answer("accept");
        lab.Answer("review");
        lab.Return("second", "review").ShouldBeNull();
        lab.Answer("county");
        lab.Return("review", "accept").ShouldBeNull();
        lab.Waiting.ShouldBe(["accept"]);
        foreach (var step in (string[])["accept", "review", "county"]) lab.Answer(step);
        lab.Return("second", "review").ShouldBeNull();
        lab.Answer("review");
        lab.Answer("second");
        lab.Waiting.ShouldBe(["decide"]);
        lab.Return("decide", "second")!.Code.ShouldBe("move-join-passed");
        lab.Return("decide", "accept").ShouldBeNull();
        foreach (var step in (string[])["accept", "review", "county", "second", "decide"]) lab.Answer(step).ShouldBeNull();
        lab.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Added_input_should_be_there_for_what_follows_and_move_nothing()
    {
        var lab = Parallel();
        lab.Send(new WorkflowCommand.AddInput(new Dictionary<string, object?> { ["amount"] = 5d })).ShouldBeNull();
        lab.State.Input["amount"].ShouldBe(5d);
        lab.Waiting.ShouldBe(["accept"]);
    }
}
