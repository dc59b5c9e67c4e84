using Microsoft.Playwright;
using Shouldly;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>A designer's hands at the canvas: mouse and keys, and what lies there afterwards.</summary>
public sealed class DrawingTable(IPage page)
{
    public IPage Page => page;

    public ILocator Root => page.Locator("[data-designer]");

    /// <summary>Opens a definition to read; the canvas says itself when it has drawn.</summary>
    public async Task OpenAsync(string definitionId)
    {
        await page.GotoAsync($"/designer/{definitionId}");
        await ReadyAsync();
    }

    public async Task ReadyAsync()
    {
        await page.Locator("[data-designer][data-ready]").WaitForAsync();
        await SettledAsync();
    }

    /// <summary>Begins a definition under a new code and opens it for drawing.</summary>
    public async Task BeginAsync(string definitionId, string name)
    {
        await page.GotoAsync("/designer");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.ClickAsync("[data-new]");
        await page.FillAsync("#new-id", definitionId);
        await page.FillAsync("#new-title", name);
        await page.ClickAsync("[data-begin]");
        await page.WaitForURLAsync($"**/designer/{definitionId}");
        await EditAsync();
    }

    /// <summary>Takes in a definition file and opens what became of it.</summary>
    public async Task ImportAsync(string definitionId, string json)
    {
        await page.GotoAsync("/designer");
        await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.ClickAsync("[data-import]");
        await GiveFileAsync(json);
        await page.WaitForURLAsync($"**/designer/{definitionId}");
    }

    /// <summary>Puts a file into the field that asks for one, as soon as the field listens: a script prepares it a moment after it is drawn.</summary>
    public async Task GiveFileAsync(string json)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('#import-file')?._blazorInputFileNextFileId !== undefined");
        await page.SetInputFilesAsync("#import-file", new FilePayload { Name = "flow.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) });
    }

    public async Task EditAsync()
    {
        await ReadyAsync();
        await page.ClickAsync("[data-edit]");
        await page.Locator("[data-palette]").WaitForAsync();
        await ReadyAsync();
    }

    /// <summary>Everything that was asked of the model has been answered and drawn.</summary>
    public Task SettledAsync() => page.WaitForFunctionAsync("() => { const root = document.querySelector('[data-designer]'); return root?.dataset.ready && !root.dataset.busy; }");

    /// <summary>Drags something from the palette to a place of the canvas and answers the id of what is selected there then.</summary>
    public async Task<string> DragAsync(string selector, float x, float y)
    {
        var before = await SelectedAsync();
        await page.Locator($"[data-palette] {selector}").DragToAsync(page.Locator(".canvas"), new() { TargetPosition = new() { X = x, Y = y } });
        await page.WaitForFunctionAsync("before => { const now = document.querySelector('[data-designer]').dataset.selected; return now && now !== before; }", before);
        await SettledAsync();
        return await SelectedAsync();
    }

    /// <summary>Waits until this, and nothing else, is selected; "" when nothing is to be.</summary>
    public async Task SelectedAsync(string id)
    {
        await page.WaitForFunctionAsync("id => (document.querySelector('[data-designer]').dataset.selected ?? '') === id", id);
        await SettledAsync();
    }

    public async Task<string> SelectedAsync() => await Root.GetAttributeAsync("data-selected") ?? "";

    /// <summary>Drags a line from an outcome to an activity, wherever both are.</summary>
    public async Task ConnectAsync(string source, string port, string target)
    {
        await ActAsync("fit");
        await ConnectNearbyAsync(source, port, target);
    }

    /// <summary>Takes an activity elsewhere with the mouse.</summary>
    public async Task DragNodeAsync(string node, float dx, float dy)
    {
        var box = await PlaceAsync($"[data-node='{node}'] .dn-body");
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width / 2 + dx, box.Y + box.Height / 2 + dy, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await SettledAsync();
    }

    /// <summary>Takes an end of the selected line ("source", "target") somewhere with the mouse.</summary>
    public async Task DragEndAsync(string end, string to)
    {
        var from = await PlaceAsync($".de-end[data-end='{end}']");
        var place = await PlaceAsync(to);
        await page.Mouse.MoveAsync(from.X + from.Width / 2, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + from.Width / 2 + 12, from.Y + from.Height / 2 + 12, new() { Steps = 3 });
        await page.Mouse.MoveAsync(place.X + place.Width / 2, place.Y + place.Height / 2, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await SettledAsync();
    }

    /// <summary>Where something is, as soon as it is there and has not moved from one picture to the next: the canvas draws a little at a time.</summary>
    private async Task<(float X, float Y, float Width, float Height)> PlaceAsync(string selector)
    {
        var box = await page.EvaluateAsync<float[]>($$"""
            async selector => {
              for (let before = '', end = performance.now() + {{Chromium.Patience}}; performance.now() < end; await new Promise(requestAnimationFrame)) {
                const { x, y, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
                const now = width > 0 ? [x, y, width, height].join() : '';
                if (now && now === before) return [x, y, width, height];
                before = now;
              }
              throw new Error(`Expected ${selector} to be drawn and stand still, but it did not.`);
            }
            """, selector);
        return (box[0], box[1], box[2], box[3]);
    }

    /// <summary>Selects a line where it leaves its outcome.</summary>
    public async Task SelectLineAsync(string source, string port, string target)
    {
        var from = await PlaceAsync($"[data-node='{source}'] [port='o:{port}']");
        await page.Mouse.ClickAsync(from.X + from.Width + 9, from.Y + from.Height / 2);
        await SelectedAsync($"{source}|{port}|{target}");
    }

    /// <summary>The same where both are on the screen already.</summary>
    public async Task ConnectNearbyAsync(string source, string port, string target)
    {
        var from = await PlaceAsync($"[data-node='{source}'] [port='o:{port}']");
        var to = await PlaceAsync($"[data-node='{target}'] .dn-body, [data-node='{target}'] .dn-note");
        await page.Mouse.MoveAsync(from.X + from.Width / 2, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 30, from.Y + 12, new() { Steps = 3 });
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + to.Height / 2, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await SettledAsync();
    }

    public ILocator Edge(string source, string port, string target) => page.Locator($"[data-edge='{source}|{port}|{target}']");

    public async Task ConnectedAsync(string source, string port, string target)
    {
        await ConnectAsync(source, port, target);
        await Edge(source, port, target).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public async Task ActAsync(string act)
    {
        await page.Locator($".toolbar [data-act='{act}']").ClickAsync();
        await SettledAsync();
    }

    public async Task SelectAsync(string node)
    {
        await page.Locator($"[data-node='{node}'] .dn-body").ClickAsync();
        await SelectedAsync(node);
    }

    /// <summary>Fills a property and leaves the field, which commits it.</summary>
    public async Task FillAsync(string field, string value)
    {
        var revision = await RevisionAsync();
        await page.FillAsync(field, value);
        await page.Locator(field).BlurAsync();
        await ChangedAsync(revision);
    }

    public async Task ChooseAsync(string field, string value)
    {
        var revision = await RevisionAsync();
        await page.SelectOptionAsync(field, value);
        await ChangedAsync(revision);
    }

    public async Task<string> RevisionAsync() => await Root.GetAttributeAsync("data-revision") ?? "";

    public async Task ChangedAsync(string revision)
    {
        await page.WaitForFunctionAsync("before => document.querySelector('[data-designer]').dataset.revision !== before", revision);
        await SettledAsync();
    }

    public Task SavedAsync() => page.Locator("[data-saved='Saved']").WaitForAsync();

    public async Task ShowChecksAsync()
    {
        await page.ClickAsync("[data-checks-tab]");
        await page.Locator("[data-checks-tab][aria-pressed='true']").WaitForAsync();
    }

    /// <summary>Waits until a check is told, or no longer told.</summary>
    public Task CheckedAsync(string code, bool told) => page.Locator($"[data-problem='{code}']").First.WaitForAsync(new() { State = told ? WaitForSelectorState.Attached : WaitForSelectorState.Detached });
}
