using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Server.Accounts;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>A person in front of the pages: does what a person would do there, and hears what the console says.</summary>
public sealed partial class Person : IAsyncDisposable
{
    private const string Agreed = "材料齐全，同意。";

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

    /// <summary>Signs in on the page and arrives at this person's first page.</summary>
    public async Task ArriveAsync(string userName)
    {
        await LeaveAsync();
        await Page.GotoAsync("/sign-in");
        await Page.ClickAsync($"[data-demo='{userName}']");
        await Page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Is signed in with the same form, without the two pages being drawn: for a test that goes elsewhere at once.</summary>
    public async Task SignInAsync(string userName)
    {
        await LeaveAsync();
        var form = context.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", Token().Match(await (await context.APIRequest.GetAsync(SignIn.Path)).TextAsync()).Groups[1].Value);
        form.Set("_handler", "sign-in").Set("Form.UserName", userName).Set("Form.Password", DemoUsers.Password);
        (await context.APIRequest.PostAsync(SignIn.Path, new() { Form = form, MaxRedirects = 0 })).Status.ShouldBe(302, userName);
    }

    private async Task LeaveAsync()
    {
        await Page.GotoAsync("about:blank");
        await context.ClearCookiesAsync(new() { Name = "approvalflow" });
    }

    /// <summary>Hands in an application over the HTTP interface, as this person, and answers its case number: for a test that begins with a case. How it is done on the page, <see cref="RegisterAsync"/> shows.</summary>
    public async Task<string> HandInAsync(ApprovalCatalogue catalogue, string flowCode, string? account = null)
    {
        var flow = catalogue.Flow(flowCode)!;
        var sample = SampleApplication.Register("-", "-", flow, catalogue.Item(flow.ItemCode)!);
        var receipt = await PostAsync("/api/cases", new { flowCode, sample.Applicant, sample.Form, sample.Materials, countyCode = HasCounty(flow) ? sample.CountyCode : null, applicantAccount = account });
        return receipt.GetProperty("caseNumber").GetString()!;
    }

    /// <summary>Decides this person's first task of a case over the HTTP interface, with what its form requires.</summary>
    public async Task SettleAsync(string caseNumber, string outcome)
    {
        List<JsonElement> tasks = [];
        foreach (var tab in new[] { "mine", "claimable" })
            tasks.AddRange((await (await context.APIRequest.GetAsync($"/api/tasks?tab={tab}&search={caseNumber}")).JsonAsync<JsonElement>()).GetProperty("rows").EnumerateArray());
        tasks.ShouldNotBeEmpty($"a task of {caseNumber} to decide");
        var data = Needed(tasks[0].GetProperty("activityType").GetString()!, outcome).ToDictionary(f => f.Field.Key, f => f.Value);
        await PostAsync($"/api/tasks/{tasks[0].GetProperty("taskId").GetString()}/complete", new { outcome, comment = Agreed, data });
    }

    private static bool HasCounty(ApprovalFlowEntry flow) => flow.Steps.Any(s => s.Kind == "county-preliminary");

    /// <summary>What an outcome cannot be chosen without.</summary>
    private static IEnumerable<(FormField Field, object Value)> Needed(string activityType, string outcome) =>
        TaskForms.For(activityType).FieldsFor(outcome).Where(f => f.IsRequiredFor(outcome)).Select((f, i) => (f.Field, f.Field.Type switch { "date" => "2026-11-20", "number" => (object)100d, "choice" => f.Field.Choices![0].Value, _ => $"示例{i + 1}" }));

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        var answer = await context.APIRequest.PostAsync(path, new() { Data = JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } });
        answer.Ok.ShouldBeTrue($"{path}: {await answer.TextAsync()}");
        return await answer.JsonAsync<JsonElement>();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Token();

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
        if (HasCounty(flow))
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
        foreach (var (field, value) in Needed(type, outcome))
            await FillAsync(task, field, value);
        await panel.Locator("textarea").Last.FillAsync(Agreed);
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
