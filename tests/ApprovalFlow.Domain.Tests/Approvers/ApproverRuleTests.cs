using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Operations;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Approvers;

/// <summary>审批人规则: whom each rule finds, what is written down of it, and what happens when nobody is found.</summary>
public sealed class ApproverRuleTests
{
    private static readonly Actor Third = Person("reviewer-3", "reviewer", "dept-nyj");
    private static readonly Actor Elsewhere = Person("reviewer-ghj", "reviewer", "dept-ghj");
    private static readonly Actor Head = Person("head", "reviewer", "dept-nyj");
    private static readonly Actor Admin = OperationDesk.Admin;

    private static readonly Post[] Posts =
    [
        new("NYJ-HEAD", "农业局局长", "Head of Agriculture", "dept-nyj", null, null, true, ["head"]),
        new("NYJ-CHIEF", "审批科科长", "Section chief", "dept-nyj", null, "NYJ-HEAD", false, ["reviewer-3"]),
        new("NYJ-CLERK", "窗口", "Window", "dept-nyj", null, "NYJ-CHIEF", false, ["window-clerk"]),
        new("NYJ-DESK", "审批科科员", "Officers", "dept-nyj", null, "NYJ-CHIEF", false, ["reviewer", "reviewer-2"]),
    ];

    private static readonly Organisation All = new([.. new[] { Clerk, Reviewer, OtherReviewer, Third, Elsewhere, Head, Chief, Owner }.Select(a => new Member(a.UserId, a))], Posts);

    /// <summary>Every code of refusal that is reached here.</summary>
    public static readonly string[] Codes =
    [
        "approver-missing", "task-not-unfilled", "approver-not-chosen", "approver-choice-unknown", "approver-not-qualified",
        "post-code-invalid", "post-name-missing", "post-department-unknown", "post-superior-unknown", "post-circle", "post-unknown", "post-leads-others",
    ];

    private static (string, string, JsonNode)[] Rule(string kind, string? whom = null, string? nobody = null, params (string Name, JsonNode Value)[] more) =>
    [
        ("review", "approverRule", Text(kind)), .. whom is null ? [] : new[] { ("review", "approver", Text(whom)) }, .. nobody is null ? [] : new[] { ("review", "nobodyFound", Text(nobody)) },
        .. more.Select(m => ("review", m.Name, m.Value)),
    ];

    private static JsonNode Text(string value) => new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
    private static JsonNode Number(double value) => new JsonObject { ["typeName"] = "Double", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static CaseDesk Registered((string, string, JsonNode)[] own, Organisation? organisation = null, Dictionary<string, object?>? form = null)
    {
        var desk = new CaseDesk(FlowSketch.TwoBranches(own).Compile(), Flow, Item) { Organisation = organisation ?? All };
        return desk.Do(new CaseCommand.Register(Number(), Flow.Code, desk.Hash, Company, form ?? Form(), Papers, Clerk) { CountyCode = "140105" });
    }

    private static string Number() => CaseSamples.Number;
    private static CaseDesk Accepted((string, string, JsonNode)[] own, Organisation? organisation = null, Dictionary<string, object?>? form = null) => Registered(own, organisation, form).Complete("accept", Clerk, "Accept");

    private static CaseTask[] Review(CaseDesk desk) => [.. desk.State.OpenTasks.Where(t => t.ActivityId == "review")];
    private static ApproverTrace Why(CaseDesk desk) => desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskOpened>().Last(e => e.ActivityId == "review").Why.ShouldNotBeNull();
    private static string Told(CaseDesk desk) => string.Join(" ", Why(desk).Lines.Select(l => ApproverText.Of(l, _ => null).En));
    private static string Refused(CaseDesk desk, CaseCommand command) => desk.Send(command).Rejection?.Code ?? "accepted";

    [Fact]
    public void Named_person_should_hold_the_task_and_the_trace_should_say_why()
    {
        var desk = Accepted(Rule("user", "reviewer-2"));
        var task = Review(desk).ShouldHaveSingleItem();
        (task.Assignee!.UserId, task.IsPersonal, task.Unfilled).ShouldBe(("reviewer-2", true, null));
        Told(desk).ShouldBe("Rule: named persons (reviewer-2) Found: reviewer-2");
        ApproverText.Of(Why(desk).Lines[0], _ => null).Zh.ShouldBe("规则：指定人员 reviewer-2");
        // Nobody else's: a colleague with the same role may not take it, nor may it be put back into a pool that it never had.
        Refused(desk, new CaseCommand.CompleteTask(task.TaskId, Reviewer, "Approve")).ShouldBe("not-assignee");
        Refused(desk, new CaseCommand.ReleaseTask(task.TaskId, OtherReviewer)).ShouldBe("task-personal");
        desk.Complete("review", OtherReviewer, "Approve");
    }

    [Fact]
    public void Several_named_persons_should_each_have_a_task_and_the_first_answer_should_be_the_steps()
    {
        var desk = Accepted(Rule("user", "reviewer， reviewer-2"));
        Review(desk).Select(t => t.Assignee!.UserId).ShouldBe(["reviewer", "reviewer-2"]);
        desk.Do(new CaseCommand.CompleteTask(Review(desk)[1].TaskId, OtherReviewer, "Approve"));
        Review(desk).ShouldBeEmpty();
        desk.TaskAt("check").ShouldNotBeNull();

        desk = Accepted(Rule("user", "reviewer,reviewer-2"));
        desk.Do(new CaseCommand.CompleteTask(Review(desk)[0].TaskId, Reviewer, "Refuse") { Comment = "不符" });
        desk.State.OpenTasks.Any(t => t.ActivityId == "review").ShouldBeFalse("one refusal is an answer too");
    }

    [Fact]
    public void Post_should_find_its_holders_and_pass_over_who_lacks_the_role()
    {
        Review(Accepted(Rule("post", "NYJ-DESK"))).Select(t => t.Assignee!.UserId).ShouldBe(["reviewer", "reviewer-2"]);
        var desk = Accepted(Rule("post", "NYJ-CLERK"));
        Review(desk).Single().Unfilled.ShouldBe("incident");
        Told(desk).ShouldContain("window-clerk left out: does not hold the step's role");
    }

    [Fact]
    public void Role_should_leave_the_task_in_its_pool_and_say_how_many_may_take_it()
    {
        var desk = Accepted(Rule("role"));
        Review(desk).Single().Assignee.ShouldBeNull();
        Told(desk).ShouldBe("Rule: Reviewer (dept-nyj, any region) May be claimed by 4 person(s)");
        Review(Accepted(Rule("role"), new Organisation([new("r", Elsewhere)], []))).Single().Unfilled.ShouldBe("incident");
    }

    [Fact]
    public void Department_head_should_be_whoever_holds_the_post_that_leads_it()
    {
        var desk = Accepted(Rule("department-head"));
        Review(desk).Single().Assignee!.UserId.ShouldBe("head");
        Told(desk).ShouldContain("Post that leads it: Head of Agriculture");
        Told(Accepted(Rule("department-head", "dept-ghj"))).ShouldContain("dept-ghj has no post that leads it");
    }

    [Theory]
    [InlineData(1, "reviewer-3")]
    [InlineData(2, "head")]
    [InlineData(3, null)]
    public void Levels_up_should_climb_from_whoever_did_the_step_before(int levels, string? found)
    {
        // The window accepted: its post reports to the section chief, who reports to the head, who reports to nobody.
        var desk = Accepted(Rule("levels-up", null, null, ("approverLevels", Number(levels))));
        Review(desk).Single().Assignee?.UserId.ShouldBe(found);
        if (found is null) Told(desk).ShouldContain("reports to nobody");
    }

    [Fact]
    public void Levels_up_may_be_counted_from_whoever_registered_the_case() =>
        Review(Accepted(Rule("levels-up", null, null, ("approverFrom", Text("registrar"))))).Single().Assignee!.UserId.ShouldBe("reviewer-3");

    [Fact]
    public void Form_field_should_name_a_person_a_post_or_a_department()
    {
        Review(Accepted(Rule("form-field", "siteName"), form: Form(("siteName", "reviewer-2")))).Single().Assignee!.UserId.ShouldBe("reviewer-2");
        Review(Accepted(Rule("form-field", "siteName", null, ("approverFieldHolds", Text("post"))), form: Form(("siteName", "NYJ-CHIEF")))).Single().Assignee!.UserId.ShouldBe("reviewer-3");
        Review(Accepted(Rule("form-field", "siteName", null, ("approverFieldHolds", Text("department"))), form: Form(("siteName", "dept-nyj")))).Single().Assignee!.UserId.ShouldBe("head");
        Told(Accepted(Rule("form-field", "siteName"))).ShouldContain("There is no account “一号场”");
    }

    [Fact]
    public void Applicant_should_choose_before_anything_is_registered()
    {
        var desk = new CaseDesk(FlowSketch.TwoBranches(Rule("chosen-by-applicant")).Compile(), Flow, Item) { Organisation = All };
        var register = new CaseCommand.Register(Number(), Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" };
        Refused(desk, register).ShouldBe("approver-not-chosen");
        Refused(desk, register with { Chosen = Chosen("county", Reviewer) }).ShouldBe("approver-not-chosen");
        Refused(desk, register with { Chosen = Chosen("review", Elsewhere) }).ShouldBe("approver-not-qualified");
        Refused(desk, register with { Chosen = Chosen("review", Owner with { Mandates = Reviewer.Mandates }) }).ShouldBe("own-case");
        desk.Do(register with { Chosen = Chosen("review", Third) }).Complete("accept", Clerk, "Accept");
        Review(desk).Single().Assignee!.UserId.ShouldBe("reviewer-3");
        Told(desk).ShouldStartWith("Rule: chosen by window-clerk with the application");
    }

    [Fact]
    public void Step_before_should_choose_with_its_outcome()
    {
        var desk = Registered(Rule("chosen-by-previous"));
        var accept = new CaseCommand.CompleteTask(desk.TaskAt("accept").TaskId, Clerk, "Accept");
        Refused(desk, accept).ShouldBe("approver-not-chosen");
        Refused(desk, accept with { Chosen = Chosen("decide", Chief) }).ShouldBe("approver-choice-unknown");
        Refused(desk, accept with { Chosen = Chosen("review") }).ShouldBe("approver-not-chosen");
        ApproverChoice.After(desk.Context.Graph, desk.TaskAt("accept").Path, "Accept").Select(c => c.ActivityId).ShouldBe(["review"]);
        ApproverChoice.After(desk.Context.Graph, desk.TaskAt("accept").Path, "Refuse").ShouldBeEmpty();
        // What leads elsewhere needs nobody.
        Refused(Registered(Rule("chosen-by-previous")), accept with { Outcome = "Refuse", Comment = "不属于本窗口" }).ShouldBe("accepted");
        desk.Do(accept with { Chosen = Chosen("review", OtherReviewer, Third) });
        Review(desk).Select(t => t.Assignee!.UserId).ShouldBe(["reviewer-2", "reviewer-3"]);
    }

    [Fact]
    public void Rule_should_pass_over_whoever_has_a_conflict_of_interest()
    {
        var ownCase = Owner with { Mandates = Reviewer.Mandates };
        var desk = Accepted(Rule("user", "applicant,reviewer"), new Organisation([new("applicant", ownCase), new("reviewer", Reviewer)], []));
        Review(desk).Single().Assignee!.UserId.ShouldBe("reviewer");
        Told(desk).ShouldContain("applicant left out: conflict of interest");
    }

    [Fact]
    public void Nobody_should_go_to_the_departments_head_where_the_definition_says_so()
    {
        var desk = Accepted(Rule("user", "nobody", "department-head"));
        Review(desk).Single().Assignee!.UserId.ShouldBe("head");
        Told(desk).ShouldContain("Nobody was found The definition sends it to the department's head");
        // Without a head it is still nobody's, and never passes.
        Review(Accepted(Rule("user", "nobody", "department-head"), Organisation.Empty)).Single().Unfilled.ShouldBe("incident");
    }

    [Theory]
    [InlineData("administrator", "administrator")]
    [InlineData("incident", "incident")]
    [InlineData("refuse", "incident")]
    [InlineData(null, "incident")]
    public void Nobody_should_wait_for_an_administrator_and_never_pass(string? nobody, string unfilled)
    {
        var desk = Accepted(Rule("user", "nobody", nobody));
        var task = Review(desk).Single();
        (task.Unfilled, task.Assignee).ShouldBe((unfilled, null));
        foreach (var command in new CaseCommand[]
        {
            new CaseCommand.ClaimTask(task.TaskId, Reviewer), new CaseCommand.CompleteTask(task.TaskId, Reviewer, "Approve"), new CaseCommand.CompleteTask(task.TaskId, Admin, "Approve"),
            new CaseCommand.ReturnToPrevious(task.TaskId, Reviewer, "无人"), new CaseCommand.CopyCase(task.TaskId, Reviewer, [Chief]), new CaseCommand.AddSigners(task.TaskId, Reviewer, Domain.Signing.SignerKind.Before, [Third]),
        })
            Refused(desk, command).ShouldBe("approver-missing");
        Refused(desk, new CaseCommand.TransferTask(task.TaskId, Admin, Reviewer)).ShouldBe("task-not-held");

        Refused(desk, new CaseCommand.AssignTask(task.TaskId, Reviewer, Third)).ShouldBe("not-administrator");
        Refused(desk, new CaseCommand.AssignTask(task.TaskId, Admin, Elsewhere)).ShouldBe("approver-not-qualified");
        Refused(desk, new CaseCommand.AssignTask(task.TaskId, Admin, Owner with { Mandates = Reviewer.Mandates })).ShouldBe("own-case");
        desk.Do(new CaseCommand.AssignTask(task.TaskId, Admin, Third) { Reason = "科长空缺" });
        (desk.TaskAt("review").Assignee!.UserId, desk.TaskAt("review").Unfilled).ShouldBe(("reviewer-3", null));
        Refused(desk, new CaseCommand.AssignTask(task.TaskId, Admin, Reviewer)).ShouldBe("task-not-unfilled");
        desk.Complete("review", Third, "Approve");
    }

    [Fact]
    public void Rule_should_be_asked_anew_when_the_step_begins_again()
    {
        var desk = Accepted(Rule("post", "NYJ-CHIEF")).Complete("review", Third, "Approve");
        // Meanwhile somebody else has the post.
        desk.Organisation = new(All.Members, [.. Posts.Select(p => p.Code == "NYJ-CHIEF" ? p with { Holders = ["reviewer-2"] } : p)]);
        desk.Do(desk.Previous("check", Reviewer));
        Review(desk).Single().Assignee!.UserId.ShouldBe("reviewer-2");
    }

    [Fact]
    public void Task_by_rule_should_only_be_transferred_to_who_has_the_steps_role()
    {
        var desk = Accepted(Rule("user", "reviewer-2"));
        var task = Review(desk).Single();
        Refused(desk, new CaseCommand.TransferTask(task.TaskId, OtherReviewer, Elsewhere)).ShouldBe("not-candidate");
        desk.Do(new CaseCommand.TransferTask(task.TaskId, OtherReviewer, Third)).Complete("review", Third, "Approve");
    }

    [Theory]
    [InlineData("nobody-knows", null, null, "approver-word-unknown")]
    [InlineData("user", null, null, "approver-missing-argument")]
    [InlineData("post", null, null, "approver-missing-argument")]
    [InlineData("form-field", null, null, "approver-missing-argument")]
    [InlineData("role", null, "pass", "approver-word-unknown")]
    public void Definition_should_not_be_published_with_a_rule_that_cannot_be_read(string kind, string? whom, string? nobody, string code)
    {
        var problem = CaseDefinitionRules.Problems(FlowSketch.TwoBranches(Rule(kind, whom, nobody)).Compile()).ShouldHaveSingleItem();
        (problem.Code, problem.ActivityId).ShouldBe((code, "review"));
        problem.MessageZh.ShouldNotBeNull();
    }

    [Fact]
    public void Definition_should_not_be_published_when_it_says_so_and_nobody_would_be_found()
    {
        string[] Problems((string, string, JsonNode)[] own, Organisation? organisation = null) =>
            [.. ApproverDefinitionRules.Unfilled(FlowSketch.TwoBranches(own).Compile(), Item, organisation ?? All).Select(p => $"{p.Code} {p.MessageZh}")];

        Problems(Rule("user", "nobody", "refuse")).ShouldHaveSingleItem().ShouldContain("没有账号“nobody”");
        Problems(Rule("user", "nobody", "incident")).ShouldBeEmpty();
        Problems(Rule("user", "reviewer", "refuse")).ShouldBeEmpty();
        Problems(Rule("post", "NYJ-DESK", "refuse")).ShouldBeEmpty();
        Problems(Rule("post", "NYJ-DESK", "refuse"), Organisation.Empty).Length.ShouldBe(1);
        Problems(Rule("department-head", null, "refuse"), new Organisation(All.Members, [])).Length.ShouldBe(1);
        ApproverDefinitionRules.FormProblems(FlowSketch.TwoBranches(Rule("form-field", "colour")).Compile(), Item).Single().Code.ShouldBe("approver-field-unknown");
        ApproverDefinitionRules.FormProblems(FlowSketch.TwoBranches(Rule("form-field", "siteName")).Compile(), Item).ShouldBeEmpty();
        PublishingRules.Problems(FlowSketch.TwoBranches(Rule("user", "nobody", "refuse")).Compile()).ShouldNotContain(p => p.Code == "approver-nobody", "without an organisation nothing can be said");
    }

    [Fact]
    public void Rule_that_only_shows_when_it_is_computed_should_be_an_incident()
    {
        var computed = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "'who' + 'ever'" } };
        var desk = Accepted([("review", "approverRule", computed)]);
        desk.State.Workflow.Incidents.Single().Message.ShouldStartWith("Expected 'approverRule' to be one of user, post, role");
    }

    [Theory]
    [InlineData("A", "B", "post-circle")]
    [InlineData("A", "A", "post-circle")]
    [InlineData("A", "Z", "post-superior-unknown")]
    [InlineData("A B", null, "post-code-invalid")]
    [InlineData("A", null, null)]
    public void Posts_should_not_stand_above_themselves(string code, string? superior, string? refused)
    {
        Post Of(string named, string? above) => new(named, "岗位", "Post", "dept-nyj", null, above, false, []);
        PostRules.Check(Of(code, superior), [Of("A", null), Of("B", "A")], id => id == "dept-nyj")?.Code.ShouldBe(refused);
        (PostRules.Check(Of(code, superior), [Of("A", null), Of("B", "A")], id => id == "dept-nyj") is null).ShouldBe(refused is null);
    }

    [Fact]
    public void Post_should_not_be_removed_while_others_report_to_it()
    {
        PostRules.CheckRemoval("NYJ-HEAD", Posts)!.Code.ShouldBe("post-leads-others");
        PostRules.CheckRemoval("NYJ-DESK", Posts).ShouldBeNull();
        PostRules.CheckRemoval("NYJ-NONE", Posts)!.Code.ShouldBe("post-unknown");
        PostRules.Check(Posts[0] with { NameEn = " " }, Posts, _ => true)!.Code.ShouldBe("post-name-missing");
        PostRules.Check(Posts[0], Posts, _ => false)!.Code.ShouldBe("post-department-unknown");
    }

    private static Dictionary<string, IReadOnlyList<Actor>> Chosen(string activity, params Actor[] people) => new() { [activity] = people };
}
