using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Somebody who is faster than the page's circuit: what is pressed or typed then is either done or visibly not possible yet, never lost.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EarlyPressTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Press_should_wait_for_the_circuit_and_then_be_done()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("designer");
        var circuit = await HoldCircuitAsync(person);
        await person.Page.GotoAsync("/dev/gallery");
        var open = person.Page.Locator(".page-header .btn.primary");
        await open.WaitForAsync();
        await Expect(open).ToBeDisabledAsync();
        await Expect(person.Page.Locator("#gallery-projectName")).ToBeDisabledAsync();

        // Fingers that do not look: nothing is taken that could be lost.
        var box = (await open.BoundingBoxAsync())!;
        await person.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await person.Page.Locator("#gallery-projectName").DispatchEventAsync("focus");
        await person.Page.Keyboard.TypeAsync("太早");
        await Expect(person.Page.Locator("#gallery-projectName")).ToHaveValueAsync("");
        // Who waits long is told why.
        await person.Page.Locator(".live-wait", new() { HasText = "页面正在连接服务器" }).WaitForAsync();

        var press = open.ClickAsync();
        circuit.SetResult();
        await press;
        await person.Page.Locator("dialog[open]").WaitForAsync();
        await Expect(person.Page.Locator(".live-wait")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Link_should_be_followed_once_the_circuit_is_there()
    {
        await using var person = await browser.PersonAsync(width: 390, height: 844);
        await person.SignInAsync("window");
        var circuit = await HoldCircuitAsync(person);
        await person.Page.GotoAsync("/register?q=GSJ-001");
        var item = person.Page.Locator("[data-item='GSJ-001']");
        var box = (await item.BoundingBoxAsync())!;
        await person.Page.Mouse.ClickAsync(box.X + 20, box.Y + box.Height / 2);
        person.Page.Url.ShouldEndWith("?q=GSJ-001");
        var press = item.ClickAsync();
        circuit.SetResult();
        await press;
        await person.Page.FillAsync("#applicant-name", "示例申请人");
        await person.Page.Locator("[data-receive-all]").ClickAsync();
        await person.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-materials] input[type=checkbox]')].every(c => c.checked)");
        await Expect(person.Page.Locator("#applicant-name")).ToHaveValueAsync("示例申请人");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Leaving_before_the_canvas_is_there_should_leave_the_circuit_alive()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("designer");
        TaskCompletionSource script = new(TaskCreationOptions.RunContinuationsAsynchronously), told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        person.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (script.Task.IsCompleted && System.Text.Encoding.UTF8.GetString(frame.Binary ?? []).Contains("open", StringComparison.Ordinal))
                told.TrySetResult();
        };
        await person.Page.RouteAsync("**/js/designer.js*", async route =>
        {
            await script.Task;
            await route.ContinueAsync();
        });
        await person.Page.RunAndWaitForRequestAsync(() => person.Page.GotoAsync("/designer/XFD-001-A", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit }), request => new Uri(request.Url).AbsolutePath == "/js/designer.js");
        await person.InteractiveAsync("[data-designer]");
        // The way a page that is left loses its place: before the server has heard of it.
        await person.Page.EvaluateAsync("() => document.querySelector('[data-designer]').remove()");
        script.SetResult();
        await told.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.Patience));
        await person.Page.ClickAsync("[data-what-if]");
        await person.InteractiveAsync("[data-question]");
    }

    /// <summary>A circuit that does not come before it is let go.</summary>
    private static async Task<TaskCompletionSource> HoldCircuitAsync(Person person)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await person.Page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        return gate;
    }
}
