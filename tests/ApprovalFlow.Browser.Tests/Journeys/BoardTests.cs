using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A supervisor's morning: the figures of the year, down to one late case and its clock; what looks odd, answered with an order.</summary>
public sealed class BoardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string[] Flows = ["FGW-001-A", "GSJ-001-A", "GTJ-001-A", "NYJ-001-A", "HBJ-001-A", "ZJW-001-A"];

    [BrowserFact]
    public async Task Supervisor_should_go_from_the_figures_to_a_late_case_and_from_an_anomaly_to_an_order()
    {
        var time = new ManualTimeProvider();
        using var server = new RunningServer(time, tickSeconds: 3600);
        await LiveAsync(server, time);
        await using var person = await browser.PersonAsync(at: server);
        await person.ArriveAsync("supervisor");
        await person.Page.ClickAsync("nav a[href='/boards']");
        await Expect(person.Page.Locator("[data-reconciles='true']")).ToBeVisibleAsync();
        await Expect(person.Page.Locator("board-chart[data-drawn]").First).ToBeVisibleAsync();
        await Expect(person.Page.Locator("[data-received]")).ToHaveTextAsync($"{Flows.Length * 8}");
        await person.Page.Locator("board-chart").Nth(1).ScrollIntoViewIfNeededAsync();
        await Expect(person.Page.Locator("board-chart[data-drawn]")).ToHaveCountAsync(2);
        (await person.Page.EvaluateAsync<bool>("() => { const c = document.querySelector('board-chart canvas'); const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return p.some(v => v !== 0); }")).ShouldBeTrue("the chart draws something");
        await person.Page.EvaluateAsync("scrollTo(0, 0)");
        await person.ShouldFitAsync("boards");
        await person.ShotAsync("boards", "boards-1440-zh-CN");

        // Down: department, item, flow, late cases, the case with its clocks.
        await person.Page.Locator("[data-board-rows] [data-row='dept-fgw'] a").First.ClickAsync();
        await person.Page.Locator("[data-board-rows] [data-row='FGW-001'] a").First.ClickAsync();
        await person.Page.Locator("[data-board-rows] [data-row='FGW-001-A'] a").First.ClickAsync();
        await Expect(person.Page.Locator(".crumbs [aria-current='page']")).ToHaveTextAsync(server.Catalogue.Flow("FGW-001-A")!.NameZh);
        await Expect(person.Page.Locator("[data-received]")).ToHaveTextAsync("8");
        await person.Page.ClickAsync(".crumbs a >> nth=0");
        await Expect(person.Page.Locator("[data-received]")).ToHaveTextAsync($"{Flows.Length * 8}");
        await person.Page.Locator("[data-figure='on-time'] a").ClickAsync();
        var late = person.Page.Locator("[data-board-cases] tbody tr").First;
        await Expect(late).ToContainTextAsync("逾期");
        await person.ShouldFitAsync("board-cases");
        await person.ShotAsync("boards", "board-cases-1440-zh-CN");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.Locator("[data-csv]").ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldContain("逾期");
        await late.Locator("a").First.ClickAsync();
        await person.InteractiveAsync("[data-cards]");

        await person.Page.GotoAsync("/supervision/anomalies");
        await person.InteractiveAsync("[data-anomalies]");
        var odd = person.Page.Locator("[data-code='withdrawn-and-refiled']").First;
        await person.ShouldFitAsync("anomalies");
        await person.ShotAsync("boards", "anomalies-1440-zh-CN");
        var number = (await odd.GetAttributeAsync("data-anomaly"))!;
        await odd.GetByText("发监察牌").ClickAsync();
        await odd.Locator("select").SelectOptionAsync("red");
        await odd.Locator("input[type='text'], textarea").FillAsync("撤回后重报，疑似规避期限");
        await odd.Locator(".btn.primary").ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        await Expect(person.Page.Locator($"[data-anomaly='{number}'][data-code='withdrawn-and-refiled']")).ToHaveCountAsync(0);
        await person.Page.ClickAsync(".tabs a[href='/supervision?tab=orders']");
        await Expect(person.Page.Locator("[data-card-rows]")).ToContainTextAsync(number);
        person.TakeComplaints().ShouldBeEmpty();

        foreach (var (width, language) in ((int, string)[])[(390, "zh-CN"), (1440, "en"), (390, "en")])
        {
            await using var other = await browser.PersonAsync(width, width < 600 ? 844 : 900, language, at: server);
            await other.SignInAsync("supervisor");
            foreach (var (path, name, ready) in ((string, string, string)[])[("/boards", "boards", "[data-board-rows]"), ("/boards/cases?select=late", "board-cases", "[data-board-cases]"), ("/supervision/anomalies?all=true", "anomalies", "[data-anomalies]")])
            {
                await other.Page.GotoAsync(path);
                await other.Page.Locator(ready).WaitForAsync();
                if (name == "boards")
                {
                    await other.Page.Locator("board-chart").First.ScrollIntoViewIfNeededAsync();
                    await Expect(other.Page.Locator("board-chart[data-drawn]").First).ToBeAttachedAsync();
                }
                await other.ShouldFitAsync($"{name}-{width}-{language}");
                await other.ShotAsync("boards", $"{name}-{width}-{language}");
            }
            other.TakeComplaints().ShouldBeEmpty();
        }
    }

    /// <summary>Half a year of a small house: cases in time and late ones, refused, corrected, withdrawn and filed anew, and some that lie.</summary>
    private static async Task LiveAsync(RunningServer server, ManualTimeProvider time)
    {
        var (commands, definitions, catalogue) = (server.Services.GetRequiredService<CommandProcessor>(), server.Services.GetRequiredService<IDefinitionStore>(), server.Catalogue);
        var random = new Random(7);
        var open = new List<(string Number, string Flow)>();
        time.MoveTo(new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        for (var i = 0; i < Flows.Length * 8; i++)
        {
            var flow = catalogue.Flow(Flows[i % Flows.Length])!;
            var item = catalogue.Item(flow.ItemCode)!;
            var hash = (await definitions.ScheduleAsync(flow.Code))[0].Hash;
            var number = $"{item.Code}-2026-{i + 1:000000}";
            var sample = SampleApplication.Register(number, hash, flow, item);
            // The first two cases of a flow are one applicant's, who withdraws the first.
            await AcceptedAsync(number, sample with { Applicant = sample.Applicant with { Name = i < Flows.Length * 2 ? "示例企业" : $"示例申请人{i}" } });
            if (i == 0)
            {
                var accept = (await StateAsync(number)).OpenTasks.Single();
                await AcceptedAsync(number, SampleApplication.Complete(accept.TaskId, accept.ActivityType, accept.Candidate, Outcomes.Accept));
                time.Advance(TimeSpan.FromDays(1));
                await AcceptedAsync(number, new CaseCommand.Withdraw(SampleApplication.Actor(Roles.WindowClerk, item.DepartmentId), "企业计划调整"));
                continue;
            }
            open.Add((number, flow.Code));
            for (var moves = 0; moves < 7 && open.Count > 0; moves++)
            {
                time.Advance(TimeSpan.FromHours(random.Next(1, 14)));
                var (one, _) = open[random.Next(open.Count)];
                var state = await StateAsync(one);
                if (state.OpenTasks.Count == 0)
                {
                    open.RemoveAll(o => o.Number == one);
                    continue;
                }
                var task = state.OpenTasks[0];
                var outcome = task.Outcomes.Contains(Outcomes.Refuse) && task.ActivityType == "Approval.Decide" && random.Next(5) == 0 ? Outcomes.Refuse : task.Outcomes.Contains(Outcomes.Return) && random.Next(14) == 0 ? Outcomes.Return : task.Outcomes[0];
                await commands.ExecuteAsync(one, SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, outcome));
            }
        }
        // The last ones lie until their limits are over.
        time.Advance(TimeSpan.FromDays(25));
        foreach (var (one, _) in open)
            await commands.ExecuteAsync(one, new CaseCommand.TickClocks());
        await server.Services.GetRequiredService<BoardKeeper>().KeepAsync(sweep: true);

        async Task AcceptedAsync(string number, CaseCommand command) => (await commands.ExecuteAsync(number, command)).ShouldBeOfType<CommandResult.Accepted>();
        async Task<CaseState> StateAsync(string number) => CaseState.Fold((await server.Services.GetRequiredService<Runtime.Journal.ICaseStore>().LoadAsync(number, 0))!.Events.Select(e => e.ToRecord()));
    }
}
