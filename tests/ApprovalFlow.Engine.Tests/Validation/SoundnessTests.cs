using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Validation;

/// <summary>Flowcharts that go wrong somewhere, and others that only look as if they did.</summary>
public sealed class SoundnessTests
{
    private static string[] Found(string nodes, params string[] connections) => Problems(nodes, connections);

    private static string[] Problems(string nodes, string[] connections) =>
        [.. WorkflowGraph.Validate(SoundnessSamples.Chart(nodes, connections)).Select(p => $"{p.Code} {p.ActivityId}").Order(StringComparer.Ordinal)];

    [Fact]
    public void A_decision_into_a_join_that_wants_both_branches_should_be_found() =>
        Found("start:s if:d step:a step:b all:j end:e", "s > d", "d.True > a", "d.False > b", "a.Yes > j", "a.No > j", "b.Yes > j", "b.No > j", "j > e")
            .ShouldBe(["activity-never-runs e", "join-never-fires j", "path-without-end a", "path-without-end b"]);

    [Fact]
    public void A_branch_that_ends_the_flow_while_another_runs_should_be_found() =>
        Found("start:s fork(a,b):f step:a step:b end:e end:e2", "s > f", "f.a > a", "f.b > b", "a.Yes > e", "a.No > e", "b.Yes > e2", "b.No > e2")
            .ShouldBe(["end-with-live-branches e", "end-with-live-branches e2"]);

    [Fact]
    public void An_outcome_that_leads_nowhere_should_be_found() =>
        Found("start:s step:a end:e", "s > a", "a.Yes > e").ShouldBe(["path-without-end a"]);

    [Fact]
    public void A_branch_that_runs_dry_behind_a_join_of_all_should_be_found() =>
        Found("start:s fork(a,b):f step:a step:b all:j end:e", "s > f", "f.a > a", "f.b > b", "a.Yes > j", "b.Yes > j", "j > e")
            .ShouldBe(["path-without-end a", "path-without-end b"]);

    [Fact]
    public void A_loop_without_a_way_out_should_be_found() =>
        Found("start:s step:a step:b end:e", "s > a", "a.Yes > b", "a.No > e", "b.Yes > b", "b.No > b").ShouldBe(["path-cannot-end b"]);

    [Fact]
    public void A_loop_that_nobody_waits_in_should_be_found() =>
        Found("start:s line:a line:b end:e", "s > a", "a > b", "b > a").ShouldContain(found => found.StartsWith("loop-never-waits", StringComparison.Ordinal));

    [Fact]
    public void A_way_back_inside_one_branch_should_be_found_since_the_join_does_not_wait_for_it() =>
        Found("start:s fork(a,b):f step:a step:a2 step:b active:j end:e", "s > f", "f.a > a", "f.b > b", "a.Yes > a2", "a.No > a2", "a2.Yes > j", "a2.No > a", "b.Yes > j", "b.No > j", "j > e")
            .ShouldNotBeEmpty();

    [Fact]
    public void An_activity_behind_a_constant_condition_should_be_found() =>
        WorkflowGraph.Validate(SoundnessSamples.Compile(Execution.Flow.Chart("flow",
                [Execution.Flow.Decision("d", true), Execution.Flow.Line("a"), Execution.Flow.Line("b")], "d.True -> a", "d.False -> b")))
            .Select(p => $"{p.Code} {p.ActivityId}").ShouldBe(["activity-never-runs b", "branch-never-true d"]);

    [Fact]
    public void A_refusal_gathered_beside_a_return_should_be_found() =>
        // One refuses; another returns: cancelling the third completes the gathering of refusals, and the decision opens beside the correction.
        Found("start:s fork(a,b,c):f step:a step:b step:c all:j step:decide any:back step:correct end:e end:e2",
                "s > f", "f.a > a", "f.b > b", "f.c > c", "a.Yes > j", "b.Yes > j", "c.Yes > j", "a.No > decide", "c.No > decide", "b.No > back", "j > decide",
                "decide.Yes > e", "decide.No > back", "back > correct", "correct.Yes > e2", "correct.No > e2")
            .ShouldContain("end-with-live-branches e2");

    public static TheoryData<string, string[]> Sound => new()
    {
        { "start:s step:a end:e", ["s > a", "a.Yes > e", "a.No > e"] },
        { "start:s if:d step:a step:b active:j end:e", ["s > d", "d.True > a", "d.False > b", "a.Yes > j", "a.No > j", "b.Yes > j", "b.No > j", "j > e"] },
        { "start:s if:d step:a step:b step:c end:e", ["s > d", "d.True > a", "d.False > b", "a.Yes > c", "a.No > c", "b.Yes > c", "b.No > c", "c.Yes > e", "c.No > e"] },
        { "start:s fork(a,b):f step:a step:b active:j end:e", ["s > f", "f.a > a", "f.b > b", "a.Yes > j", "a.No > j", "b.Yes > j", "b.No > j", "j > e"] },
        { "start:s fork(a,b):f step:a step:b any:j end:e", ["s > f", "f.a > a", "f.b > b", "a.Yes > j", "a.No > j", "b.Yes > j", "b.No > j", "j > e"] },
        { "start:s step:a step:b end:e", ["s > a", "a.Yes > b", "a.No > e", "b.Yes > e", "b.No > a"] },
        { "line:a line:b", ["a > b"] },
        { "step:a line:b", ["a.Yes > b"] },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void A_sound_flowchart_should_pass(string nodes, string[] connections) => Problems(nodes, connections).ShouldBeEmpty();

    [Fact]
    public void A_problem_should_name_its_place_and_the_way_there_in_both_languages()
    {
        var problem = WorkflowGraph.Validate(SoundnessSamples.Chart("start:s step:a step:b end:e", "s > a", "a.Yes > b", "a.No > e", "b.Yes > e")).ShouldHaveSingleItem();

        problem.Severity.ShouldBe(ProblemSeverity.Error);
        problem.Path.ShouldBe("$.root.activities[2]");
        problem.Message.ShouldBe("Expected every path to reach an end, but after 'b' nothing is left to do by: a[Yes] → b[No].");
        problem.MessageZh.ShouldBe("流程会在“b”之后无路可走，没有到达结束：a[Yes] → b[No]。");
    }

    [Theory]
    [InlineData(6, 10)]
    [InlineData(10, 30)]
    public void Long_parallel_branches_should_be_decided(int branches, int length)
    {
        var names = Enumerable.Range(0, branches).ToArray();
        var nodes = "start:s fork(" + string.Join(',', names) + "):f active:j end:e " + string.Join(' ', names.SelectMany(b => Enumerable.Range(0, length).Select(i => $"step:b{b}-{i}")));
        var connections = new List<string> { "s > f", "j > e" };
        foreach (var b in names)
        {
            connections.Add($"f.{b} > b{b}-0");
            for (var i = 0; i < length; i++)
                foreach (var port in (string[])["Yes", "No"])
                    connections.Add($"b{b}-{i}.{port} > " + (i + 1 < length ? $"b{b}-{i + 1}" : "j"));
        }
        Problems(nodes, [.. connections]).ShouldBeEmpty();
    }

    [Fact]
    public void A_flowchart_with_too_many_states_should_say_that_nothing_is_proven()
    {
        var names = Enumerable.Range(0, 24).ToArray();
        var nodes = "start:s fork(" + string.Join(',', names) + "):f active:j end:e " + string.Join(' ', names.Select(b => $"step:a{b} step:b{b} step:c{b}"));
        var connections = new List<string> { "s > f", "j > e" };
        foreach (var b in names)
            connections.AddRange([$"f.{b} > a{b}", $"a{b}.Yes > b{b}", $"a{b}.No > c{b}", $"b{b}.Yes > j", $"b{b}.No > j", $"c{b}.Yes > j", $"c{b}.No > j"]);
        Problems(nodes, [.. connections]).ShouldBe(["soundness-undecided flow"]);
    }
}
