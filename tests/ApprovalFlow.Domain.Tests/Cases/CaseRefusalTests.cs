using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Who asks for what in which state, and the code that they get.</summary>
public sealed class CaseRefusalTests
{
    private static readonly WorkflowGraph Graph = FlowSketch.TwoBranches().Compile();

    private static readonly CaseState Empty = CaseState.Empty;
    private static readonly CaseEvent Accept = Task(2, "Accept", "window-clerk", "Accept", "Refuse", "Return", "Withdraw");
    private static readonly CaseEvent Review = Task(3, "Review", "reviewer", "Approve", "Refuse", "Return", "Withdraw");
    private static readonly CaseEvent Decide = Task(4, "Decide", "chief-representative", "Approve", "ApproveWithConditions", "Refuse", "Return", "Withdraw");
    private static readonly CaseState Reviewing = After(Registered, Review);
    private static readonly CaseState Held = After(Registered, Review, new CaseEvent.TaskClaimed($"{Number}-3", Stamp(Reviewer)));
    private static readonly CaseState Reviewed = After(Registered, Review, new CaseEvent.TaskCompleted($"{Number}-3", Stamp(Reviewer), "Approve"));
    private static readonly CaseState Canceled = After(Registered, Review, new CaseEvent.TaskCanceled($"{Number}-3"));
    private static readonly CaseState Closed = After(Registered, Review, new CaseEvent.TaskCanceled($"{Number}-3"), new CaseEvent.CaseClosed("withdrawn"));
    private static readonly CaseState Decided = After(Registered, new CaseEvent.DecisionMade("refused", Stamp(Chief)), Task(5, "Deliver", "window-clerk", "Deliver"));

    private static CaseCommand.Register NewCase() => new(Number, Flow.Code, "HASH", Company, Form(), Papers, Clerk) { CountyCode = "140105" };
    private static CaseCommand.CompleteTask Complete(int context, Actor by, string outcome, string? comment = null, Dictionary<string, object?>? data = null) =>
        new($"{Number}-{context}", by, outcome) { Comment = comment, Data = data };
    private static CaseState Open(string type, string role, params string[] outcomes) => After(Registered, Task(3, type, role, outcomes));

    public static readonly IReadOnlyDictionary<string, (CaseState State, CaseCommand Command, string Code, string Says)> Cases = new Dictionary<string, (CaseState, CaseCommand, string, string)>
    {
        ["a number is used twice"] = (Reviewing, NewCase(), "case-exists", Number),
        ["nothing is registered"] = (Empty, Complete(3, Reviewer, "Approve"), "case-unknown", "nothing is registered"),
        ["the applicant has no name"] = (Empty, NewCase() with { Applicant = Company with { Name = " " } }, "applicant-incomplete", "a name"),
        ["the applicant has no number"] = (Empty, NewCase() with { Applicant = Company with { IdNumber = "" } }, "applicant-incomplete", "identity number"),
        ["the applicant is of another kind"] = (Empty, NewCase() with { Applicant = Company with { Kind = "government" } }, "applicant-kind-not-allowed", "enterprise, individual"),
        ["a required field is empty"] = (Empty, NewCase() with { Form = Form(("siteName", "")) }, "form-invalid", "'Site name' is required."),
        ["a number is out of range"] = (Empty, NewCase() with { Form = Form(("rooms", -1)) }, "form-invalid", "at least 0"),
        ["a field is not on the form"] = (Empty, NewCase() with { Form = Form(("caseNumber", "x")) }, "form-invalid", "no field 'caseNumber'"),
        ["the flow is for others"] = (Empty, NewCase() with { Form = Form(("kind", "slaughter")) }, "flow-not-eligible", "kind == 'farm'"),
        ["a required paper is missing"] = (Empty, NewCase() with { Materials = [Papers[1]] }, "material-missing", "申请表"),
        ["a required paper is announced, not received"] = (Empty, NewCase() with { Materials = [Papers[0] with { Received = false }] }, "material-missing", "申请表"),
        ["a paper is not on the list"] = (Empty, NewCase() with { Materials = [.. Papers, new MaterialReceipt("X", "身份证", true, 1)] }, "material-unknown", "身份证"),
        ["a paper is there twice"] = (Empty, NewCase() with { Materials = [.. Papers, Papers[0]] }, "material-twice", "申请表"),
        ["the county is not named"] = (Empty, NewCase() with { CountyCode = null }, "county-required", "NYJ-001-A"),

        ["the case is closed"] = (Closed, Complete(3, Reviewer, "Approve"), "case-closed", "closed as 'withdrawn'"),
        ["the task is of no case"] = (Reviewing, Complete(99, Reviewer, "Approve"), "task-unknown", $"{Number}-99"),
        ["somebody else was faster"] = (Reviewed, Complete(3, OtherReviewer, "Refuse", "晚了"), "task-completed", "but reviewer completed it with 'Approve'"),
        ["another branch ended the wait"] = (Canceled, Complete(3, Reviewer, "Approve"), "task-canceled", "canceled"),
        ["the role is another"] = (Reviewing, Complete(3, Clerk, "Approve"), "not-candidate", "role 'reviewer'"),
        ["the department is another"] = (Reviewing, Complete(3, Person("r", "reviewer", "dept-fgw"), "Approve"), "not-candidate", "department dept-nyj"),
        ["the region is another"] = (After(Registered, Task(3, "CountyPreliminaryReview", "county-clerk", "Approve") with { Candidate = new("county-clerk", "dept-nyj", "140106") }),
            Complete(3, CountyClerk, "Approve"), "not-candidate", "region 140106"),
        ["somebody else holds the task"] = (Held, Complete(3, OtherReviewer, "Approve"), "not-assignee", "Expected reviewer to act"),
        ["the outcome is none of the ports"] = (Reviewing, Complete(3, Reviewer, "Issue"), "outcome-unknown", "Approve, Refuse, Return, Withdraw"),
        ["a refusal gives no reason"] = (Reviewing, Complete(3, Reviewer, "Refuse"), "comment-required", "'Refuse'"),
        ["a return gives no reason"] = (Reviewing, Complete(3, Reviewer, "Return", "  "), "comment-required", "'Return'"),
        ["a withdrawal gives no reason"] = (Reviewing, Complete(3, Reviewer, "Withdraw"), "comment-required", "'Withdraw'"),
        ["a field is not on the task's form"] = (Reviewing, Complete(3, Reviewer, "Approve", data: new() { ["caseNumber"] = "x" }), "data-unknown", "caseNumber"),
        ["a field is of another outcome"] = (After(Registered, Decide), Complete(4, Chief, "Approve", data: new() { ["conditions"] = "仅限一年" }), "data-unknown", "outcome 'Approve'"),
        ["a refusing decision gives no reasons"] = (After(Registered, Decide), Complete(4, Chief, "Refuse"), "data-required", "Reasons for refusal"),
        ["conditions are not named"] = (After(Registered, Decide), Complete(4, Chief, "ApproveWithConditions", "同意"), "data-required", "Conditions"),
        ["the fee has no amount"] = (Open("Fee", "cashier", "Pay"), Complete(3, Person("cashier", "cashier"), "Pay"), "data-required", "Amount paid"),
        ["the fee is negative"] = (Open("Fee", "cashier", "Pay"), Complete(3, Person("cashier", "cashier"), "Pay", data: new() { ["feeAmount"] = -1 }), "data-invalid", "at least 0"),
        ["the delivery has no method"] = (Open("Deliver", "window-clerk", "Deliver"), Complete(3, Clerk, "Deliver"), "data-required", "Delivered by"),
        ["the delivery's method is none"] = (Open("Deliver", "window-clerk", "Deliver"), Complete(3, Clerk, "Deliver", data: new() { ["deliveryMethod"] = "pigeon" }), "data-invalid", "choices"),
        ["one officer inspected"] = (Open("SiteInspection", "inspector", "Approve"), Complete(3, Person("i", "inspector"), "Approve", data: new() { ["inspector1"] = "甲" }), "data-required", "Second officer"),
        ["one officer inspected twice"] = (Open("SiteInspection", "inspector", "Approve"), Complete(3, Person("i", "inspector"), "Approve", data: new() { ["inspector1"] = "甲", ["inspector2"] = " 甲" }), "inspectors-not-distinct", "甲"),
        ["a day is no day"] = (Open("Hearing", "reviewer", "Approve"), Complete(3, Reviewer, "Approve", data: new() { ["hearingHeldOn"] = "2026-02-30", ["hearingRecord"] = "1" }), "data-invalid", "date"),
        ["a notice ends before it begins"] = (Open("Publicity", "reviewer", "Approve"), Complete(3, Reviewer, "Approve", data: new() { ["publicityFrom"] = "2026-11-20", ["publicityTo"] = "2026-11-19" }), "date-order", "Last day"),
        ["the correction leaves the form wrong"] = (Open("Correction", "window-clerk", "Resubmit"), Complete(3, Clerk, "Resubmit", data: new() { ["rooms"] = -5 }), "form-invalid", "at least 0"),
        ["the correction takes a paper away"] = (Open("Correction", "window-clerk", "Resubmit"), Complete(3, Clerk, "Resubmit") with { Materials = [Papers[0] with { Received = false }] }, "material-missing", "申请表"),

        ["the acceptor decides"] = (After(Registered, Accept, new CaseEvent.TaskCompleted($"{Number}-2", Stamp(Chief), "Accept"), new CaseEvent.CaseAccepted(), Decide),
            Complete(4, Chief, "Approve"), "acceptor-decides", "another person"),
        ["the acceptor claims the decision"] = (After(Registered, Accept, new CaseEvent.TaskCompleted($"{Number}-2", Stamp(Chief), "Accept"), new CaseEvent.CaseAccepted(), Decide),
            new CaseCommand.ClaimTask($"{Number}-4", Chief), "acceptor-decides", "another person"),
        ["somebody who accepted before a correction decides"] = (After(Registered,
                Accept, new CaseEvent.TaskCompleted($"{Number}-2", Stamp(Chief), "Accept"), new CaseEvent.CaseAccepted(),
                Task(5, "Accept", "window-clerk", "Accept"), new CaseEvent.TaskCompleted($"{Number}-5", Stamp(Clerk), "Accept"), new CaseEvent.CaseAccepted(), Decide),
            Complete(4, Chief, "Approve"), "acceptor-decides", "another person"),
        ["the reviewer is the applicant"] = (Reviewing, Complete(3, Person("applicant", "reviewer", "dept-nyj"), "Approve"), "own-case", "is the applicant"),

        ["a held task is claimed"] = (Held, new CaseCommand.ClaimTask($"{Number}-3", OtherReviewer), "task-claimed", "reviewer holds it"),
        ["a stranger claims"] = (Reviewing, new CaseCommand.ClaimTask($"{Number}-3", Clerk), "not-candidate", "reviewer"),
        ["an ended task is claimed"] = (Reviewed, new CaseCommand.ClaimTask($"{Number}-3", OtherReviewer), "task-completed", "reviewer completed"),
        ["a free task is released"] = (Reviewing, new CaseCommand.ReleaseTask($"{Number}-3", Reviewer), "task-not-claimed", "in the pool"),
        ["somebody else's task is released"] = (Held, new CaseCommand.ReleaseTask($"{Number}-3", OtherReviewer), "not-assignee", "reviewer-2 tried"),

        ["a stranger withdraws"] = (Reviewing, new CaseCommand.Withdraw(Reviewer, "不办了"), "withdrawal-not-allowed", "reviewer is neither"),
        ["another department's window withdraws"] = (Reviewing, new CaseCommand.Withdraw(Person("w", "window-clerk", "dept-fgw"), "不办了"), "withdrawal-not-allowed", "neither"),
        ["a withdrawal has no reason"] = (Reviewing, new CaseCommand.Withdraw(Owner, " "), "reason-required", "reason"),
        ["a withdrawal comes after the decision"] = (Decided, new CaseCommand.Withdraw(Owner, "不办了"), "case-decided", "decided as 'refused'"),
        ["a withdrawal comes after the end"] = (Closed, new CaseCommand.Withdraw(Owner, "不办了"), "case-closed", "closed"),
        ["no open step allows withdrawal"] = (Open("Review", "reviewer", "Approve"), new CaseCommand.Withdraw(Owner, "不办了"), "withdrawal-not-possible", "allows withdrawal"),

        ["a timer fires after the end"] = (Closed, new CaseCommand.FireTimer("9.1"), "case-closed", "closed"),
        ["a timer has fired before"] = (Reviewing, new CaseCommand.FireTimer("9.1"), "timer-unknown", "9.1"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_should_be_refused_when(string name)
    {
        var (state, command, code, says) = Cases[name];

        var decision = CaseDecider.Decide(state, command, new CaseContext(Morning, Graph, Flow, Item));

        decision.Rejection.ShouldNotBeNull();
        decision.Rejection.Code.ShouldBe(code);
        decision.Rejection.Message.ShouldStartWith("Expected ");
        decision.Rejection.Message.ShouldContain(says);
        decision.Records.ShouldBeEmpty();
        decision.State.ShouldBeSameAs(state);
    }

    [Fact]
    public void Every_code_should_be_reached_by_a_case_of_the_table() =>
        RejectionText.Codes.Except(ClockRefusalTests.Codes).Except(Calendars.CalendarNoticeTests.Codes).Except(Counties.CountyRefusalTests.Codes).Except(Regulation.CasePacketTests.Codes).Except(["timer-not-due"]).Where(c => !c.Contains("visit", StringComparison.Ordinal) && !c.StartsWith("trip-", StringComparison.Ordinal)).Except(Cases.Values.Select(c => c.Code))
            .Except(Signing.SigningRefusalTests.Cases.Values.Select(c => c.Code)).Except(Substitutions.SubstitutionRulesTests.Codes).Except(Approvers.ApproverRuleTests.Codes).Except(Operations.RecusalTests.Codes).Except(Operations.FieldRightsTests.Codes)
            .Except(Operations.ReturnRefusalTests.Cases.Values.Select(c => c.Code)).Except(Operations.ReturnRefusalTests.Elsewhere).Except(Operations.IncidentTests.Codes).Except(Simulation.RehearsalTests.Codes).Except(MigrationStoryTests.Codes).ShouldBeEmpty();

    [Fact]
    public void Refusal_should_be_said_in_chinese_with_the_same_particulars()
    {
        var (state, command, _, _) = Cases["somebody else was faster"];
        var rejection = CaseDecider.Decide(state, command, new CaseContext(Morning, Graph, Flow, Item)).Rejection!;

        RejectionText.In("zh-CN", rejection).ShouldBe("任务“Review”已由reviewer办理（审查通过）。");
        RejectionText.In("en", rejection).ShouldBe(rejection.Message);
        RejectionText.In("zh-CN", new("bookmark-gone", "Expected …, but ….")).ShouldBe("Expected …, but ….");
    }

    [Fact]
    public void Duties_should_not_be_separated_when_the_item_is_instant()
    {
        var state = After(Registered, Accept, new CaseEvent.TaskCompleted($"{Number}-2", Stamp(Chief), "Accept"), new CaseEvent.CaseAccepted(), Decide);

        CaseDecider.Decide(state, new CaseCommand.ClaimTask($"{Number}-4", Chief), new CaseContext(Morning, Graph, Flow, InstantItem)).Rejection.ShouldBeNull();
    }

    [Fact]
    public void Task_form_keys_should_be_unlike_any_form_field_of_the_catalogue()
    {
        var catalogue = File.ReadAllText(Path.Combine(Repository.Workflows, "catalogue", "items.json"));
        foreach (var key in TaskForms.All.SelectMany(f => f.Fields).Select(f => f.Field.Key).Distinct())
            catalogue.ShouldNotContain($"\"key\": \"{key}\"", Case.Insensitive);
    }
}
