using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A process designer draws a flow from nothing, is stopped by the checks, mends what they say, and finds the draft again.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DesignerJourneyTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Flow_with_parallel_branches_a_joint_inspection_and_a_deadline_should_be_drawn_checked_and_kept()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        await table.BeginAsync("DRAW-1", "手绘示例流程");

        // From left to right: accept and review, an inspection beside a deadline, two countersigning departments, decision and end.
        var accept = (await table.DragAsync("[data-template='accept-and-review']", 150, 60)).ShouldNotBeNull();
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

        // Nobody is named for the inspection, and three of its outcomes lead nowhere, while the deadline that could go on instead is not connected yet.
        await table.ShowChecksAsync();
        await table.CheckedAsync("input-missing", told: true);
        await person.Page.Locator("[data-node='JointInspection1'][data-mark='error']").WaitForAsync();
        await person.ShotAsync("designer", "checks", whole: false);
        await person.Page.ClickAsync("[data-problem='input-missing']");
        await table.SelectedAsync(inspection);
        await table.ChooseAsync("#input-role", "inspector");
        await table.FillAsync("#input-departmentId", "发改委");
        await table.FillAsync("#input-duty", "牵头组织一次踏勘。");
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
        await table.ShowChecksAsync();
        await table.CheckedAsync("path-without-end", told: false);
        await table.ConnectedAsync(deadline, "Interrupt", join);
        await person.Page.WaitForFunctionAsync("() => !document.querySelector('[data-problem-count]')?.classList.contains('bad')");
        await Expect(person.Page.Locator(".problem.error")).ToHaveCountAsync(0);
        await person.ShotAsync("designer", "drawn", whole: false);

        // The draft is there for whoever comes next, and looking at it makes no change to it.
        await table.SavedAsync();
        await table.OpenAsync("DRAW-1");
        await person.Page.ClickAsync(".toolbar [data-act='fit']");
        await table.Edge("JointInspection1", "Approve", join).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(person.Page.Locator("[data-palette]")).ToHaveCountAsync(0);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Everything_should_be_possible_without_a_mouse()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        await table.BeginAsync("KEYS-1", "键盘流程");
        var keys = person.Page.Keyboard;
        await person.Page.Locator(".canvas").FocusAsync();
        (await person.Page.EvaluateAsync<bool>("() => { const s = getComputedStyle(document.querySelector('.canvas')); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; }")).ShouldBeTrue();

        // Choose the start, look for an activity by name, place it: it is connected behind what was chosen.
        await keys.PressAsync("ArrowRight");
        await table.SelectedAsync("start");
        await keys.PressAsync("a");
        await keys.TypeAsync("受理");
        await keys.PressAsync("Enter");
        await table.Edge("start", "Done", "Accept1").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await table.SelectedAsync("Accept1");

        // Another one, unconnected; connect it by key: choose the outcome, then the target.
        await keys.PressAsync("Escape");
        await table.SelectedAsync("");
        await person.Page.FillAsync("[data-palette-search]", "");
        await person.Page.Locator(".canvas").FocusAsync();
        await keys.PressAsync("a");
        await keys.TypeAsync("办结");
        await keys.PressAsync("Enter");
        await table.SelectedAsync("CloseCase1");
        await table.SettledAsync();
        await keys.PressAsync("Shift+ArrowDown");
        await table.SettledAsync();
        await WalkToAsync(table, "Accept1");
        await keys.PressAsync("c");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");
        await AimAsync(table, "CloseCase1");
        await keys.PressAsync("Enter");
        await table.Edge("Accept1", "Refuse", "CloseCase1").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // Edit a property, undo it, delete a line, take that back too.
        await table.SettledAsync();
        await keys.PressAsync("Enter");
        await person.Page.WaitForFunctionAsync("() => document.activeElement?.id === 'name-zh'");
        var revision = await table.RevisionAsync();
        await keys.TypeAsync("收件受理");
        await keys.PressAsync("Tab");
        await table.ChangedAsync(revision);
        await person.Page.Locator("[data-node='Accept1']", new() { HasText = "收件受理" }).WaitForAsync();
        await person.Page.Locator(".canvas").FocusAsync();
        await keys.PressAsync("Control+z");
        await table.SettledAsync();
        (await person.Page.Locator("[data-node='Accept1']").TextContentAsync())!.ShouldNotContain("收件受理");
        await keys.PressAsync("e");
        await person.Page.WaitForFunctionAsync("() => document.querySelector('[data-designer]').dataset.selected.includes('|')");
        var line = await table.SelectedAsync();
        await keys.PressAsync("Delete");
        await person.Page.Locator($"[data-edge='{line}']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await table.SettledAsync();
        await keys.PressAsync("Control+z");
        await person.Page.Locator($"[data-edge='{line}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        // What is not allowed is said, and nothing happens.
        await keys.PressAsync("Control+a");
        await keys.PressAsync("l");
        await table.SettledAsync();
        await keys.PressAsync("?");
        await person.Page.Locator("dialog[data-help][open]").WaitForAsync();
        await keys.PressAsync("Escape");
        person.TakeComplaints().ShouldBeEmpty();
    }


    /// <summary>Goes from activity to activity with the arrows until it is there.</summary>
    private static async Task WalkToAsync(DrawingTable table, string id)
    {
        foreach (var key in new[] { "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp" })
        {
            if (await table.SelectedAsync() == id) return;
            await table.Page.Keyboard.PressAsync(key);
            await DrawnAsync(table);
            await table.SettledAsync();
        }
        await table.SelectedAsync(id);
    }

    private static async Task AimAsync(DrawingTable table, string id)
    {
        foreach (var key in new[] { "", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp" })
        {
            if (key.Length > 0) await table.Page.Keyboard.PressAsync(key);
            await DrawnAsync(table);
            if (await table.Page.Locator($"[data-node='{id}'].is-target").CountAsync() > 0) return;
        }
        await Expect(table.Page.Locator($"[data-node='{id}'].is-target")).ToHaveCountAsync(1);
    }

    /// <summary>What a key did is on the screen two frames later.</summary>
    private static Task DrawnAsync(DrawingTable table) => table.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
}
