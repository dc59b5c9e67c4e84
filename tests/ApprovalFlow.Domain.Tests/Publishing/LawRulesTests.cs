using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Publishing;

/// <summary>A lawful flow, and what is said when one thing about it is changed.</summary>
public sealed class LawRulesTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());

    private readonly Dictionary<string, JsonObject> steps = new()
    {
        ["accept"] = Step("accept", "Accept", "window-clerk", 1),
        ["review"] = Step("review", "Review", "reviewer", 3),
        ["hearing"] = Step("hearing", "Hearing", "reviewer", 10, ("clock", Text("excluded")), ("plannedDays", Days(10)), ("noticeZh", "需组织听证，计划十个工作日。")),
        ["decide"] = Step("decide", "Decide", "chief-representative", 2),
        ["deliver"] = Step("deliver", "Deliver", "window-clerk", 1, ("clock", Text("excluded"))),
        ["close"] = new() { ["id"] = "close", ["type"] = "Approval.CloseCase", ["result"] = Text("approved") },
    };

    private List<string> order = ["accept", "review", "hearing", "decide", "deliver", "close"];
    private JsonObject terms = new() { ["promisedDays"] = 6, ["statutoryDays"] = 20 };

    [Fact]
    public void A_lawful_flow_should_pass() => Codes().ShouldBeEmpty();

    [Fact]
    public void A_grant_without_a_decision_should_be_refused()
    {
        order.Remove("decide");
        Codes().ShouldBe(["decision-missing close"]);
    }

    [Theory]
    [InlineData("approved", true)]
    [InlineData("refused", false)]
    [InlineData("withdrawn", false)]
    public void A_grant_should_be_handed_over(string result, bool needed)
    {
        order.Remove("deliver");
        steps["close"]["result"] = Text(result);
        Codes().ShouldBe(needed ? ["delivery-missing close"] : []);
    }

    [Fact]
    public void A_path_longer_than_the_promise_should_be_refused_with_what_takes_the_time()
    {
        steps["review"]["limitDays"] = Days(3.5);
        var problem = Problems().ShouldHaveSingleItem();
        problem.Code.ShouldBe("critical-path-over-promise");
        problem.Message.ShouldBe("Expected the longest path to take at most the promised 6 working days, but it takes 6.5: accept → review → decide.");
        problem.MessageZh.ShouldBe("最长路径计时 6.5 个工作日，超过承诺的 6 个：accept → review → decide。");
    }

    [Fact]
    public void A_promise_longer_than_the_law_allows_should_be_refused()
    {
        terms["statutoryDays"] = 5;
        Codes().ShouldBe(["promise-over-statutory "]);
    }

    [Fact]
    public void The_same_role_should_not_accept_and_decide()
    {
        steps["decide"]["role"] = Text("window-clerk");
        Codes().ShouldBe(["acceptor-decides decide"]);
        steps["decide"]["limitDays"] = Days(0);
        Codes().ShouldBeEmpty("one sitting at one window");
    }

    [Fact]
    public void A_special_procedure_should_say_how_long_it_takes()
    {
        steps["hearing"].Remove("plannedDays");
        steps["hearing"].Remove("limitDays");
        Codes().ShouldBe(["procedure-without-plan hearing"]);
    }

    [Fact]
    public void A_special_procedure_should_be_told_to_the_applicant_by_itself_or_before_it()
    {
        steps["hearing"].Remove("noticeZh");
        Codes().ShouldBe(["procedure-without-notice hearing"]);
        steps["tell"] = new() { ["id"] = "tell", ["type"] = "Approval.Notify", ["titleZh"] = Text("听证告知书") };
        order.Insert(2, "tell");
        Codes().ShouldBeEmpty();
        steps["tell"]["audience"] = Text("role");
        Codes().ShouldBe(["procedure-without-notice hearing"], "colleagues are not the applicant");
        steps["hearing"]["clock"] = Text("counted");
        terms["promisedDays"] = 20;
        Codes().ShouldBeEmpty("what is counted was promised already");
    }

    [Fact]
    public void A_joint_inspection_should_need_no_notice_of_its_own()
    {
        steps["hearing"]["type"] = "Approval.JointInspection";
        steps["hearing"].Remove("noticeZh");
        Codes().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, 7, "")]
    [InlineData(null, 25, "")]
    [InlineData(null, 6, "hearing-days hearing")]
    [InlineData(null, 26, "hearing-days hearing")]
    [InlineData(10, 9, "hearing-days hearing")]
    [InlineData(3, 10, "hearing-notice-too-short hearing")]
    public void A_hearing_should_be_announced_and_held_in_good_time(int? notice, int planned, string expected)
    {
        if (notice is { } days) steps["hearing"]["noticeDays"] = Days(days);
        steps["hearing"]["plannedDays"] = Days(planned);
        Codes().ShouldBe(expected.Length == 0 ? [] : [expected]);
    }

    [Fact]
    public void An_ordinary_step_should_be_counted()
    {
        steps["review"]["clock"] = Text("excluded");
        Codes().ShouldBe(["clock-excluded-without-procedure review"]);
    }

    [Fact]
    public void A_step_should_name_its_department_and_its_duty()
    {
        steps["review"].Remove("departmentId");
        steps["review"]["duty"] = " ";
        Problems().Select(p => (p.Code, p.Severity)).ShouldBe([("step-without-department", ProblemSeverity.Warning), ("step-without-duty", ProblemSeverity.Warning)]);
    }

    [Fact]
    public void More_than_five_handling_steps_should_need_a_reason()
    {
        foreach (var more in (string[])["second", "third", "fourth"])
        {
            steps[more] = Step(more, "Review", "reviewer", 0);
            order.Insert(1, more);
        }
        Codes().ShouldBe(["too-many-steps "]);
        terms["stepsWaiver"] = "法律规定两级复核";
        Codes().ShouldBeEmpty();
    }

    [Fact]
    public void Parallel_steps_should_count_as_the_longest_of_them()
    {
        steps["other"] = Step("other", "Countersign", "reviewer", 3);
        Codes(("accept", "Accept", "other"), ("other", "Approve", "hearing")).ShouldBeEmpty();
        steps["other"]["limitDays"] = Days(4);
        Codes(("accept", "Accept", "other"), ("other", "Approve", "hearing")).ShouldBe(["critical-path-over-promise "]);
    }

    [Fact]
    public void A_workflow_without_approval_steps_should_be_left_alone()
    {
        var line = new JsonObject { ["id"] = "a", ["type"] = "Elsa.WriteLine" };
        var graph = Compile(new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["activities"] = new JsonArray(line), ["connections"] = new JsonArray() });
        LawRules.Problems(graph, new FlowTerms(1, 2)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_flow_of_the_catalogue_should_be_lawful()
    {
        foreach (var flow in Repository.Catalogue.Flows)
        {
            var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(FlowDefinitionWriter.Write(flow, Repository.Catalogue).Json).Definition!, Registry);
            PublishingRules.Problems(graph, Repository.Catalogue).ShouldBeEmpty(flow.Code);
        }
    }

    private string[] Codes(params (string Source, string Port, string Target)[] more) => [.. Problems(more).Select(p => $"{p.Code} {p.ActivityId}")];

    private IReadOnlyList<DefinitionProblem> Problems(params (string Source, string Port, string Target)[] more)
    {
        string Main(string id) => id switch { "accept" => "Accept", "deliver" => "Deliver", _ => "Approve" };
        var links = order.Zip(order.Skip(1), (a, b) => (a, Main(a), b)).Concat(more).Select(l => (JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = l.Item1, ["port"] = l.Item2 }, ["target"] = new JsonObject { ["activity"] = l.Item3 },
        });
        var used = order.Concat(more.SelectMany(m => new[] { m.Source, m.Target })).Distinct();
        var graph = Compile(new JsonObject
        {
            ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["activities"] = new JsonArray([.. used.Select(id => steps[id].DeepClone())]), ["connections"] = new JsonArray([.. links]),
        });
        return LawRules.Problems(graph, FlowTerms.Of(graph));
    }

    private WorkflowGraph Compile(JsonObject root) => WorkflowGraph.Compile(WorkflowDefinition.Load(new JsonObject
    {
        ["id"] = "f", ["definitionId"] = "f", ["version"] = 1, ["root"] = root, ["customProperties"] = new JsonObject { ["approvalflow"] = terms.DeepClone() },
    }.ToJsonString()).Definition!, Registry);

    private static JsonObject Step(string id, string type, string role, double days, params (string Name, JsonNode Value)[] more)
    {
        var step = new JsonObject
        {
            ["id"] = id, ["type"] = "Approval." + type, ["nameZh"] = Text(id), ["nameEn"] = Text(id), ["role"] = Text(role), ["departmentId"] = Text("dept-fgw"), ["limitDays"] = Days(days), ["duty"] = "…",
            ["metadata"] = new JsonObject { ["displayText"] = id },
        };
        foreach (var (name, value) in more) step[name] = value;
        return step;
    }

    private static JsonObject Text(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static JsonObject Days(double value) => new() { ["typeName"] = "Double", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
