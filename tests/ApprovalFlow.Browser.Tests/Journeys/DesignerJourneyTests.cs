using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A process designer who has keys and no mouse.</summary>
[Collection(AloneCollection.Name)]
public sealed class DesignerJourneyTests(BrowserFixture browser)
{
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
        await Expect(person.Page.Locator("[data-node='Accept1']")).Not.ToContainTextAsync("收件受理");
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
