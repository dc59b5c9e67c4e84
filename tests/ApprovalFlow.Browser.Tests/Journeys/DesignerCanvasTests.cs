using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>What the canvas costs, what two designers do to each other, and what goes in and out as a file.</summary>
[Collection(AloneCollection.Name)]
public sealed class DesignerCanvasTests(BrowserFixture browser, ITestOutputHelper output)
{
    /// <summary>Everything that goes over the circuit for one edit, both ways: the request, the answer, the panel, the checks, the saving.</summary>
    private const int Budget = 4 * 1024;

    [BrowserFact]
    public async Task An_edit_should_send_less_than_four_kilobytes_over_the_circuit()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("admin");
        var bytes = 0;
        // Every frame, both ways, as long as it was before anything pressed it smaller.
        person.Page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => Interlocked.Add(ref bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
            socket.FrameReceived += (_, frame) => Interlocked.Add(ref bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        };
        var table = new DrawingTable(person.Page);
        await ImportJsonAsync(table, "BUDGET-1", RowsOfSteps.Of("BUDGET-1", 200));
        await table.EditAsync();

        // Each is measured from the press until its save is told, which comes after its checks; what it selects and shows beside the canvas counts.
        async Task MeasureAsync(string name, Func<Task> edit)
        {
            Interlocked.Exchange(ref bytes, 0);
            var revision = await table.RevisionAsync();
            await edit();
            await table.ChangedAsync(revision);
            await table.SavedAsync();
            output.WriteLine($"{name}: {bytes.ToString(CultureInfo.InvariantCulture)} bytes");
            Volatile.Read(ref bytes).ShouldBeInRange(100, Budget, name);
        }

        // What opening left to be told, the checks of the whole, is told before the first is measured.
        var opened = await table.RevisionAsync();
        await person.Page.EvaluateAsync("() => document.querySelector(`[data-palette] [data-type='Approval.Review']`).click()");
        await table.ChangedAsync(opened);
        await table.SavedAsync();
        await table.ActAsync("undo");
        await table.SavedAsync();

        // From the palette with nothing selected, behind what is selected, and the types with the most to fill in.
        foreach (var type in (string[])["Approval.Review", "Approval.JointInspection", "Approval.Countersign", "Approval.Notify", "Approval.DeadlineTimer", "Approval.CloseCase", "Elsa.FlowFork", "Elsa.FlowSwitch", "Elsa.For", "Elsa.BulkDispatchWorkflows"])
        {
            await MeasureAsync($"add {type}", () => person.Page.EvaluateAsync("type => document.querySelector(`[data-palette] [data-type='${type}']`).click()", type));
            await person.Page.Locator("[data-panel] #name-zh").WaitForAsync();
        }
        await MeasureAsync("undo an addition", () => KeyAsync(table, "Control+z"));
        await MeasureAsync("redo an addition", () => KeyAsync(table, "Control+y"));
        await MeasureAsync("add by dragging", () => table.DragAsync("[data-type='Approval.Hearing']", 500, 300));
        await MeasureAsync("delete an activity", () => KeyAsync(table, "Delete"));
        await table.ShowChecksAsync();
        await MeasureAsync("add with the checks shown", () => table.DragAsync("[data-type='Approval.Review']", 500, 300));
        await MeasureAsync("delete with the checks shown", () => KeyAsync(table, "Delete"));
        await person.Page.ClickAsync("[data-properties-tab]");
        await table.ActAsync("fit");
        await table.SelectAsync("n2");
        await MeasureAsync("move by key", () => KeyAsync(table, "Shift+ArrowDown"));
        await MeasureAsync("undo", () => KeyAsync(table, "Control+z"));
        await MeasureAsync("redo", () => KeyAsync(table, "Control+y"));
        await MeasureAsync("limit", async () =>
        {
            await person.Page.FillAsync("#input-limitDays", "2.5");
            await person.Page.Locator("#input-limitDays").BlurAsync();
        });
        await MeasureAsync("rename", async () =>
        {
            await person.Page.FillAsync("#name-zh", "现场审查");
            await person.Page.Locator("#name-zh").BlurAsync();
        });
        await MeasureAsync("connect", () => table.ConnectNearbyAsync("n2", "Refuse", "n1"));
        await MeasureAsync("drag", () => table.DragNodeAsync("n1", 24, 60));
        await table.SelectAsync("n2");
        await KeyAsync(table, "e");
        await person.Page.WaitForFunctionAsync("() => document.querySelector('[data-designer]').dataset.selected.includes('|')");
        await table.SettledAsync();
        await MeasureAsync("delete a connection", () => KeyAsync(table, "Delete"));
        await MeasureAsync("undo a deletion", () => KeyAsync(table, "Control+z"));
    }

    [BrowserFact]
    public async Task Second_designer_should_be_warned_and_never_overwrite_unseen()
    {
        await using var first = await browser.PersonAsync();
        await using var second = await browser.PersonAsync();
        await first.SignInAsync("admin");
        await second.SignInAsync("admin-2");
        var (one, two) = (new DrawingTable(first.Page), new DrawingTable(second.Page));
        await one.OpenAsync("AJJ-002-A");
        await Expect(first.Page.Locator("[data-saved]")).ToHaveCountAsync(0);
        await one.EditAsync();
        // Looking makes no draft, nor does beginning to edit: the first change does.
        await Expect(first.Page.Locator("[data-saved='Nothing']")).ToHaveCountAsync(1);
        await first.Page.GotoAsync("/definitions/AJJ-002-A");
        await first.InteractiveAsync("[data-versions]");
        await Expect(first.Page.Locator("[data-draft]")).ToHaveCountAsync(0);
        await one.OpenAsync("AJJ-002-A");
        await one.EditAsync();
        await one.SelectAsync("accept");
        await one.FillAsync("#name-zh", "第一人改的名称");
        await one.SavedAsync();

        await two.OpenAsync("AJJ-002-A");
        await two.EditAsync();
        await second.Page.Locator("[data-other]").WaitForAsync();
        await two.SelectAsync("accept");
        await Expect(second.Page.Locator("#name-zh")).ToHaveValueAsync("第一人改的名称");
        await two.FillAsync("#name-zh", "第二人改的名称");
        await two.SavedAsync();

        // The first goes on with what is old by now: told, and nothing of the second's work is lost.
        await one.FillAsync("#name-zh", "第一人又改了");
        await first.Page.Locator("[data-conflict]").WaitForAsync();
        await Expect(first.Page.Locator("[data-conflict]")).ToContainTextAsync("草稿已被他人修改");
        await first.Page.ClickAsync("[data-theirs]");
        await one.ReadyAsync();
        await first.Page.Locator("[data-node='accept']", new() { HasText = "第二人改的名称" }).WaitForAsync();
        first.TakeComplaints().ShouldBeEmpty();
        second.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Definition_should_go_out_and_come_in_again_without_losing_anything()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        const string Foreign = """{"id":"ELSA-1-v1","definitionId":"ELSA-1","name":"外来流程","version":1,"unknown":{"a":1.50},"root":{"id":"r","type":"Elsa.Flowchart","version":1,"strange":true,"activities":[{"id":"fax","type":"Acme.SendFax","version":7,"number":{"typeName":"String","expression":{"type":"Liquid","value":"{{ x }}"}},"metadata":{}}],"connections":[]}}""";
        await ImportJsonAsync(table, "ELSA-1", Foreign);
        (await ExportAsync(person, "json")).ShouldSatisfyAllConditions(
            json => json.ShouldContain("\"Liquid\""), json => json.ShouldContain("1.50"),
            json => JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement.GetProperty("root"), JsonDocument.Parse(Foreign).RootElement.GetProperty("root")).ShouldBeTrue());
        (await ExportAsync(person, "svg")).ShouldContain("Acme.SendFax");
        (await ExportAsync(person, "png"))[1..4].ShouldBe("PNG");

        // The same id again: never over what is there.
        await person.Page.GotoAsync("/designer");
        await person.InteractiveAsync("[data-import]");
        await person.Page.ClickAsync("[data-import]");
        await table.GiveFileAsync(Foreign);
        await person.Page.Locator("[data-refusal]").WaitForAsync();
        await table.GiveFileAsync("{ \"root\": ");
        await person.Page.Locator("[data-refusal]", new() { HasTextRegex = new("JSON|格式|文件|定义") }).WaitForAsync();

        await person.Page.GotoAsync("/designer/GHJ-003-A/print");
        await person.Page.Locator(".sheet-picture img").WaitForAsync();
        await person.Page.WaitForFunctionAsync("() => document.querySelector('.sheet-picture img').naturalWidth > 500");
        (await person.Page.Locator("[data-steps] tbody tr").CountAsync()).ShouldBeGreaterThan(8);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Tools_of_the_canvas_should_do_what_they_say()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var page = person.Page;
        var table = new DrawingTable(page);
        await table.OpenAsync("GHJ-002-A");
        await table.EditAsync();

        // The running total of counted days under the pointer.
        await page.HoverAsync("[data-node='accept'] .dn-body");
        await page.Locator("[data-rail]:not([hidden]) .stop").First.WaitForAsync();
        await Expect(page.Locator("[data-rail]")).ToContainTextAsync("累计 0.5 个工作日 / 承诺");
        await page.Locator("[data-node='accept'].is-railed").WaitForAsync();

        // Search dims the rest and goes to what was found.
        await page.FillAsync("[data-search]", "受理");
        await page.Locator("[data-node].is-dim").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.PressAsync("[data-search]", "Enter");
        await table.SelectedAsync("accept");
        await page.FillAsync("[data-search]", "");

        // Copy, paste, align, undo to where it began.
        var first = await table.RevisionAsync();
        await page.Locator(".canvas").FocusAsync();
        await page.Keyboard.PressAsync("Control+c");
        await table.SettledAsync();
        await page.Keyboard.PressAsync("Control+v");
        await table.ChangedAsync(first);
        await table.SelectedAsync("Accept1");
        await Expect(page.Locator(".toolbar [data-act='align']").First).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Control+a");
        await table.SettledAsync();
        await Expect(page.Locator(".toolbar [data-act='align']").First).ToBeEnabledAsync();
        var aligned = await table.RevisionAsync();
        await page.ClickAsync(".toolbar [data-to='Top']");
        await table.ChangedAsync(aligned);
        await table.ActAsync("undo");
        await table.ActAsync("undo");
        await Expect(page.Locator(".toolbar [data-act='undo']")).ToBeDisabledAsync();

        // Lanes by department arrange the flow; one undo takes the arrangement back.
        await page.ClickAsync(".toolbar [data-act='lanes']");
        await page.Locator(".lane-name").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await table.SettledAsync();
        await page.Locator(".lane-name", new() { HasTextRegex = new("^规划局$") }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await table.ActAsync("undo");
        await Expect(page.Locator(".toolbar [data-act='undo']")).ToBeDisabledAsync();
        await page.ClickAsync(".toolbar [data-act='lanes']");
        await page.WaitForFunctionAsync("() => document.querySelector('.lane-name') === null");

        // The small picture shows all there is and moves what is seen.
        await page.WaitForFunctionAsync("() => (document.querySelector('.mm-boxes').getAttribute('d') ?? '').split('M').length > 10");
        await table.ActAsync("in");
        var seen = await page.GetAttributeAsync(".mm-frame", "x");
        var map = (await page.Locator("[data-minimap]").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(map.X + map.Width * 0.7f, map.Y + map.Height / 2);
        await page.WaitForFunctionAsync("before => document.querySelector('.mm-frame').getAttribute('x') !== before", seen);

        // A comment, and a flow inside the flow.
        await table.ActAsync("comment");
        await page.Locator("#comment-text").WaitForAsync();
        await table.FillAsync("#comment-text", "请法规科核对");
        await page.Locator(".dn-note-text", new() { HasText = "请法规科核对" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Keyboard.PressAsync("Escape");
        var inner = await table.DragAsync("[data-type='Elsa.Flowchart']", 500, 500);
        await page.ClickAsync("[data-enter]");
        await page.Locator(".way button").Nth(1).WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-node]') === null");
        await table.DragAsync("[data-type='Elsa.End']", 300, 200);
        // Up again, to where one had been.
        await page.Locator(".way button").First.ClickAsync();
        await table.SelectedAsync(inner);
        await page.Locator($"[data-node='{inner}']").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Several_should_be_selected_with_a_frame_moved_together_laid_out_and_brought_into_view()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var page = person.Page;
        var table = new DrawingTable(page);
        await ImportJsonAsync(table, "FRAME-1", RowsOfSteps.Of("FRAME-1", 5));
        await table.EditAsync();
        var (first, last) = ((await page.Locator("[data-node='n2'] .dn-body").BoundingBoxAsync())!, (await page.Locator("[data-node='n3'] .dn-body").BoundingBoxAsync())!);
        await page.Keyboard.DownAsync("Shift");
        await page.Mouse.MoveAsync(first.X - 12, first.Y - 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(last.X + last.Width + 12, last.Y + last.Height + 40, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.Keyboard.UpAsync("Shift");
        await page.Locator("[data-node='n2'].is-selected").WaitForAsync();
        await page.Locator("[data-node='n3'].is-selected").WaitForAsync();
        await Expect(page.Locator("[data-node].is-selected")).ToHaveCountAsync(2);

        // What one hand takes, all of them go with.
        var (two, three, four) = (await PositionAsync(person, "n2"), await PositionAsync(person, "n3"), await PositionAsync(person, "n4"));
        await table.DragNodeAsync("n2", 0, 150);
        var moved = await PositionAsync(person, "n2");
        moved.Y.ShouldBeGreaterThan(two.Y + 100);
        (await PositionAsync(person, "n3")).ShouldBe((three.X + moved.X - two.X, three.Y + moved.Y - two.Y));
        (await PositionAsync(person, "n4")).ShouldBe(four);

        // The layout puts the chain in one row again, and one undo takes it back.
        await table.ActAsync("layout");
        var middles = await page.Locator("[data-node^='n'] .dn-body").EvaluateAllAsync<double[]>("all => all.map(b => { const r = b.getBoundingClientRect(); return Math.round(r.y + r.height / 2); })");
        middles.Distinct().Count().ShouldBe(1);
        await table.ActAsync("undo");
        (await PositionAsync(person, "n2")).ShouldBe(moved);

        // Fit: however far it was zoomed in, everything is on the canvas again.
        for (var i = 0; i < 6; i++) await table.ActAsync("in");
        await Expect(page.Locator("[data-scale]")).Not.ToHaveTextAsync("100%");
        await table.ActAsync("fit");
        await page.WaitForFunctionAsync("""
            () => {
              const canvas = document.querySelector('.canvas').getBoundingClientRect();
              const nodes = [...document.querySelectorAll('[data-node] .dn-body')].map(b => b.getBoundingClientRect());
              return nodes.length === 5 && nodes.every(b => b.left >= canvas.left && b.top >= canvas.top && b.right <= canvas.right && b.bottom <= canvas.bottom);
            }
            """);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Ends_of_a_line_should_be_taken_elsewhere_with_the_mouse()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        await ImportJsonAsync(table, "ENDS-1", RowsOfSteps.Of("ENDS-1", 5));
        await table.EditAsync();
        await table.SelectLineAsync("n1", "Approve", "n2");
        await person.ShotAsync("designer", "ends", whole: false);

        // Its target: another activity. The line stays selected, under its new name.
        await table.DragEndAsync("target", "[data-node='n3'] .dn-body");
        await table.SelectedAsync("n1|Approve|n3");
        await LinesAsync(table, "n1|Approve|n3", gone: "n1|Approve|n2");
        await Expect(person.Page.Locator("[data-panel] #edge-port")).ToHaveValueAsync("Approve");

        // Its source: another outcome, then another activity, whose outcome of the same name it takes when none is hit.
        await table.DragEndAsync("source", "[data-node='n1'] [port='o:Refuse']");
        await table.SelectedAsync("n1|Refuse|n3");
        await table.DragEndAsync("source", "[data-node='n4'] .dn-body");
        await LinesAsync(table, "n4|Refuse|n3", gone: "n1|Refuse|n3");

        // Nowhere, or where nothing may lead: said, and the line stays what it was.
        await table.SelectedAsync("n4|Refuse|n3");
        await table.DragEndAsync("target", "[data-node='start'] .dn-body");
        await Expect(person.Page.Locator("[data-say]")).ToContainTextAsync("开始节点前面不能有连线");
        await table.DragEndAsync("target", "[data-palette] [data-type='Elsa.End']");
        await LinesAsync(table, "n4|Refuse|n3", gone: "n4|Refuse|start");

        // Each was one step of the model.
        foreach (var (there, gone) in new[] { ("n1|Refuse|n3", "n4|Refuse|n3"), ("n1|Approve|n3", "n1|Refuse|n3"), ("n1|Approve|n2", "n1|Approve|n3") })
        {
            await table.ActAsync("undo");
            await LinesAsync(table, there, gone);
        }
        await Expect(person.Page.Locator(".toolbar [data-act='undo']")).ToBeDisabledAsync();

        // And without a mouse: the selected line is led elsewhere.
        await table.SelectLineAsync("n1", "Approve", "n2");
        await KeyAsync(table, "c");
        await person.Page.Keyboard.PressAsync("ArrowRight");
        await person.Page.Locator("[data-node='n3'].is-target").WaitForAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await LinesAsync(table, "n1|Approve|n3", gone: "n1|Approve|n2");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Activity_dropped_in_another_lane_should_go_over_to_its_department()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var page = person.Page;
        var table = new DrawingTable(page);
        var two = RowsOfSteps.Of("LANES-1", 5).Replace("\"id\":\"n2\",", "\"id\":\"n2\",\"departmentId\":{\"typeName\":\"String\",\"expression\":{\"type\":\"Literal\",\"value\":\"dept-ghj\"}},", StringComparison.Ordinal)
            .Replace("\"id\":\"n4\",", "\"id\":\"n4\",\"departmentId\":{\"typeName\":\"String\",\"expression\":{\"type\":\"Literal\",\"value\":\"dept-fgw\"}},", StringComparison.Ordinal);
        await ImportJsonAsync(table, "LANES-1", two);
        await table.EditAsync();
        await page.ClickAsync(".toolbar [data-act='lanes']");
        await table.SettledAsync();
        await page.Locator(".lane-name", new() { HasTextRegex = new("^规划局$") }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var before = await PositionAsync(person, "n2");

        var (from, to) = ((await page.Locator("[data-node='n2'] .dn-body").BoundingBoxAsync())!, (await page.Locator("[data-node='n4'] .dn-body").BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 60, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 60, to.Y + to.Height / 2, new() { Steps = 8 });
        await page.Locator(".lane.aim").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await person.ShotAsync("designer", "lane-drop", whole: false);
        await page.Mouse.UpAsync();
        await Expect(page.Locator("[data-node='n2'] .dn-by")).ToContainTextAsync("发改委");
        await table.SettledAsync();
        await table.SelectAsync("n2");
        await Expect(page.Locator("#input-departmentId")).ToHaveValueAsync("发改委");
        await Expect(page.Locator(".lane-name", new() { HasTextRegex = new("^规划局$") })).ToHaveCountAsync(0);
        (await PositionAsync(person, "n2")).ShouldNotBe(before);

        // One step of the model: place and department go back together.
        await table.ActAsync("undo");
        await Expect(page.Locator("[data-node='n2'] .dn-by")).ToContainTextAsync("规划局");
        await Expect(page.Locator("#input-departmentId")).ToHaveValueAsync("规划局");
        (await PositionAsync(person, "n2")).ShouldBe(before);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Activity_dragged_near_the_line_of_another_should_snap_to_it()
    {
        await using var person = await browser.PersonAsync(1760, 1000);
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        await ImportJsonAsync(table, "SNAP-1", RowsOfSteps.Of("SNAP-1", 4));
        await table.EditAsync();
        await KeyAsync(table, "Control+0");
        var (_, y) = await PositionAsync(person, "n2");
        await table.DragNodeAsync("n3", 41, 93);
        (await PositionAsync(person, "n3")).Y.ShouldBeGreaterThan(y + 60, "far from any other's line nothing draws it back");
        var (x, far) = await PositionAsync(person, "n3");

        // A few pixels short of the row of the others: the last of the way is done for it.
        await table.DragNodeAsync("n3", 31, (float)(y - far) + 5);
        (await PositionAsync(person, "n3")).Y.ShouldBe(y);
        (await PositionAsync(person, "n3")).X.ShouldNotBe(x);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN", ColorScheme.Light)]
    [InlineData(1440, "en", ColorScheme.Dark)]
    [InlineData(390, "zh-CN", ColorScheme.Light)]
    [InlineData(390, "en", ColorScheme.Dark)]
    public async Task Pages_of_the_designer_should_fit_every_screen(int width, string language, ColorScheme scheme)
    {
        await using var person = await browser.PersonAsync(width, width < 500 ? 844 : 900, language, scheme);
        await person.SignInAsync("designer");
        var folder = Screens.Folder("designer");
        foreach (var (path, ready) in new[] { ("/designer", "[data-definitions]"), ("/designer/GHJ-003-A", width < 500 ? "[data-steps]" : "[data-designer][data-ready]"), ("/designer/GHJ-003-A/print", "[data-steps]") })
        {
            await person.Page.GotoAsync(path);
            await person.Page.Locator(ready).First.WaitForAsync();
            await person.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth");
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}-{language}-{path.Trim('/').Replace('/', '-')}.png") });
        }
        if (width < 500)
        {
            await person.Page.GotoAsync("/designer/GHJ-003-A");
            await person.Page.Locator("[data-steps]").WaitForAsync();
            await Expect(person.Page.Locator("[data-edit]")).ToBeHiddenAsync();
            await Expect(person.Page.Locator("[data-designer]")).ToBeHiddenAsync();
        }
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task LinesAsync(DrawingTable table, string there, string gone)
    {
        await table.Page.Locator($"[data-edge='{there}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(table.Page.Locator($"[data-edge='{gone}']")).ToHaveCountAsync(0);
    }

    /// <summary>Where the model has an activity.</summary>
    private static async Task<(double X, double Y)> PositionAsync(Person person, string activity)
    {
        using var document = JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(await ExportAsync(person, "json"))));
        var place = document.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray().Single(a => a.GetProperty("id").GetString() == activity).GetProperty("metadata").GetProperty("designer").GetProperty("position");
        return (place.GetProperty("x").GetDouble(), place.GetProperty("y").GetDouble());
    }

    private static async Task KeyAsync(DrawingTable table, string key)
    {
        await table.Page.Locator(".canvas").FocusAsync();
        await table.Page.Keyboard.PressAsync(key);
    }

    private static async Task<string> ExportAsync(Person person, string format)
    {
        await person.Page.EvaluateAsync("() => { document.querySelector('details.menu').open = true; }");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.ClickAsync($"[data-export='{format}']"));
        await person.Page.EvaluateAsync("() => { document.querySelector('details.menu').open = false; }");
        return System.Text.Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(await download.PathAsync()));
    }

    private static async Task ImportJsonAsync(DrawingTable table, string id, string json)
    {
        await table.ImportAsync(id, json);
        await table.ReadyAsync();
    }
}
