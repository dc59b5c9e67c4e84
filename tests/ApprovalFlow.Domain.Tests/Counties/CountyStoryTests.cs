using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;
using static ApprovalFlow.Domain.Tests.Counties.CountyDesk;

namespace ApprovalFlow.Domain.Tests.Counties;

/// <summary>市县联动: the county works beside the city, its opinion goes up with all papers, and its time is its own (行政许可法 第三十五条、第四十三条).</summary>
public sealed class CountyStoryTests
{
    private static ClockReading County(ClockDesk story) =>
        ClockBook.Compute(story.State.Timeline, story.Clocks.Policy, story.Clocks.Calendar, story.Desk.Now).Last(r => r.Kind == ClockKind.County);

    [Fact]
    public void County_should_have_the_case_at_the_same_time_as_the_city()
    {
        var story = Sent();
        var review = story.State.CountyReviews.ShouldHaveSingleItem();
        (review.CountyCode, review.SentAt, review.Report).ShouldBe(("140105", story.Desk.Now.ToUniversalTime(), null));
        story.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["review", "county"], "both levels work at once");
    }

    [Fact]
    public void Opinion_and_all_papers_should_go_up_together()
    {
        var story = Sent().At("2026-03-03");
        story.Do(story.Take(Plan)).At("2026-03-04").Complete("county", CountyClerk, "Approve", "选址符合防疫条件");

        var report = story.State.CountyReviews.Single().Report.ShouldNotBeNull();
        (report.Outcome, report.Opinion, report.By.UserId).ShouldBe(("Approve", "选址符合防疫条件", "county-clerk"));
        report.Papers.ShouldBe([CountyDesk.Form, Plan], "the form from the window and the plan from the county");
        story.Desk.Journal.Single(r => r.Event is CaseEvent.CountyReported).At.ShouldBe(story.State.CountyReviews.Single().ReportedAt!.Value);
    }

    [Fact]
    public void Paper_that_the_county_took_should_count_as_received_for_the_city()
    {
        var story = Sent().Do(new CaseCommand.PromisePapers([Plan], 5, Clerk) { Document = "容〔2026〕1号" }).At("2026-03-04");
        story.Do(story.Take(Plan));

        story.State.Materials.Single(m => m.Code == Plan).Received.ShouldBeTrue();
        (story.State.Held(Plan)!.ByCounty, story.State.Held(CountyDesk.Form)!.ByCounty).ShouldBe((true, false));
        story.State.Promises.Single().IsKept.ShouldBeTrue("the promise is kept wherever the paper is handed in");
        story.Read(ClockKind.Tolerance, "T1").State.ShouldBeOfType<ClockState.Stopped>();
    }

    [Fact]
    public void Negative_opinion_should_bind_nobody()
    {
        var story = Sent().Complete("county", CountyClerk, "Refuse", "距居民区不足").Complete("review", Reviewer, "Approve");
        story.State.CountyReviews.Single().Report!.Outcome.ShouldBe("Refuse");
        story.State.IsClosed.ShouldBeFalse("the superior organ decides");
        story.Complete("decide", Chief, "Approve").State.Decision!.Result.ShouldBe("approved");
    }

    [Theory]
    [InlineData("review")]
    [InlineData("decide")]
    public void City_should_be_refused_a_paper_that_is_there_with_the_article(string step)
    {
        var story = Sent().At("2026-03-03");
        story.Do(story.Take(Plan)).Complete("county", CountyClerk, "Approve");
        if (step == "decide") story.Complete("review", Reviewer, "Approve");

        foreach (var asked in new[] { "平面图", Plan, "请重新提交平面图（加盖公章）", "其他材料；平面图" })
        {
            var refusal = story.Desk.Send(story.Ask(step, step == "decide" ? Chief : Reviewer, asked)).Rejection.ShouldNotBeNull(asked);
            (refusal.Code, RejectionText.In("zh-CN", refusal)).ShouldBe(("papers-asked-again", "“平面图”已于 2026-03-03 由县区初审机关收到；行政许可法第三十五条：上级行政机关不得要求申请人重复提供申请材料。"));
            refusal.Message.ShouldContain("Article 35");
        }
    }

    [Fact]
    public void Reason_should_be_the_request_where_no_paper_is_listed()
    {
        var story = Sent();
        story.Code(story.Ask("review", Reviewer, null, "请补交申请表原件")).ShouldBe("papers-asked-again");
        // Where a missing paper is listed, the reason only explains.
        story.Do(story.Ask("review", Reviewer, "平面图", "与申请表所填面积核对"));
        story.Desk.TaskAt("correction").ShouldNotBeNull();
    }

    [Fact]
    public void County_itself_should_not_ask_for_what_the_window_took()
    {
        var story = Sent();
        story.Code(story.Ask("county", CountyClerk, "申请表")).ShouldBe("papers-asked-again");
        story.Do(story.Ask("county", CountyClerk, "平面图"));
    }

    [Fact]
    public void Window_that_accepts_again_should_not_ask_again()
    {
        var story = Sent();
        story.Do(story.Ask("review", Reviewer, "平面图")).At("2026-03-04").Do(story.Resubmit(Plan));
        story.Code(story.Ask("accept", Clerk, "平面图")).ShouldBe("papers-asked-again");
        story.Do(story.Ask("accept", Clerk, "其他材料"));
    }

    [Fact]
    public void Window_should_ask_for_what_is_not_in_legal_form_before_any_county_has_the_case()
    {
        // Article 32: that is the examination of form, not a repetition.
        var story = Registered();
        story.Do(story.Ask("accept", Clerk, "申请表", "未签字"));
    }

    [Fact]
    public void Flow_without_a_county_should_ask_as_before()
    {
        var desk = new CaseDesk(FlowSketch.Countersigned().Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, CaseSamples.Form(), Papers, Clerk) { CountyCode = "140105" }).Complete("accept", Clerk, "Accept");
        desk.Complete("sign", Reviewer, "Return", "未签字", new() { ["requestedPapers"] = "申请表" });
        desk.State.CountyReviews.ShouldBeEmpty();
    }

    [Fact]
    public void Promise_should_not_name_a_paper_that_is_there()
    {
        var story = Sent();
        story.Do(story.Take(Plan)).Code(new CaseCommand.PromisePapers([Plan], 5, Clerk) { Document = "容〔2026〕2号" }).ShouldBe("papers-asked-again");
    }

    [Fact]
    public void County_should_have_twenty_days_by_law_beside_the_limit_of_its_step()
    {
        var story = Sent();
        var county = County(story);
        (county.LimitDays, county.Due, county.Clock.Article).ShouldBe((20, Day("2026-03-30"), "行政许可法第四十三条"));
        story.Read(ClockKind.Step, story.Desk.TaskAt("county").TaskId).Due.ShouldBe(Day("2026-03-05"));
        story.At("2026-03-06").Complete("county", CountyClerk, "Approve");
        County(story).State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeTrue();
    }

    [Fact]
    public void County_should_not_gain_days_by_its_own_return()
    {
        var story = Sent().At("2026-03-16");
        story.Do(story.Ask("county", CountyClerk, "平面图")).At("2026-03-18").Do(story.Resubmit(Plan)).Complete("accept", Clerk, "Accept");
        (County(story).StartedOn, County(story).Due).ShouldBe((Day("2026-03-02"), Day("2026-03-30")));
        story.State.CountyReviews.ShouldHaveSingleItem().TaskId.ShouldBe(story.Desk.TaskAt("county").TaskId);
    }

    [Fact]
    public void County_should_not_gain_days_by_taking_back_its_opinion()
    {
        var story = Sent().At("2026-03-16").Complete("county", CountyClerk, "Approve");
        var task = story.State.CompletedTasks.Single(t => t.ActivityId == "county").TaskId;
        story.At("2026-03-17").Do(new CaseCommand.TakeBack(task, CountyClerk));
        (County(story).Due, story.State.CountyReviews.Single().Report).ShouldBe((Day("2026-03-30"), null));
    }

    [Fact]
    public void County_should_have_its_days_anew_when_the_city_sent_the_case_back()
    {
        var story = Sent();
        story.Do(story.Ask("review", Reviewer, "平面图")).At("2026-03-18").Do(story.Resubmit(Plan)).Complete("accept", Clerk, "Accept");
        County(story).Due.ShouldBe(Day("2026-04-16"));
        story.State.CountyReviews.Select(r => r.IsCanceled).ShouldBe([true, false]);
    }

    [Fact]
    public void Late_county_should_have_the_card_and_the_order_for_itself()
    {
        var story = Sent().Complete("review", Reviewer, "Approve").TickUntil("2026-03-31");
        var card = story.State.Cards.Single(c => c.Raised.Clock == "COUNTY" && c.Raised.Level == "red");
        (card.Raised.Owner.Role, card.Raised.Owner.Region, CardAccess.IsOfTheDepartment(card.Raised.Owner)).ShouldBe(("county-clerk", "140105", false));
        card.Order!.To.ShouldBe(card.Raised.Owner);
        story.Code(new CaseCommand.AcknowledgeCard(card.Raised.CardId, Chief)).ShouldBe("card-not-owner", "the city's department does not answer for a county");
        story.Code(new CaseCommand.AcknowledgeCard(card.Raised.CardId, Person("other", "county-clerk", region: "140106"))).ShouldBe("card-not-owner");
        story.Do(new CaseCommand.AcknowledgeCard(card.Raised.CardId, CountyClerk)).Do(new CaseCommand.AnswerOrder(card.Order.OrderId, "人员不足，已补充", CountyClerk));
    }

    [Fact]
    public void City_should_answer_for_the_promise_while_both_levels_work()
    {
        var owner = Sent().TickUntil("2026-03-17").State.Cards.Single(c => c.Raised.Clock == "COMMIT" && c.Raised.Level == "red").Raised.Owner;
        owner.Role.ShouldBe("reviewer");
        Sent().Complete("review", Reviewer, "Approve").TickUntil("2026-03-17").State.Cards.Single(c => c.Raised.Clock == "COMMIT" && c.Raised.Level == "red").Raised.Owner.Role.ShouldBe("county-clerk", "only the county holds the case");
    }

    [Fact]
    public void Late_leader_should_have_a_card_on_the_leaders_clock_and_the_department_none()
    {
        var story = new ClockDesk(flow: () => new FlowSketch("leader").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer")
            .Step("leader", "LeaderApproval", "city-leader", 2).Step("decide", "Decide", "chief-representative").Close("granted", "approved").Line("start", "accept").Line("accept.Accept", "review")
            .Line("review.Approve", "leader").Line("leader.Approve", "decide").Line("decide.Approve", "granted")).At("2026-03-02");
        story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, CaseSamples.Form(), Papers, Clerk) { CountyCode = "140105" });
        story.Complete("accept", Clerk, "Accept").Complete("review", Reviewer, "Approve");
        var task = story.Desk.TaskAt("leader").TaskId;

        var leader = story.Read(ClockKind.Leader, task);
        (leader.LimitDays, leader.Due, leader.Clock.MayPause).ShouldBe((2, Day("2026-03-04"), false), "its own limit, inside the case's clocks");
        story.TickUntil("2026-03-05").Cards.ShouldBe(["warn left LEADER", "yellow exceeded LEADER"]);
        story.State.Cards.ShouldAllBe(c => c.Raised.Owner.Role == "city-leader" && !CardAccess.IsOfTheDepartment(c.Raised.Owner));
        var card = story.State.Cards[^1].Raised.CardId;
        story.Code(new CaseCommand.AcknowledgeCard(card, Chief)).ShouldBe("card-not-owner");
        story.Do(new CaseCommand.AcknowledgeCard(card, Leader)).Complete("leader", Leader, "Approve");
        story.Read(ClockKind.Leader, task).State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeFalse();
        // The promise still runs: the leader's leg is no pause.
        story.Read(ClockKind.Commit).Used.ShouldBe(3);
    }
}
