using System.Globalization;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>The administrator loads a corrected notice, sees what it moves, and puts one into force.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CalendarTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(1440, "zh-CN")]
    [InlineData(390, "en")]
    public async Task Corrected_notice_should_show_what_it_moves_before_it_is_in_force(int width, string language)
    {
        await using (var clerk = await browser.PersonAsync())
        {
            await clerk.SignInAsync("window");
            await clerk.SettleAsync(await clerk.HandInAsync(browser.Server.Catalogue, "FGW-001-A"), "Accept");
        }
        await using var person = await browser.PersonAsync(width, 844, language);
        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/calendars");
        await person.InteractiveAsync("#calendar-file");
        var file = Path.Combine(Path.GetTempPath(), $"calendar-{width}.json");
        try
        {
            await File.WriteAllTextAsync(file, Amended());
            await person.Page.SetInputFilesAsync("#calendar-file", file);
            await person.Page.WaitForFunctionAsync("() => document.querySelector('#calendar-text').value.includes('noticeDate')");
            await person.Page.ClickAsync("[data-check]");
            await person.Page.Locator("[data-preview] [data-moves] tbody tr").First.WaitForAsync();
        }
        finally
        {
            File.Delete(file);
        }
        await Expect(person.Page.Locator("[data-preview]")).ToContainTextAsync(language == "en" ? "becomes a day off" : "改为休息");
        await person.ShotAsync("calendars", $"{width}-{language}");
        await person.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth");

        // A year that lies far away is put into force, so that nobody else's dates move.
        var year = language == "en" ? 2071 : 2072;
        await person.Page.FillAsync("#calendar-text", $$"""{"year":{{year}},"notice":"国办发明电〔2070〕1号","noticeDate":"2020-11-01","version":1,"daysOff":["{{FirstWeekday(year)}}"],"daysWorked":[]}""");
        await person.Page.ClickAsync("[data-check]");
        await person.Page.Locator("[data-preview]", new() { HasText = year.ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        await person.Page.ClickAsync("[data-apply]");
        await person.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await person.Page.Locator("[data-applied]").WaitForAsync();
        await person.Page.Locator("[data-notices] tr", new() { HasText = year.ToString(CultureInfo.InvariantCulture) }).WaitForAsync();
        await person.Page.ClickAsync("[data-check]");
        await person.Page.Locator("[data-refusal]").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>This year's calendar, amended today: the next ten weekdays are off, and so every open limit moves.</summary>
    private static string Amended()
    {
        var today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).DateTime);
        var off = Enumerable.Range(1, 14).Select(today.AddDays).Where(d => d.Year == today.Year && d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        return $$"""{"year":{{today.Year}},"notice":"更正通知（演示）","noticeDate":"{{today:yyyy-MM-dd}}","version":9,"daysOff":[{{string.Join(",", Existing(today.Year, "daysOff").Concat(off).Distinct().Select(d => $"\"{d:yyyy-MM-dd}\""))}}],"daysWorked":[{{string.Join(",", Existing(today.Year, "daysWorked").Select(d => $"\"{d:yyyy-MM-dd}\""))}}]}""";
    }

    private static IEnumerable<DateOnly> Existing(int year, string list) =>
        from day in System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.Path($"workflows/calendars/cn-{year}.json"))).RootElement.GetProperty(list).EnumerateArray()
        select DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture);

    private static string FirstWeekday(int year) =>
        Enumerable.Range(0, 7).Select(i => new DateOnly(year, 1, 1).AddDays(i)).First(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
