using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tests.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Simulation;

/// <summary>What is said to come next is what comes.</summary>
public sealed class CaseForecastTests
{
    private static readonly Dictionary<string, Actor> People = new() { ["accept"] = Clerk, ["review"] = Reviewer, ["sign"] = OtherReviewer, ["decide"] = Chief, ["issue"] = Issuer, ["correction"] = Clerk };

    [Fact]
    public void Forecast_should_come_true_when_everybody_uses_their_time()
    {
        var desk = Registered(FlowSketch.SignedBesideReview());
        var forecast = Forecast(desk);
        forecast.Result.ShouldBe("approved");
        Lines(forecast).ShouldBe(["accept 2026-11-23 2026-11-24 *", "sign 2026-11-24 2026-11-27", "review 2026-11-24 2026-11-27", "decide 2026-11-27 2026-11-30", "issue 2026-11-30 2026-12-01"]);
        forecast.EndsOn.ShouldBe(new DateOnly(2026, 12, 1));

        var came = new List<string>();
        while (!desk.State.IsClosed)
        {
            var task = desk.State.OpenTasks.OrderBy(t => t.Due).First();
            var rest = Forecast(desk).Steps;
            rest[0].ActivityId.ShouldBe(task.ActivityId);
            came.Add($"{task.ActivityId} {Domain.Calendars.OfficeHours.DayOf(task.OpenedAt):yyyy-MM-dd} {task.Due:yyyy-MM-dd}");
            desk.Now = new DateTimeOffset(task.Due!.Value, new TimeOnly(16, 0), TimeSpan.FromHours(8));
            desk.Complete(task.ActivityId, People[task.ActivityId], task.Outcomes[0]);
        }
        came.ShouldBe(Lines(forecast).Select(l => l.TrimEnd('*', ' ')));
        Forecast(desk).Result.ShouldBe("approved", "nothing is left to forecast");
        Forecast(desk).Steps.ShouldBeEmpty();
    }

    [Fact]
    public void Forecast_should_begin_where_a_return_has_led()
    {
        var desk = Registered(FlowSketch.SignedBesideReview()).Complete("accept", Clerk, "Accept").Complete("review", Reviewer, "Return", "缺少平面图");
        Lines(Forecast(desk))[0].ShouldStartWith("correction 2026-11-23");
        Forecast(desk).Steps.Select(s => s.ActivityId).ShouldBe(["correction", "accept", "sign", "review", "decide", "issue"]);
    }

    [Fact]
    public void A_step_that_is_late_should_be_thought_to_end_today()
    {
        var desk = Registered(FlowSketch.SignedBesideReview());
        desk.Now = Morning.AddDays(10);
        Forecast(desk).Steps[0].Until.ShouldBe(new DateOnly(2026, 12, 3));
        Forecast(desk).Steps[1].From.ShouldBe(new DateOnly(2026, 12, 3));
    }

    [Fact]
    public void Without_a_calendar_no_day_should_be_promised()
    {
        var desk = Registered(FlowSketch.SignedBesideReview());
        var forecast = CaseForecast.Of(desk.State, desk.Context with { Due = (_, _) => null });
        forecast.Steps.Select(s => s.ActivityId).ShouldBe(["accept", "sign", "review", "decide", "issue"]);
        forecast.Result.ShouldBe("approved");
        forecast.EndsOn.ShouldBeNull();
    }

    [Fact]
    public void Person_should_be_named_where_the_rule_of_the_step_yields_one()
    {
        var organisation = new Organisation([.. new[] { Reviewer, OtherReviewer, Chief }.Select(a => new Member(a.UserId, a))],
            [new("DESK", "审批科科员", "Officers", "dept-nyj", null, "CHIEF", false, [Reviewer.UserId]), new("CHIEF", "审批科科长", "Section chief", "dept-nyj", null, null, false, [OtherReviewer.UserId])]);
        CaseDesk Registered(params (string Name, string Value)[] rule)
        {
            var desk = new CaseDesk(FlowSketch.TwoBranches([.. rule.Select(r => ("review", r.Name, SigningDesk.Literal("String", r.Value)))]).Compile(), Flow, Item) { Organisation = organisation };
            return desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        }
        IEnumerable<string> Named(CaseDesk desk) => Forecast(desk).Steps.Single(s => s.ActivityId == "review").Expected.Select(p => p.UserId);

        Named(Registered(("approverRule", "user"), ("approver", Reviewer.UserId))).ShouldBe([Reviewer.UserId]);
        Named(Registered(("approverRule", "post"), ("approver", "CHIEF"))).ShouldBe([OtherReviewer.UserId]);
        Named(Registered(("approverRule", "role"))).ShouldBeEmpty("it lies in a pool");
        Named(Registered(("approverRule", "levels-up"))).ShouldBeEmpty("nobody has done the step before yet");
        Named(Registered(("approverRule", "chosen-by-previous"))).ShouldBeEmpty("nobody has chosen yet");
        Named(Registered(("approverRule", "post"), ("approver", "NONE"))).ShouldBeEmpty("an administrator will have to name somebody");
        Named(Registered()).ShouldBeEmpty();

        var desk = Registered(("approverRule", "user"), ("approver", Reviewer.UserId)).Complete("accept", Clerk, "Accept");
        Forecast(desk).Steps.Single(s => s.ActivityId == "review").ShouldSatisfyAllConditions(s => s.Holder!.UserId.ShouldBe(Reviewer.UserId), s => s.Expected.ShouldBeEmpty());
    }

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(100, false)]
    public void Forecast_should_follow_the_form(double investment, bool appraised)
    {
        var file = Directory.GetFiles(Path.Combine(Repository.Workflows, "definitions"), "FGW-001-A.json", SearchOption.AllDirectories).Single();
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(File.ReadAllText(file)).Definition!, FlowSketch.Registry);
        var forecast = CaseForecast.Of(graph, new Dictionary<string, object?> { ["investment"] = investment, ["newLand"] = false }, Morning, (day, limit) => Repository.Calendar.Due(day, limit).Day);
        forecast.Steps.Select(s => s.ActivityId).Contains("expert-review").ShouldBe(appraised);
        forecast.Steps[0].IsOpen.ShouldBeFalse("nothing is handed in yet");
        forecast.Result.ShouldBe("approved");
    }

    [Fact]
    public void Every_flow_of_the_catalogue_should_have_a_forecast_to_its_grant()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Workflows, "definitions"), "*.json", SearchOption.AllDirectories))
        {
            var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(File.ReadAllText(file)).Definition!, FlowSketch.Registry);
            var forecast = CaseForecast.Of(graph, new Dictionary<string, object?>(), Morning.AddMonths(-10), (day, limit) => Repository.Calendar.Due(day, limit).Day);
            forecast.Result.ShouldBeOneOf("approved", "filed");
            forecast.EndsOn.ShouldNotBeNull(file);
        }
    }

    private static CaseDesk Registered(FlowSketch sketch)
    {
        var desk = new CaseDesk(sketch.Compile(), Flow, Item);
        return desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
    }

    private static CaseForecast Forecast(CaseDesk desk) => CaseForecast.Of(desk.State, desk.Context with { Due = (day, limit) => Repository.Calendar.Due(day, limit).Day });

    private static string[] Lines(CaseForecast forecast) => [.. forecast.Steps.Select(s => $"{s.ActivityId} {s.From:yyyy-MM-dd} {s.Until:yyyy-MM-dd}{(s.IsOpen ? " *" : "")}")];
}
