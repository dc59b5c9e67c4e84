using System.Globalization;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tasks;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>A person in front of the pages: does what a person would do there, and hears what the console says.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Person(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Text} ({page.Url})");
        };
        page.PageError += (_, error) => complaints.Add($"{error} ({page.Url})");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console since they were last asked for.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        var taken = complaints.ToList();
        complaints.Clear();
        return taken;
    }

    public async Task SignInAsync(string userName)
    {
        await context.ClearCookiesAsync(new() { Name = "approvalflow" });
        await Page.GotoAsync("/sign-in");
        await Page.ClickAsync($"[data-demo='{userName}']");
        await Page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Takes an application at the window and answers its case number.</summary>
    public async Task<string> RegisterAsync(ApprovalCatalogue catalogue, string flowCode, string? account = null)
    {
        var flow = catalogue.Flow(flowCode)!;
        var item = catalogue.Item(flow.ItemCode)!;
        var sample = SampleApplication.Register("-", "-", flow, item);
        await Page.GotoAsync($"/register?q={item.Code}");
        await Page.ClickAsync($"[data-item='{item.Code}']");
        if (item.ApplicantKinds.Count > 1)
            await Page.SelectOptionAsync("#applicant-kind", sample.Applicant.Kind);
        await Page.FillAsync("#applicant-name", sample.Applicant.Name);
        await Page.FillAsync("#applicant-id", sample.Applicant.IdNumber);
        if (account is not null)
            await Page.FillAsync("#applicant-account", account);
        foreach (var field in item.FormFields.Where(f => sample.Form.GetValueOrDefault(f.Key) is not null))
            await FillAsync("f", field, sample.Form[field.Key]!);
        await Page.CheckAsync($"input[name='flow'][value='{flowCode}']");
        // The field comes with the flow that needs it, a moment after the flow was chosen.
        if (flow.Steps.Any(s => s.Kind == "county-preliminary"))
            await Page.SelectOptionAsync("#county", sample.CountyCode!);
        await Page.ClickAsync("[data-receive-all]");
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-materials] input[type=checkbox]')].every(c => c.checked)");
        await Page.ClickAsync("[data-submit]");
        await Page.ClickAsync("dialog[open] .btn.primary");
        await ReceiptAsync();
        return (await Page.TextContentAsync("[data-case-number]"))!.Trim();
    }

    /// <summary>Waits for the receipt; what stands on the page instead is said.</summary>
    private async Task ReceiptAsync()
    {
        try
        {
            await Page.WaitForFunctionAsync("() => location.pathname.endsWith('/receipt') || document.querySelector('[data-refusal]')");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Expected a receipt, but {Page.Url} says: {await Page.InnerTextAsync("body")}\nConsole: {string.Join('\n', complaints)}");
        }
        (await Page.Locator("[data-refusal]").AllInnerTextsAsync()).ShouldBeEmpty();
    }

    /// <summary>Claims this person's task of a case and decides it, with what its form requires. Answers false when there is none for them.</summary>
    public async Task<bool> HandleAsync(string caseNumber, string outcome)
    {
        await OpenCaseAsync(caseNumber);
        var panel = Page.Locator(".panel").First;
        if (await panel.CountAsync() == 0)
            return false;
        var task = (await panel.GetAttributeAsync("data-task"))!;
        var type = (await panel.GetAttributeAsync("data-activity-type"))!;
        panel = Page.Locator($"[data-task='{task}']");
        if (await panel.Locator("[data-claim]").CountAsync() > 0)
            await panel.Locator("[data-claim]").ClickAsync();
        await panel.Locator($"input[type=radio][value='{outcome}']").CheckAsync();
        var position = 0;
        foreach (var field in TaskForms.For(type).FieldsFor(outcome).Where(f => f.IsRequiredFor(outcome)).Select(f => f.Field))
            await FillAsync(task, field, field.Type switch { "date" => "2026-11-20", "number" => 100d, "choice" => field.Choices![0].Value, _ => $"示例{++position}" });
        await panel.Locator("textarea").Last.FillAsync("材料齐全，同意。");
        await panel.Locator("[data-complete]").ClickAsync();
        await Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await Page.Locator("[data-done]").Filter(new() { HasText = "已提交" }).WaitForAsync();
        return true;
    }

    public async Task OpenCaseAsync(string caseNumber)
    {
        await Page.GotoAsync($"/cases/{caseNumber}");
        await InteractiveAsync(".page-header");
    }

    /// <summary>Waits until the page answers to events: its circuit is there and its content is drawn again.</summary>
    public async Task InteractiveAsync(string selector)
    {
        await Page.Locator(selector).First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => document.querySelector('[data-interactive]') !== null");
    }

    /// <summary>Looks again until the engine, which ticks every two seconds, has done what the page waits for.</summary>
    public async Task ReloadUntilAsync(string selector)
    {
        for (var i = 0; i < 30 && await Page.Locator(selector).CountAsync() == 0; i++)
        {
            await Page.WaitForTimeoutAsync(1_000);
            await Page.ReloadAsync();
        }
        await Expect(Page.Locator(selector)).ToHaveCountAsync(1);
    }

    private async Task FillAsync(string prefix, FormField field, object value)
    {
        var id = $"[id='{prefix}-{field.Key}']";
        switch (field.Type)
        {
            case "choice": await Page.SelectOptionAsync(id, (string)value); break;
            case "bool": await Page.Locator($"input[name='{prefix}-{field.Key}']").Nth(value is true ? 0 : 1).CheckAsync(); break;
            default: await Page.FillAsync(id, value is double number ? number.ToString(CultureInfo.InvariantCulture) : (string)value); break;
        }
        value.ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
