using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A joint inspection with an absentee, from the proposals of two cases to one opinion on both. The officers work on phones; the clock moves to the day.</summary>
public sealed class TripJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Lead = "dept-ghj", Land = "dept-gtj", Relics = "dept-wwj";
    private static readonly (string User, string Body)[] Officers = [("inspector-ghj-1", Lead), ("inspector-ghj-2", Lead), ("inspector-gtj-1", Land), ("inspector-gtj-2", Land)];

    [BrowserFact]
    public async Task Joint_inspection_with_an_absentee_should_reach_one_opinion_on_every_leg()
    {
        var time = new ManualTimeProvider(At(23, 9));
        using var server = new RunningServer(time);
        await using var desk = await browser.PersonAsync(at: server);
        await using var phone = await browser.PersonAsync(390, 844, at: server);
        var folder = Screens.Folder("trips");
        List<string> wrong = [];

        // Two applications of one applicant stand before their inspection; each proposes a visit.
        List<string> cases = [];
        await desk.SignInAsync("window");
        for (var i = 0; i < 2; i++)
        {
            cases.Add(await desk.HandInAsync(server.Catalogue, "GHJ-001-A", account: "applicant"));
            await desk.SettleAsync(cases[i], "Accept");
        }
        await desk.SignInAsync("inspector-ghj-1");
        foreach (var number in cases)
        {
            await desk.OpenCaseAsync(number);
            await desk.Page.FillAsync("#visit-site", "示例新材料产业园");
            await desk.Page.FillAsync("#visit-reason", "选址需现场核对");
            await LookTests.LookAsync(desk, folder, $"propose-{number[^1]}", "zh-CN", wrong);
            await desk.Page.ClickAsync("[data-propose-act]");
            await desk.Page.Locator("[data-visit='Open']", new() { HasText = "示例新材料产业园" }).WaitForAsync();
        }

        // The lead merges them, picks the day and invites.
        await desk.Page.GotoAsync("/trips");
        await desk.InteractiveAsync("[data-convene]");
        await Expect(desk.Page.Locator("[data-proposal]")).ToHaveCountAsync(2);
        await LookTests.LookAsync(desk, folder, "workspace", "zh-CN", wrong);
        await desk.Page.ClickAsync("[data-convene]");
        await desk.Page.WaitForURLAsync("**/trips/TK-*");
        await desk.InteractiveAsync("[data-schedule]");
        var trip = new Uri(desk.Page.Url).AbsolutePath;
        foreach (var department in new[] { Land, Relics })
        {
            await desk.Page.SelectOptionAsync("#more-bodies", department);
            await desk.Page.Locator($"[data-invite='{department}']").WaitForAsync();
        }
        await desk.Page.Locator("[data-slot]").First.WaitForAsync();
        await LookTests.LookAsync(desk, folder, "schedule", "zh-CN", wrong);
        // A Saturday is refused in words, and nothing is stored.
        await DayAsync(desk, "2026-11-28");
        await desk.Page.ClickAsync("[data-save]");
        await Expect(desk.Page.Locator("[data-schedule] [data-refusal]")).ToContainTextAsync("不是工作日");
        await DayAsync(desk, "2026-11-26");
        await desk.Page.ClickAsync("[data-save]");
        await desk.Page.Locator($"[data-body='{Relics}']").WaitForAsync();

        // The bodies answer; the relics bureau only reads.
        await AnswerAsync(desk, Lead);
        await desk.SignInAsync("inspector-gtj-1");
        await desk.Page.GotoAsync(trip);
        await desk.InteractiveAsync($"[data-answer-panel='{Land}']");
        await LookTests.LookAsync(desk, folder, "answer", "zh-CN", wrong);
        await AnswerAsync(desk, Land);
        await desk.SignInAsync("inspector-wwj-1");
        await desk.Page.GotoAsync(trip);
        await desk.Page.Locator($"[data-body='{Relics}']", new() { HasText = "已阅" }).WaitForAsync();

        // On the day, on the site. Nobody leaves a page open over three days: its session would be over.
        await desk.Page.GotoAsync("about:blank");
        time.MoveTo(At(26, 9));
        foreach (var (user, _) in Officers)
        {
            await FieldAsync(phone, user, trip);
            if (user == "inspector-ghj-1")
                await LookTests.LookAsync(phone, folder, "field-check-in", "zh-CN", wrong);
            await phone.Page.ClickAsync("[data-check-in]");
            await phone.Page.Locator("[data-step='finding']").WaitForAsync();
        }
        await FieldAsync(phone, "inspector-ghj-1", trip);
        foreach (var number in cases)
        {
            var list = phone.Page.Locator($"[data-step='checklist'][data-leg='{number}']");
            foreach (var point in await list.Locator("input[type=radio][value=pass]").AllAsync())
                await point.CheckAsync();
            await list.Locator("[data-save-checklist]").ClickAsync();
            await list.GetByText("已保存").WaitForAsync();
        }
        await phone.Page.FillAsync("#caption", "园区北门");
        await phone.Page.SetInputFilesAsync("#photo", new FilePayload { Name = "north.png", MimeType = "image/png", Buffer = await phone.Page.ScreenshotAsync() });
        await phone.Page.Locator("[data-step='photos'] img").WaitForAsync();
        foreach (var (user, body) in Officers)
        {
            await FieldAsync(phone, user, trip);
            if (user.EndsWith("-1", StringComparison.Ordinal))
            {
                await phone.Page.CheckAsync($"input[name=opinion][value='{(body == Land ? "agree-with-conditions" : "agree")}']");
                await phone.Page.FillAsync("#finding", body == Land ? "权属清楚" : "符合规划");
                if (body == Land)
                    await phone.Page.FillAsync("#conditions", "避让排洪沟");
                await phone.Page.ClickAsync("[data-give]");
            }
            await phone.Page.ClickAsync("[data-sign]");
            await phone.Page.Locator("dialog[open] .btn").Last.ClickAsync();
            await phone.Page.Locator("[data-step='finding']", new() { HasText = "您已签字" }).WaitForAsync();
            if (user == "inspector-gtj-2")
                await LookTests.LookAsync(phone, folder, "field-signed", "zh-CN", wrong);
        }

        // The lead ends the day, which finds the absentee, and gives the one opinion.
        time.MoveTo(At(26, 11));
        await desk.SignInAsync("inspector-ghj-1");
        await desk.Page.GotoAsync(trip);
        await desk.InteractiveAsync("[data-end]");
        await LookTests.LookAsync(desk, folder, "board", "zh-CN", wrong);
        await desk.Page.ClickAsync("[data-end]");
        await Expect(desk.Page.Locator("dialog[open]")).ToContainTextAsync("文物局");
        await desk.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await desk.Page.Locator($"[data-body='{Relics}'][data-answer='Missed']").WaitForAsync();
        await desk.Page.FillAsync("#summary", "两部门踏勘通过；文物局缺席视为同意；避让排洪沟的意见转入后续审批。");
        await desk.Page.ClickAsync("[data-conclude]");
        await desk.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await desk.Page.Locator("[data-result]", new() { HasText = "附条件通过" }).WaitForAsync();

        // Both legs have it: the absence with its proof, the opinion, the photo, and the next step open.
        foreach (var number in cases)
        {
            await desk.Page.GotoAsync($"/cases/{number}");
            await desk.Page.Locator("[data-case-opinion]", new() { HasText = "避让排洪沟" }).WaitForAsync();
            await Expect(desk.Page.Locator($"[data-missed='{Relics}']")).ToContainTextAsync("已阅");
            await Expect(desk.Page.Locator("[data-case-opinion] img")).ToHaveCountAsync(1);
            await Expect(desk.Page.Locator("g.completed[data-activity='joint-inspection']")).ToHaveCountAsync(1);
        }
        await LookTests.LookAsync(desk, folder, "case", "zh-CN", wrong);
        await desk.Page.GotoAsync($"{trip}/opinion");
        await desk.Page.Locator($"[data-view='{Relics}'][data-deemed]", new() { HasText = "缺席默认" }).WaitForAsync();
        await LookTests.LookAsync(desk, folder, "opinion", "zh-CN", wrong);
        await Expect(desk.Page.Locator("[data-leg]")).ToHaveCountAsync(2);

        foreach (var (width, language, scheme) in new[] { (390, "zh-CN", ColorScheme.Light), (1440, "en", ColorScheme.Light), (390, "en", ColorScheme.Dark) })
        {
            await using var reader = await browser.PersonAsync(width, 844, language, scheme, server);
            await reader.SignInAsync("inspector-ghj-1");
            foreach (var path in new[] { "/trips", trip, $"{trip}/opinion", $"/cases/{cases[0]}" })
            {
                await reader.Page.GotoAsync(path);
                await LookTests.LookAsync(reader, folder, $"{width}-{language}-{path}", language, wrong);
            }
        }
        wrong.ShouldBeEmpty();
        desk.TakeComplaints().ShouldBeEmpty();
        phone.TakeComplaints().ShouldBeEmpty();
    }

    internal static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8));

    internal static async Task DayAsync(Person person, string day)
    {
        await person.Page.FillAsync("#trip-day", day);
        await person.Page.FillAsync("#trip-from", "09:00");
        await person.Page.FillAsync("#trip-to", "11:00");
        await person.Page.FillAsync("#trip-place", "市政务服务中心一层");
    }

    internal static async Task AnswerAsync(Person person, string department)
    {
        var panel = person.Page.Locator($"[data-answer-panel='{department}']");
        var mine = panel.Locator(department == Lead ? "[data-officer^='规划局']" : "[data-officer^='国土局']");
        await mine.First.WaitForAsync();
        foreach (var officer in await mine.AllAsync())
            await officer.CheckAsync();
        await panel.Locator("[data-attend]").ClickAsync();
        await person.Page.Locator($"[data-body='{department}'][data-answer='Attends']").WaitForAsync();
    }

    internal static async Task FieldAsync(Person phone, string user, string trip)
    {
        await phone.SignInAsync(user);
        await phone.Page.GotoAsync($"{trip}/field");
        await phone.InteractiveAsync("[data-step='check-in']");
    }
}
