using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Activities;

public sealed class ApprovalBehaviorTests
{
    private static readonly DateTimeOffset Friday = new(2024, 9, 27, 10, 0, 0, TimeSpan.FromHours(8));

    private static WorkflowGraph Graph(string activities, string connections, bool calendar = true)
    {
        var load = WorkflowDefinition.Load($$"""
            {"id":"d-v1","definitionId":"d","name":"d","version":1,"toolVersion":"3.6.0.0","isPublished":true,"isLatest":true,
             "outputs":[{"type":"String","name":"Result"}],
             "root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[{{activities}}],"connections":[{{connections}}] } }
            """);
        load.Problems.ShouldBeEmpty();
        return WorkflowGraph.Compile(load.Definition!, ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), calendar ? Repository.Calendar : null));
    }

    private static string Link(string source, string port, string target) =>
        $$"""{"source":{"activity":"{{source}}","port":"{{port}}"},"target":{"activity":"{{target}}","port":"In"} }""";

    private static WorkflowDecision Start(WorkflowGraph graph) => WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Friday);

    private static WorkflowDecision Resume(WorkflowGraph graph, WorkflowDecision before, WorkflowEvent.BookmarkCreated bookmark, string? outcome = null) =>
        WorkflowEngine.Decide(graph, before.State,
            new WorkflowCommand.Resume(bookmark.Id) { Input = outcome is null ? null : new Dictionary<string, object?> { [HumanActivity.OutcomeKey] = outcome } }, Friday.AddHours(1));

    private static WorkflowEvent.BookmarkCreated Bookmark(WorkflowDecision decision, string type) =>
        decision.Events.OfType<WorkflowEvent.BookmarkCreated>().Single(b => b.Name == type);

    private const string Review = """
        {"id":"review","type":"Approval.Review","version":1,"nameZh":"审查","nameEn":"Review","role":"reviewer","departmentId":"d1","limitDays":2.5,"duty":"看","reviewPoints":["甲"]}
        """;

    private const string Close = """{"id":"close","type":"Approval.CloseCase","version":1,"result":"approved","closedAs":{"typeName":"String","memoryReference":{"id":"Result"}}}""";

    [Fact]
    public void Human_activity_should_wait_with_what_the_task_needs()
    {
        var decision = Start(Graph($"{Review},{Close}", Link("review", "Approve", "close")));

        var payload = Bookmark(decision, "Approval.Review").Payload.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!;
        payload["nameZh"].ShouldBe("审查");
        payload["role"].ShouldBe("reviewer");
        payload["limitDays"].ShouldBe(2.5);
        payload["clock"].ShouldBe("counted");
        payload["outcomes"].ShouldBeAssignableTo<IReadOnlyList<object?>>().ShouldBe(["Approve", "Refuse", "Return", "Withdraw"]);
        payload.Keys.ShouldNotContain("duty");
        payload.Keys.ShouldNotContain("region");
    }

    [Fact]
    public void Chosen_outcome_should_be_followed_and_the_case_closed()
    {
        var graph = Graph($"{Review},{Close}", Link("review", "Approve", "close"));
        var start = Start(graph);
        var end = Resume(graph, start, Bookmark(start, "Approval.Review"), "Approve");

        end.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        end.Events.OfType<WorkflowEvent.Emitted>().Single().ShouldSatisfyAllConditions(
            e => e.Name.ShouldBe("CloseCase"),
            e => e.Payload.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!["result"].ShouldBe("approved"));
        end.Events.OfType<WorkflowEvent.WorkflowOutputSet>().Single().Value.ShouldBe("approved");
    }

    [Theory]
    [InlineData("Object")]
    [InlineData(null)]
    public void Outcome_that_is_not_offered_should_be_an_incident(string? outcome)
    {
        var graph = Graph($"{Review},{Close}", Link("review", "Approve", "close"));
        var start = Start(graph);

        Resume(graph, start, Bookmark(start, "Approval.Review"), outcome).Events.OfType<WorkflowEvent.ActivityFaulted>().Single().Message
            .ShouldBe($"Expected the outcome of 'review' to be one of Approve, Refuse, Return, Withdraw, but it is '{outcome}'.");
    }

    [Fact]
    public void Special_procedure_should_tell_the_applicant_in_writing_when_it_begins()
    {
        WorkflowDecision Begin(string more) => Start(Graph($$"""{"id":"expert","type":"Approval.ExpertReview","version":1,"nameZh":"专家评审","role":"expert","limitDays":10{{more}}},{{Close}}""", Link("expert", "Approve", "close")));

        var told = Begin(",\"noticeZh\":\"需要专家评审，计划 10 个工作日。\",\"noticeEn\":\"Experts need 10 working days.\"");
        var notice = told.Events.OfType<WorkflowEvent.Emitted>().Single();
        notice.Name.ShouldBe("Notify");
        notice.Payload.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!.ShouldSatisfyAllConditions(
            p => p["audience"].ShouldBe("applicant"), p => p["titleZh"].ShouldBe("专家评审告知书"), p => p["textZh"].ShouldBe("需要专家评审，计划 10 个工作日。"), p => p["textEn"].ShouldBe("Experts need 10 working days."));
        Bookmark(told, "Approval.ExpertReview").Payload.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!.Keys.ShouldNotContain("noticeZh");

        Begin("").Events.OfType<WorkflowEvent.Emitted>().ShouldBeEmpty("definitions from before have no notice");
    }

    private static WorkflowGraph Watched(bool interrupting, string limit, bool calendar = true) => Graph(
        $$"""
        {"id":"start","type":"Elsa.Start","version":1},{{Review}},{"id":"timer","type":"Approval.DeadlineTimer","version":1,{{limit}},"interrupting":{{(interrupting ? "true" : "false")}} },
        {"id":"notify","type":"Approval.Notify","version":1,"audience":"role","role":"reviewer","titleZh":"催办","titleEn":"Reminder"},
        {"id":"join","type":"Elsa.FlowJoin","version":1,"mode":"WaitAny"},{{Close}},{"id":"end","type":"Elsa.End","version":1}
        """,
        string.Join(",", Link("start", "Done", "review"), Link("start", "Done", "timer"), Link("review", "Approve", "join"), Link("timer", "Interrupt", "join"),
            Link("timer", "Remind", "notify"), Link("join", "Done", "close"), Link("close", "Done", "end")), calendar);

    [Theory]
    [InlineData("\"duration\":\"1.02:00:00\"", "2024-09-28T12:00:00+08:00")]
    [InlineData("\"workingDays\":5", "2024-10-11T00:00:00+08:00")]
    [InlineData("\"workingDays\":0.5", "2024-09-29T12:00:00+08:00")]
    public void Deadline_should_fall_at_the_end_of_its_duration(string limit, string due) =>
        Bookmark(Start(Watched(true, limit)), "Approval.DeadlineTimer").ResumeAt.ShouldBe(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Interrupting_deadline_should_end_the_step_beside_it()
    {
        var graph = Watched(true, "\"workingDays\":5");
        var start = Start(graph);
        var fired = Resume(graph, start, Bookmark(start, "Approval.DeadlineTimer"));

        fired.Events.OfType<WorkflowEvent.ActivityCanceled>().Count().ShouldBe(1);
        fired.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        Resume(graph, fired, Bookmark(start, "Approval.Review"), "Approve").Rejection.ShouldNotBeNull();
    }

    [Fact]
    public void Reminding_deadline_should_notify_and_leave_the_step_open()
    {
        var graph = Watched(false, "\"workingDays\":5");
        var start = Start(graph);
        var fired = Resume(graph, start, Bookmark(start, "Approval.DeadlineTimer"));

        fired.Events.OfType<WorkflowEvent.Emitted>().Single().ShouldSatisfyAllConditions(
            e => e.Name.ShouldBe("Notify"),
            e => e.Payload.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!["titleZh"].ShouldBe("催办"));
        fired.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        Resume(graph, fired, Bookmark(start, "Approval.Review"), "Approve").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("\"workingDays\":5", false, "Expected a calendar for the working days of 'timer', but none is loaded.")]
    [InlineData("\"workingDays\":700", true, "Expected the calendar of 2027 to be loaded, but only 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026 are.")]
    [InlineData("\"nothing\":1", true, "Expected 'timer' to have a duration or working days, but it has neither.")]
    public void Deadline_that_cannot_be_computed_should_be_an_incident(string limit, bool calendar, string message) =>
        Start(Watched(true, limit, calendar)).Events.OfType<WorkflowEvent.ActivityFaulted>().Single().Message.ShouldBe(message);

    [Fact]
    public void Case_without_a_result_should_not_close() =>
        Start(Graph("""{"id":"close","type":"Approval.CloseCase","version":1,"result":""}""", "")).Events.OfType<WorkflowEvent.ActivityFaulted>().Single().Message
            .ShouldBe("Expected 'close' to have a result, but it is empty.");
}
