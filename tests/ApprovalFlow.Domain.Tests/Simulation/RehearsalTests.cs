using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Simulation;

/// <summary>A made-up case by the real rules; kept as a scenario, it says when a definition no longer does the same.</summary>
public sealed class RehearsalTests
{
    internal static readonly string[] Codes = ["rehearsal-not-open", "rehearsal-wait", "rehearsal-calendar", "rehearsal-no-flow", "rehearsal-move"];

    private static readonly ActivityRegistry Activities = ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), Repository.Calendar);
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static string JsonOf(string flowCode) => File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Repository.Workflows, "definitions"), flowCode + ".json", SearchOption.AllDirectories).Single());

    private static RehearsalStage Stage(string flowCode, Func<string, string>? change = null)
    {
        var json = JsonOf(flowCode);
        var flow = Repository.Catalogue.Flow(flowCode)!;
        var item = Repository.Catalogue.Item(flow.ItemCode)!;
        return new(WorkflowGraph.Compile(WorkflowDefinition.Load(change is null ? json : change(json)).Definition!, Activities), flow, item, Repository.Calendar) { Clocks = Repository.Clocks.Of(item, flow) };
    }

    private static RehearsalScript Script(string flowCode, params RehearsalMove[] moves)
    {
        var flow = Repository.Catalogue.Flow(flowCode)!;
        return new(Monday, SampleApplication.Register("-", "-", flow, Repository.Catalogue.Item(flow.ItemCode)!).Form) { Moves = moves };
    }

    private static RehearsalMove.Complete Do(string activity, string outcome) => new(activity, outcome);

    private static RehearsalScript ToEnd(RehearsalStage stage, RehearsalScript script)
    {
        for (var run = Rehearsal.Run(stage, script); run.State.OpenTasks.Count > 0; run = Rehearsal.Run(stage, script))
        {
            run.Refusal.ShouldBeNull();
            script = script.Then(Do(run.State.OpenTasks[0].ActivityId, run.State.OpenTasks[0].Outcomes[0]));
        }
        return script;
    }

    [Fact]
    public void Why_a_rehearsal_cannot_begin_should_be_said_in_both_languages()
    {
        (RehearsalRefusals.NoFlow("x").Message, RejectionText.In("zh-CN", RehearsalRefusals.NoFlow("x"))).ShouldBe(("Expected a definition for a flow of the catalogue to rehearse, but 'x' is for none.", "x 不是目录中的流程，不能演练。"));
        (RehearsalRefusals.UnreadableMove(2).Code, RejectionText.In("zh-CN", RehearsalRefusals.UnreadableMove(2))).ShouldBe(("rehearsal-move", "第 2 步应写明环节和结果，或等待的工作日数。"));
    }

    [Fact]
    public void Rehearsal_should_show_tasks_with_their_last_days_and_the_clocks()
    {
        var stage = Stage("FGW-001-A");
        var run = Rehearsal.Run(stage, Script("FGW-001-A", new RehearsalMove.Wait(1), Do("accept", "Accept")));
        run.Refusal.ShouldBeNull();
        run.Now.ShouldBe(new(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8)));
        var review = run.State.OpenTasks.Single(t => t.ActivityId == "review");
        (review.ActivityId, review.Due).ShouldBe(("review", stage.Calendar.Due(new(2026, 3, 3), review.LimitDays!.Value).Day));
        run.Clocks.ShouldContain(c => c.Kind == Domain.Clocks.ClockKind.Statutory && c.Due != null);
    }

    [Fact]
    public void Waiting_should_raise_the_cards_and_skip_holidays()
    {
        // Friday before the Qingming holiday of 2026: the next working day is Tuesday.
        var stage = Stage("FGW-001-A");
        var script = Script("FGW-001-A", Do("accept", "Accept"), new RehearsalMove.Wait(1)) with { StartsOn = new(2026, 4, 3) };
        Rehearsal.Run(stage, script).Now.ShouldBe(new(2026, 4, 7, 9, 0, 0, TimeSpan.FromHours(8)));
        var late = Rehearsal.Run(stage, script.Then(new RehearsalMove.Wait(40)));
        late.Refusal.ShouldBeNull();
        late.State.Cards.ShouldNotBeEmpty();
        late.Clocks.ShouldContain(c => c.Overdue > 0);
    }

    [Fact]
    public void Every_flow_of_the_catalogue_should_be_rehearsed_to_its_end()
    {
        foreach (var flow in Repository.Catalogue.Flows)
        {
            var stage = Stage(flow.Code);
            var run = Rehearsal.Run(stage, ToEnd(stage, Script(flow.Code)));
            run.State.IsClosed.ShouldBeTrue(flow.Code);
        }
    }

    [Fact]
    public void Same_script_should_give_the_same_records_and_a_step_back_the_run_before()
    {
        var stage = Stage("FGW-001-A");
        var script = ToEnd(stage, Script("FGW-001-A"));
        string Told(RehearsalScript s) => string.Join('\n', Rehearsal.Run(stage, s).Records.Select(r => $"{r.Sequence} {r.At:O} {CaseEventJson.Encode(r.Event).Text}"));
        Told(script).ShouldBe(Told(script));
        Told(script).ShouldStartWith(Told(script.Back()));
    }

    [Fact]
    public void Move_that_cannot_be_made_should_be_refused_and_leave_the_ones_before()
    {
        var stage = Stage("FGW-001-A");
        void Refused(string code, int made, params RehearsalMove[] moves)
        {
            var run = Rehearsal.Run(stage, Script("FGW-001-A", moves));
            (run.Refusal!.Code, run.Made).ShouldBe((code, made));
            run.State.Exists.ShouldBeTrue();
        }
        Refused("rehearsal-not-open", 0, Do("review", "Approve"));
        Refused("outcome-unknown", 1, Do("accept", "Accept"), Do("review", "Dance"));
        Refused("rehearsal-wait", 0, new RehearsalMove.Wait(0));
        Refused("rehearsal-wait", 0, new RehearsalMove.Wait(Rehearsal.LongestWait + 1));
        Refused("rehearsal-calendar", 0, new RehearsalMove.Wait(400));
        Rehearsal.Run(stage, Script("FGW-001-A") with { Form = new Dictionary<string, object?>() }).Refusal!.Code.ShouldBe("form-invalid");
    }

    [Fact]
    public void Scenario_should_come_back_from_the_definition_as_it_was_kept()
    {
        var stage = Stage("FGW-001-A");
        var refused = Script("FGW-001-A", Do("accept", "Accept"), new RehearsalMove.Wait(3), new RehearsalMove.Complete("review", "Refuse") { Data = new Dictionary<string, object?> { ["note"] = "缺少批复", ["count"] = 2d, ["fit"] = false } }) with { CountyCode = "140105" };
        var kept = new[] { new RehearsalScenario("不予许可", refused, new(null, ["accept"], ["decide"])), new RehearsalScenario("办结", ToEnd(stage, Script("FGW-001-A")), new("approved", ["a", "b"], [])) };
        var json = ScenarioJson.Write(JsonOf("FGW-001-A"), kept);
        List<string> unread = [];
        var read = ScenarioJson.Read(WorkflowDefinition.Load(json).Definition!.Document, unread);
        unread.ShouldBeEmpty();
        ScenarioJson.Write(JsonOf("FGW-001-A"), read).ShouldBe(json);
        read.Select(s => s.Name).ShouldBe(["不予许可", "办结"]);
        ((RehearsalMove.Complete)read[0].Script.Moves[2]).Data!["count"].ShouldBe(2d);
        JsonNode.DeepEquals(JsonNode.Parse(ScenarioJson.Write(json, [])), JsonNode.Parse(JsonOf("FGW-001-A"))).ShouldBeTrue("without scenarios nothing is left of them");
    }

    [Theory]
    [InlineData("""{"moves":[]}"""), InlineData("7"), InlineData("""{"name":"x","startsOn":"gestern","moves":[],"expected":{"completed":[],"open":[]}}""")]
    [InlineData("""{"name":"x","startsOn":"2026-03-02","moves":[{"fly":1}],"expected":{"completed":[],"open":[]}}"""), InlineData("""{"name":"x","startsOn":"2026-03-02","moves":[],"expected":{"completed":[1],"open":[]}}""")]
    public void Scenario_that_cannot_be_read_should_be_a_problem_with_its_path(string scenario)
    {
        var stage = Stage("FGW-001-A", json => With(json, $"[{scenario}]"));
        var problem = ScenarioRules.Problems(stage.Graph, stage).ShouldHaveSingleItem();
        (problem.Code, problem.Path, problem.Severity).ShouldBe(("scenario-unreadable", "$.customProperties.approvalflow.scenarios[0]", ProblemSeverity.Error));
        problem.MessageZh.ShouldNotBeNull();
        ScenarioRules.Problems(Stage("FGW-001-A", json => With(json, "{}")).Graph, stage).Single().Path.ShouldBe("$.customProperties.approvalflow.scenarios");
    }

    [Fact]
    public void Scenario_should_say_when_a_changed_definition_no_longer_does_the_same()
    {
        var stage = Stage("FGW-001-A");
        var script = ToEnd(stage, Script("FGW-001-A"));
        var scenario = new RehearsalScenario("办结", script, Rehearsal.Run(stage, script).Outcome);
        string Kept(string json) => ScenarioJson.Write(json, [scenario]);
        ScenarioRules.Problems(Stage("FGW-001-A", Kept).Graph, Stage("FGW-001-A", Kept)).ShouldBeEmpty();

        // The result of the good end is another.
        var other = Stage("FGW-001-A", json => Kept(json).Replace($"\"value\": \"{scenario.Expected.Result}\"", "\"value\": \"refused\"", StringComparison.Ordinal));
        var differs = ScenarioRules.Problems(other.Graph, other).ShouldHaveSingleItem();
        differs.Code.ShouldBe("scenario-differs");
        differs.Message.ShouldContain("it ends as 'refused'");
        differs.MessageZh!.ShouldContain("办结");

        // A step has another name: the move is refused, and the sentence says which.
        var renamed = Stage("FGW-001-A", json => Kept(json).Replace("\"id\": \"review\"", "\"id\": \"check\"", StringComparison.Ordinal).Replace("\"activity\": \"review\"", "\"activity\": \"check\"", StringComparison.Ordinal));
        var message = ScenarioRules.Problems(renamed.Graph, renamed).ShouldHaveSingleItem().Message;
        message.ShouldContain("is refused: Expected step 'review' to be open, but these are:");
        message.ShouldContain("check");
    }

    private static string With(string json, string scenarios)
    {
        var document = JsonNode.Parse(json)!;
        document["customProperties"]!["approvalflow"]!["scenarios"] = JsonNode.Parse(scenarios);
        return document.ToJsonString();
    }
}
