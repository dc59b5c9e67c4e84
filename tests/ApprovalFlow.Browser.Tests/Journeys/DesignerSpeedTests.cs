using System.Diagnostics;
using System.Globalization;
using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>How long a designer waits for a large definition, and whether it moves under the hands.</summary>
[Collection(AloneCollection.Name)]
public sealed class DesignerSpeedTests(BrowserFixture browser, ITestOutputHelper output)
{
    [BrowserTheory]
    [InlineData(100, 2_000)]
    [InlineData(200, 4_000)]
    [InlineData(1_000, 20_000)]
    public async Task Definition_should_open_in_time(int activities, int milliseconds)
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("admin");
        var table = new DrawingTable(person.Page);
        var id = $"OPEN-{activities.ToString(CultureInfo.InvariantCulture)}";
        await table.ImportAsync(id, RowsOfSteps.Of(id, activities));
        await table.ReadyAsync();
        // The fastest of several: what other work on the machine adds is not the designer's.
        var fastest = double.MaxValue;
        for (var i = 0; i < 10 && fastest >= milliseconds; i++)
        {
            await person.Page.GotoAsync("/account");
            var clock = Stopwatch.StartNew();
            await table.OpenAsync(id);
            fastest = Math.Min(fastest, clock.Elapsed.TotalMilliseconds);
        }
        output.WriteLine($"{activities} activities: {fastest:0} ms");
        fastest.ShouldBeLessThan(milliseconds);

        // And stays fluid: what is seen is drawn, not all there is.
        (await person.Page.EvaluateAsync<int>("() => document.querySelectorAll('[data-node]').length")).ShouldBeInRange(1, Math.Min(activities, 120));
        const string Zoom = """
            async () => {
              const stage = document.querySelector('[data-stage]'), box = stage.getBoundingClientRect();
              const times = [];
              for (let i = 0; i < 30; i++) {
                const at = performance.now();
                stage.dispatchEvent(new WheelEvent('wheel', { deltaY: i % 2 ? 40 : -40, ctrlKey: true, bubbles: true, cancelable: true, clientX: box.x + 300, clientY: box.y + 200 }));
                await new Promise(requestAnimationFrame);
                times.push(performance.now() - at);
              }
              return times.sort((a, b) => a - b)[15];
            }
            """;
        var frame = double.MaxValue;
        for (var i = 0; i < 10 && frame >= 100; i++)
            frame = Math.Min(frame, await person.Page.EvaluateAsync<double>(Zoom));
        output.WriteLine($"{activities} activities: median frame while zooming {frame:0.0} ms");
        frame.ShouldBeLessThan(100);
    }
}
