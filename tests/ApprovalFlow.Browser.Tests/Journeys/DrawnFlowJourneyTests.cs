using System.Text.Json;
using ApprovalFlow.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>The life of a flow from an empty canvas: drawn, stopped by checks, mended, rehearsed, published by two people, used; a second version is drawn and compared; one running case goes over to it, another stays pinned, and both are finished.</summary>
[Collection(AloneCollection.Name)]
public sealed class DrawnFlowJourneyTests(BrowserFixture browser)
{
    private const string Flow = "CZJ-001-A", Plans = $"/definitions/{Flow}/migrations", Department = "财政局";

    [BrowserFact]
    public async Task Flow_should_be_drawn_published_used_changed_and_its_cases_migrated_or_pinned_and_finished()
    {
        using var server = new RunningServer(new ShiftedTime("2026-11-23"));
        await using var first = await browser.PersonAsync(1760, 1000, at: server);
        await first.SignInAsync("admin");
        await using var second = await browser.PersonAsync(at: server);
        await second.SignInAsync("admin-2");
        await using var clerk = await browser.PersonAsync(at: server);
        var table = new DrawingTable(first.Page);

        await DrawAsync(first, table);
        await first.Page.ClickAsync("[data-rehearse]");
        await RehearseAsync(first);
        await RequestAsync(first, "手绘流程首次发布");
        await first.Page.Locator("[data-stage='InReview']").WaitForAsync();
        await ApproveAsync(second, "新增环节“联合踏勘”");

        // Two cases on what was drawn, both at the review.
        await clerk.SignInAsync("window");
        var (moved, pinned) = (await clerk.RegisterAsync(server.Catalogue, Flow), await clerk.HandInAsync(server.Catalogue, Flow));
        (await clerk.HandleAsync(moved, "Accept")).ShouldBeTrue();
        await clerk.SettleAsync(pinned, "Accept");
        await clerk.OpenCaseAsync(moved);
        await Expect(clerk.Page.Locator("g.active[data-activity='Review1']")).ToHaveCountAsync(1);

        await ChangeAsync(first, table);
        // The case that was rehearsed and kept goes another way now: that is said before anybody approves, and looked at again.
        await RequestAsync(first, "审查改由专家承担");
        await Expect(first.Page.Locator("[data-problems]")).ToContainTextAsync("scenario-differs");
        await first.Page.GotoAsync($"/designer/{Flow}/rehearsal");
        await first.InteractiveAsync("[data-picture]");
        await first.Page.Locator("[data-scenario='顺利办结']", new() { HasText = "不一致" }).Locator("button").Last.ClickAsync();
        await Expect(first.Page.Locator("[data-scenario]")).ToHaveCountAsync(0);
        await RehearseAsync(first);
        await RequestAsync(first, "审查改由专家承担");
        await first.Page.Locator("[data-stage='InReview']").WaitForAsync();
        await ApproveAsync(second, "专家审查");
        (await HashAsync(second, moved)).ShouldBe(await HashAsync(second, pinned), "publishing moves nobody");

        await MigrateAsync(server, first, second, moved);
        (await HashAsync(second, moved)).ShouldNotBe(await HashAsync(second, pinned));
        await FinishAsync(clerk, moved, pinned);
        foreach (var number in (string[])[moved, pinned]) (await CaseAsync(second, number)).GetProperty("header").GetProperty("status").GetString().ShouldBe("closed", number);
        foreach (var person in (Person[])[clerk, first, second]) person.TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>From left to right: acceptance and review, an inspection beside a deadline, two countersigning departments, decision and end.</summary>
    private static async Task DrawAsync(Person person, DrawingTable table)
    {
        await table.BeginAsync(Flow, "手绘示例流程");
        await Expect(person.Page.Locator("[data-node]")).ToHaveCountAsync(1);
        await table.DragAsync("[data-template='accept-and-review']", 150, 60);
        await table.ActAsync("fit");
        await table.ConnectedAsync("start", "Done", "Accept1");
        await table.ActAsync("layout");
        var fork = await table.DragAsync("[data-type='Elsa.FlowFork']", 620, 120);
        await table.FillAsync("#input-branches", "踏勘\n期限");
        var inspection = await table.DragAsync("[data-type='Approval.JointInspection']", 520, 620);
        var deadline = await table.DragAsync("[data-type='Approval.DeadlineTimer']", 220, 640);
        await table.FillAsync("#input-workingDays", "5");
        await person.Page.CheckAsync("#input-interrupting");
        await table.SettledAsync();
        var join = await table.DragAsync("[data-type='Elsa.FlowJoin']", 660, 480);
        await table.ConnectedAsync("Review1", "Approve", fork);
        await table.ConnectedAsync(fork, "踏勘", inspection);
        await table.ConnectedAsync(fork, "期限", deadline);
        await table.ConnectedAsync(inspection, "Approve", join);
        await table.ActAsync("layout");
        await table.DragAsync("[data-template='parallel-group']", 300, 640);
        await table.ActAsync("fit");
        await table.ConnectedAsync(join, "Done", "FlowFork2");
        await table.ActAsync("layout");
        await table.DragAsync("[data-template='decide-and-close']", 300, 640);
        await table.ConnectedAsync("FlowJoin3", "Done", "Decide1");
        await table.ActAsync("layout");

        // Stopped: nobody is named for the inspection, and three of its outcomes lead nowhere, while the deadline that could go on instead is not connected yet.
        await table.ShowChecksAsync();
        await table.CheckedAsync("input-missing", told: true);
        await person.Page.Locator("[data-node='JointInspection1'][data-mark='error']").WaitForAsync();
        await person.ShotAsync("designer", "checks", whole: false);
        await person.Page.ClickAsync("[data-problem='input-missing']");
        await table.SelectedAsync(inspection);
        await table.ChooseAsync("#input-role", "inspector");
        await table.FillAsync("#input-departmentId", Department);
        await table.FillAsync("#input-duty", "牵头组织一次踏勘。");
        await table.ChooseAsync("#input-clock", "excluded");
        await table.FillAsync("#input-limitDays", "3");
        await table.ShowChecksAsync();
        await table.CheckedAsync("input-missing", told: false);
        await table.CheckedAsync("path-without-end", told: true);
        await table.SelectAsync(inspection);
        await person.Page.ClickAsync("[data-properties-tab]");
        await person.Page.ClickAsync("[data-more='outcomes'] > summary");
        foreach (var outcome in new[] { "Refuse", "Return", "Withdraw" })
        {
            var revision = await table.RevisionAsync();
            await person.Page.UncheckAsync($"[data-input='outcomes'] input[value='{outcome}']");
            await table.ChangedAsync(revision);
        }
        await person.Page.ClickAsync("[data-more='outcomes'] > summary");

        // Who decides it, and where: picked, not typed.
        await person.Page.ClickAsync("[data-more='approver'] > summary");
        await table.ChooseAsync("#input-approverRule", "user");
        var named = await table.RevisionAsync();
        await person.Page.FillAsync("#input-approver-search", "inspector");
        await person.Page.CheckAsync("[data-people] input[value='inspector']");
        await table.ChangedAsync(named);
        await person.ShotAsync("designer", "approver", whole: false);
        await table.ChooseAsync("#input-approverRule", "");
        await person.Page.ClickAsync("[data-more='place'] > summary");
        await table.ChooseAsync("#input-region", "140105");
        await table.ChooseAsync("#input-region", "");
        await table.ShowChecksAsync();
        await table.CheckedAsync("path-without-end", told: false);
        await table.ConnectedAsync(deadline, "Interrupt", join);

        // The whole: every department's, within what is promised, with a reason for more than five steps.
        await person.Page.ClickAsync("[data-properties-tab]");
        foreach (var step in new[] { "Accept1", "Review1", "Correction1", "Countersign1", "Countersign2", "Decide1", "Issue1" })
        {
            await table.SelectAsync(step);
            await table.FillAsync("#input-departmentId", Department);
            if (step == "Review1") await table.FillAsync("#input-limitDays", "1");
        }
        await person.Page.Keyboard.PressAsync("Escape");
        await person.Page.Locator(".canvas").FocusAsync();
        await person.Page.Keyboard.PressAsync("Escape");
        await table.SelectedAsync("");
        await table.FillAsync("#head-waiver", "踏勘与会签并行办理。");
        await table.ShowChecksAsync();
        await person.Page.WaitForFunctionAsync("() => !document.querySelector('[data-problem-count]')?.classList.contains('bad')");
        await Expect(person.Page.Locator(".problem.error")).ToHaveCountAsync(0);
        await person.ShotAsync("designer", "drawn", whole: false);

        // The draft is there for whoever comes next, and looking at it makes no change to it.
        await table.SavedAsync();
        await table.OpenAsync(Flow);
        await person.Page.ClickAsync(".toolbar [data-act='fit']");
        await table.Edge("JointInspection1", "Approve", join).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(person.Page.Locator("[data-palette]")).ToHaveCountAsync(0);
    }

    private static async Task RehearseAsync(Person person)
    {
        await person.InteractiveAsync("[data-picture]");
        for (var step = 0; step < 20 && await person.Page.Locator("[data-closed]").CountAsync() == 0; step++)
        {
            var lines = await person.Page.Locator("[data-course] li").CountAsync();
            await person.Page.Locator("[data-open] [data-outcome]").First.ClickAsync();
            await person.Page.WaitForFunctionAsync("n => document.querySelectorAll('[data-course] li').length > n", lines);
        }
        await Expect(person.Page.Locator("[data-closed]")).ToContainTextAsync("准予");
        await person.Page.FillAsync("#scenario-name", "顺利办结");
        await person.Page.ClickAsync("[data-keep]");
        await person.Page.Locator("[data-kept]").WaitForAsync();
    }

    private static async Task RequestAsync(Person author, string note)
    {
        await author.Page.GotoAsync($"/definitions/{Flow}");
        await author.InteractiveAsync("[data-draft]");
        await author.Page.FillAsync("#effective", "2026-11-23");
        await author.Page.FillAsync("#note", note);
        await author.Page.ClickAsync("[data-request]");
    }

    /// <summary>The second person sees the difference, and approves that.</summary>
    private static async Task ApproveAsync(Person second, string difference)
    {
        await second.Page.GotoAsync($"/definitions/{Flow}");
        await second.InteractiveAsync("[data-draft]");
        await Expect(second.Page.Locator("[data-comparison]")).ToContainTextAsync(difference);
        await second.ShotAsync("versions", "drawn-review-1440-zh");
        await second.Page.ClickAsync("[data-approve]");
        await second.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await second.Page.Locator("[data-stage='Settled']").WaitForAsync();
    }

    /// <summary>The review becomes the experts': another step under another id, drawn in its place.</summary>
    private static async Task ChangeAsync(Person person, DrawingTable table)
    {
        await table.OpenAsync(Flow);
        await table.EditAsync();
        await table.ActAsync("fit");
        var experts = await table.DragAsync("[data-type='Approval.Review']", 300, 640);
        await table.FillAsync("#name-zh", "专家审查");
        await table.ChooseAsync("#input-role", "expert");
        await table.FillAsync("#input-departmentId", Department);
        await table.FillAsync("#input-limitDays", "1");
        await table.FillAsync("#input-duty", "组织专家审查。");
        await person.Page.ClickAsync("[data-more='outcomes'] > summary");
        foreach (var outcome in new[] { "Refuse", "Return", "Withdraw" })
        {
            var revision = await table.RevisionAsync();
            await person.Page.UncheckAsync($"[data-input='outcomes'] input[value='{outcome}']");
            await table.ChangedAsync(revision);
        }
        await table.ActAsync("fit");
        await table.SelectAsync("Review1");
        await person.Page.Locator(".canvas").FocusAsync();
        await person.Page.Keyboard.PressAsync("Delete");
        await person.Page.Locator("[data-node='Review1']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await table.SettledAsync();
        await table.ConnectedAsync("Accept1", "Accept", experts);
        await table.ConnectedAsync(experts, "Approve", "FlowFork1");
        await table.ActAsync("layout");
        await person.Page.WaitForFunctionAsync("() => !document.querySelector('[data-problem-count]')?.classList.contains('bad')");
        await table.SavedAsync();
    }

    private async Task MigrateAsync(RunningServer server, Person first, Person second, string moved)
    {
        // Drawn up: nothing tells which of the new steps the old review is, so a person says it.
        await first.Page.ClickAsync("[data-migrations]");
        await first.Page.ClickAsync("[data-new-plan]");
        await first.InteractiveAsync("[data-movable]");
        await first.Page.CheckAsync($"[data-movable] [data-case='{moved}'] input");
        var step = first.Page.Locator("[data-map='2'] [data-step='Review1']");
        await Expect(step).ToHaveAttributeAsync("data-why", "Unclear");
        await first.ShotAsync("migrations", "draft-1440-zh");
        await first.Page.FillAsync("#reason", "在办件按新分工审查");
        await first.Page.ClickAsync("[data-try]");
        await first.Page.Locator($"[data-cases] [data-case='{moved}'] .chip", new() { HasText = "不能迁移" }).WaitForAsync();
        await Expect(first.Page.Locator($"[data-case='{moved}']").First).ToContainTextAsync("目标版本中没有对应环节");
        await first.Page.ClickAsync("[data-revise]");
        await first.InteractiveAsync("[data-movable]");
        await step.Locator("select").SelectOptionAsync("flow:Review2");
        await Expect(step).ToHaveAttributeAsync("data-why", "Chosen");
        await first.Page.ClickAsync("[data-try]");
        await first.Page.Locator($"[data-cases] [data-case='{moved}'] .chip", new() { HasText = "可迁移" }).WaitForAsync();
        await Expect(first.Page.Locator("[data-inboxes]")).ToContainTextAsync("评审专家");
        await ActAsync(first, "Submit", "Submitted");
        await first.Page.Locator("[data-own]").WaitForAsync();
        await Expect(first.Page.Locator("[data-act='Sign']")).ToHaveCountAsync(0);

        // Signed by the second person, who sees what it does to whom.
        var plan = new Uri(first.Page.Url).AbsolutePath;
        await second.Page.GotoAsync(plan);
        await second.InteractiveAsync("[data-stage='Submitted']");
        await second.Page.Locator("[data-cases] details summary").First.ClickAsync();
        await Expect(second.Page.Locator($"[data-details='{moved}'] [data-task='Review1']")).ToContainTextAsync("专家审查");
        await second.ShotAsync("migrations", "plan-1440-zh");
        foreach (var (width, language) in new[] { (390, "zh-CN"), (390, "en"), (1440, "en") }) await FitsAsync(server, width, language, plan);
        await ActAsync(second, "Sign", "Signed");
        await ActAsync(second, "Start", "Finished");
        await Expect(second.Page.Locator("[data-progress]")).ToContainTextAsync("迁移 1 件");
        await second.ShotAsync("migrations", "finished-1440-zh");
        // The first one's page has heard of it.
        await first.Page.Locator("[data-stage='Finished']").WaitForAsync();

        await second.OpenCaseAsync(moved);
        await Expect(second.Page.Locator("[data-migrated]")).ToContainTextAsync("第 3 版");
        await Expect(second.Page.Locator("main")).ToContainTextAsync("复核后迁移到流程第 3 版");
        await Expect(second.Page.Locator("g.active[data-activity='Review2']")).ToHaveCountAsync(1);
        await second.ShotAsync("migrations", "case-1440-zh");
    }

    /// <summary>The moved one is the experts', the pinned one the reviewer's; then both go the same way.</summary>
    private static async Task FinishAsync(Person clerk, string moved, string pinned)
    {
        await clerk.SignInAsync("reviewer");
        (await clerk.HandleAsync(moved, "Approve")).ShouldBeFalse();
        (await clerk.HandleAsync(pinned, "Approve")).ShouldBeTrue();
        await clerk.SignInAsync("expert");
        (await clerk.HandleAsync(moved, "Approve")).ShouldBeTrue();
        foreach (var (who, outcome, times) in new[] { ("inspector", "Approve", 1), ("chief", "Approve", 3), ("issuer", "Issue", 1) })
        {
            await clerk.SignInAsync(who);
            for (var i = 0; i < times; i++)
            {
                (await clerk.HandleAsync(moved, outcome)).ShouldBeTrue($"{who} at {moved}, task {i + 1}");
                await clerk.SettleAsync(pinned, outcome);
            }
        }
    }

    private static async Task ActAsync(Person person, string act, string stage)
    {
        await person.Page.ClickAsync($"[data-act='{act}']");
        if (act is "Sign" or "Start")
            await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator($"[data-stage='{stage}']").WaitForAsync();
    }

    private static async Task<JsonElement> CaseAsync(Person person, string number) => await (await person.Page.APIRequest.GetAsync($"/api/cases/{number}")).JsonAsync<JsonElement>();

    private static async Task<string> HashAsync(Person person, string number) => (await CaseAsync(person, number)).GetProperty("definitionHash").GetString()!;

    private async Task FitsAsync(RunningServer server, int width, string language, string plan)
    {
        await using var person = await browser.PersonAsync(width, 844, language, at: server);
        await person.SignInAsync("admin-2");
        foreach (var (path, name) in new[] { (Plans, "list"), ($"{Plans}/draft", "draft"), (plan, "plan") })
        {
            await person.Page.GotoAsync(path);
            await (name == "list" ? person.Page.Locator("[data-plans]").WaitForAsync() : person.InteractiveAsync(name == "draft" ? "[data-movable]" : "[data-inboxes]"));
            if (name == "plan") await person.Page.Locator("[data-cases] details summary").First.ClickAsync();
            await person.ShotAsync("migrations", $"{name}-{width}-{language}");
            await person.ShouldFitAsync(name);
        }
        person.TakeComplaints().ShouldBeEmpty();
    }
}
