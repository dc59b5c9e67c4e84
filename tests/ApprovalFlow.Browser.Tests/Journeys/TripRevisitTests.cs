using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing.Clocks;
using Shouldly;
using Xunit;
using static ApprovalFlow.Browser.Tests.Journeys.TripJourneyTests;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>What a visit found wrong is put right and looked at again; a meeting leaves minutes and a decision on each case. Both through the pages, by the lead alone.</summary>
public sealed class TripRevisitTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Lead = "dept-ghj", First = "inspector-ghj-1", Second = "inspector-ghj-2";

    [BrowserFact]
    public async Task Things_should_be_put_right_and_looked_at_again_before_the_opinion()
    {
        var time = new ManualTimeProvider(At(23, 9));
        using var server = new RunningServer(time);
        await using var desk = await browser.PersonAsync(at: server);
        await using var phone = await browser.PersonAsync(390, 844, at: server);
        var number = await AcceptedAsync(desk, server);

        // The step has proposed its visit by itself: the lead only merges.
        await desk.SignInAsync(First);
        await desk.Page.GotoAsync("/trips");
        await desk.InteractiveAsync("[data-convene]");
        await desk.Page.ClickAsync("[data-convene]");
        var trip = await ScheduledAsync(desk, "2026-11-26");
        await AnswerAsync(desk, Lead);
        await LookAsync(desk, phone, time, 26, trip, number);

        await desk.Page.Locator("[data-rectify] summary").ClickAsync();
        await desk.Page.FillAsync("#items", "补设围挡\n清理排洪沟");
        await desk.Page.FillAsync("#items-due", "2026-11-27");
        await desk.Page.GetByText("发出整改通知").ClickAsync();
        await desk.Page.Locator("[data-rectification]", new() { HasText = "清理排洪沟" }).WaitForAsync();
        await Expect(desk.Page.Locator("[data-conclude]")).ToHaveCountAsync(0); // no opinion before it is put right
        await desk.Page.FillAsync("#again-day", "2026-11-30");
        await desk.Page.FillAsync("#again-from", "09:00");
        await desk.Page.FillAsync("#again-to", "11:00");
        await desk.Page.GetByText("安排复勘").ClickAsync();
        await desk.Page.Locator("[data-day]", new() { HasText = "30" }).WaitForAsync();
        await AnswerAsync(desk, Lead);
        await LookAsync(desk, phone, time, 30, trip, number);

        await desk.Page.FillAsync("#summary", "整改到位，同意。");
        await desk.Page.ClickAsync("[data-conclude]");
        await desk.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await desk.Page.Locator("[data-result]", new() { HasText = "通过" }).WaitForAsync();
        await desk.Page.GotoAsync($"/cases/{number}");
        await desk.Page.Locator("[data-case-opinion]", new() { HasText = "整改到位" }).WaitForAsync();
        await desk.Page.Locator("[data-case-trip]", new() { HasText = "补设围挡" }).WaitForAsync();
        desk.TakeComplaints().ShouldBeEmpty();
        phone.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Meeting_should_leave_its_minutes_and_a_decision_on_the_case()
    {
        var time = new ManualTimeProvider(At(23, 9));
        using var server = new RunningServer(time);
        await using var desk = await browser.PersonAsync(at: server);
        await using var phone = await browser.PersonAsync(390, 844, at: server);
        var number = await AcceptedAsync(desk, server);

        await desk.SignInAsync(First);
        await desk.Page.GotoAsync("/trips");
        await desk.InteractiveAsync("[data-meeting]");
        await desk.Page.FillAsync("#meeting-cases", number);
        await desk.Page.ClickAsync("[data-convene-meeting]");
        var trip = await ScheduledAsync(desk, "2026-11-26");
        await AnswerAsync(desk, Lead);
        await LookAsync(desk, phone, time, 26, trip, null);

        await desk.Page.FillAsync("#minutes", "会议听取了选址情况汇报。");
        await desk.Page.ClickAsync("[data-minutes]");
        await desk.Page.Locator("[data-done]").WaitForAsync();
        await desk.Page.FillAsync($"#decision-{number}", "同意并联办理");
        await desk.Page.GetByText("保存决定").ClickAsync();
        await desk.Page.Locator("[data-done]", new() { HasText = "决定" }).WaitForAsync();
        await desk.Page.FillAsync("#summary", "原则同意。");
        await desk.Page.ClickAsync("[data-conclude]");
        await desk.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await desk.Page.Locator("[data-result]", new() { HasText = "通过" }).WaitForAsync();

        await desk.Page.GotoAsync($"/cases/{number}");
        await desk.Page.Locator("[data-case-opinion]", new() { HasText = "同意并联办理" }).WaitForAsync();
        await Expect(desk.Page.Locator("g.active[data-activity='joint-inspection']")).ToHaveCountAsync(1); // a meeting completes no step
        desk.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task<string> AcceptedAsync(Person desk, RunningServer server)
    {
        await desk.SignInAsync("window");
        var number = await desk.HandInAsync(server.Catalogue, "GHJ-001-A", account: "applicant");
        await desk.SettleAsync(number, "Accept");
        return number;
    }

    /// <summary>Sets the day on the page of a trip that was just convened, and answers its address.</summary>
    private static async Task<string> ScheduledAsync(Person desk, string day)
    {
        await desk.Page.WaitForURLAsync("**/trips/TK-*");
        await desk.InteractiveAsync("[data-schedule]");
        await DayAsync(desk, day);
        await desk.Page.ClickAsync("[data-save]");
        await desk.InteractiveAsync($"[data-answer-panel='{Lead}']");
        return new Uri(desk.Page.Url).AbsolutePath;
    }

    /// <summary>The lead's two officers go, look at everything, sign, and end the day; the desk is left on the trip's page.</summary>
    private static async Task LookAsync(Person desk, Person phone, ManualTimeProvider time, int day, string trip, string? number)
    {
        // Nobody leaves a page open over days: its session would be over.
        await desk.Page.GotoAsync("about:blank");
        time.MoveTo(At(day, 9));
        foreach (var user in new[] { Second, First })
        {
            await FieldAsync(phone, user, trip);
            await phone.Page.ClickAsync("[data-check-in]");
            await phone.Page.Locator("[data-step='finding']").WaitForAsync();
        }
        var points = phone.Page.Locator($"[data-step='checklist'][data-leg='{number}']");
        if (number is not null && await points.CountAsync() > 0)
        {
            foreach (var point in await points.Locator("input[type=radio][value=pass]").AllAsync())
                await point.CheckAsync();
            await points.Locator("[data-save-checklist]").ClickAsync();
            await points.GetByText("已保存").WaitForAsync();
        }
        var wrong = phone.Page.Locator("[data-step='rectification'] li");
        for (var i = 0; i < await wrong.CountAsync(); i++)
        {
            await wrong.Nth(i).Locator("button").First.ClickAsync();
            await wrong.Nth(i).Locator(".chip").WaitForAsync();
        }
        await phone.Page.CheckAsync("input[name=opinion][value='agree']");
        await phone.Page.FillAsync("#finding", "符合要求");
        await phone.Page.ClickAsync("[data-give]");
        foreach (var user in new[] { First, Second })
        {
            if (user == Second)
                await FieldAsync(phone, user, trip);
            await phone.Page.ClickAsync("[data-sign]");
            await phone.Page.Locator("dialog[open] .btn").Last.ClickAsync();
            await phone.Page.Locator("[data-step='finding']", new() { HasText = "您已签字" }).WaitForAsync();
        }
        time.MoveTo(At(day, 11));
        await desk.SignInAsync(First);
        await desk.Page.GotoAsync(trip);
        await desk.InteractiveAsync("[data-end]");
        await desk.Page.ClickAsync("[data-end]");
        await desk.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await desk.Page.Locator("[data-end]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }
}
