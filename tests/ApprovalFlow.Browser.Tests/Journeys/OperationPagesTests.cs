using System.Text.Json.Nodes;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Every operation that people do with the mouse besides deciding: helping hands, talk, substitutes, batches, posts, rules, fields, conflicts, what one keeps for oneself.</summary>
public sealed class OperationPagesTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Flow = "FGW-004-A", Ruled = "FGW-002-B";

    [BrowserFact]
    public async Task Holder_should_delegate_ask_others_beside_and_after_and_take_one_out_again()
    {
        await using var person = await browser.PersonAsync();
        var number = await ClaimedAsync(person);
        await OperateAsync(person, "delegate", "expert", "请核对");
        await person.SignInAsync("expert");
        await person.OpenCaseAsync(number);
        await person.Page.Locator(".panel [data-delegated]").WaitForAsync();
        await OperateAsync(person, "give-back", null, "已核对");

        await person.SignInAsync("window");
        await person.OpenCaseAsync(number);
        await OperateAsync(person, "add-signer-parallel", "window-fgw", null);
        await OperateAsync(person, "add-signer-after", "expert", null);
        await MenuAsync(person, "remove-signer");
        await person.Page.Locator("dialog[open] label.check", new() { HasText = "发改委窗口" }).ClickAsync();
        await ConfirmAsync(person);
        await person.Page.Locator(".timeline, [data-history]").First.WaitForAsync();
        await Expect(person.Page.Locator("main")).ToContainTextAsync("减签");
        await DecideAsync(person, "Accept");
        await person.SignInAsync("expert");
        await person.OpenCaseAsync(number);
        await DecideAsync(person, "Approve");
        await Expect(person.Page.Locator("[data-signing] .opinions li")).ToHaveCountAsync(2);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "zh-CN"), InlineData(1440, "en"), InlineData(390, "en")]
    public async Task Signer_should_take_an_opinion_back_while_the_step_is_open(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        var number = await ClaimedAsync(person);
        await OperateAsync(person, "add-signer-parallel", "expert", null);
        await person.SignInAsync("expert");
        await person.OpenCaseAsync(number);
        await DecideAsync(person, "Approve");
        await person.Page.Locator("[data-take-backs]").WaitForAsync();
        await ShotAsync(person, width, language, "opinion-given");
        await person.Page.ClickAsync("[data-take-back]");
        await person.Page.FillAsync("dialog[open] textarea", language == "en" ? "Wrong drawing" : "看错图纸");
        await ConfirmAsync(person);
        await person.Page.Locator(".panel [data-complete]").WaitForAsync();
        await person.Page.Locator("[data-take-backs]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await person.Page.GetByText(language == "en" ? "Opinion at" : "的签署意见").First.WaitForAsync();
        await ShotAsync(person, width, language, "opinion-taken-back");
        await DecideAsync(person, "Approve");
        await person.SignInAsync("window");
        await person.OpenCaseAsync(number);
        await DecideAsync(person, "Accept");
        (await person.Page.Locator("[data-signing] .opinions li").CountAsync()).ShouldBe(2);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "en")]
    public async Task Step_of_the_same_person_should_pass_by_itself_and_say_so(int width, string language)
    {
        await PublishAsync(("review", "role", Literal("window-clerk")), ("review", "skipRepeatedApprover", true), ("review", "remark", Literal($"{width}-{language}")));
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, Ruled);
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await DecideAsync(person, "Accept");
        await person.Page.Locator("g.active[data-activity='decide']").WaitForAsync();
        (await person.Page.InnerTextAsync("main")).ShouldContain(language == "en" ? "The same person" : "与上一步审批人相同");
        await ShotAsync(person, width, language, "repeated");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task People_should_urge_copy_and_mention_and_be_told()
    {
        await using var person = await browser.PersonAsync();
        var number = await ClaimedAsync(person);
        await OperateAsync(person, "copy", "chief-ghj", "请知悉");
        await person.Page.FillAsync("#remark", "请看图纸");
        await person.Page.Locator(".mention summary").ClickAsync();
        await person.Page.FillAsync("#mention-search", "发改委窗口");
        await person.Page.CheckAsync("[data-comments] input[value='window-fgw']");
        await person.Page.SetInputFilesAsync("#remark-files", new FilePayload { Name = "图纸.txt", MimeType = "text/plain", Buffer = "一号图纸"u8.ToArray() });
        await person.Page.Locator("[data-comments] .field p", new() { HasText = "图纸.txt" }).WaitForAsync();
        await person.Page.ClickAsync("[data-send]");
        await person.Page.Locator(".comments a", new() { HasText = "图纸.txt" }).WaitForAsync();
        (await person.Page.GetAttributeAsync(".comments a", "href"))!.ShouldMatch("/files/[0-9a-f]{64}$");

        await person.SignInAsync("supervisor");
        await person.OpenCaseAsync(number);
        await OperateAsync(person, "urge", null, "临近期限");
        await DeliverAsync();
        foreach (var (user, text) in new[] { ("window", "催办"), ("window-fgw", "提到您"), ("chief-ghj", "抄送") })
        {
            await person.ArriveAsync(user);
            await person.Page.Locator("[data-unread]").WaitForAsync();
            await person.Page.GotoAsync("/notices");
            await person.InteractiveAsync("[data-notices]");
            await person.Page.Locator("[data-notices] li.unread", new() { HasText = number }).Filter(new() { HasText = text }).WaitForAsync();
        }
        await person.Page.ClickAsync("[data-read-all]");
        await person.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-notices] .unread').length === 0");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "zh-CN"), InlineData(1440, "en"), InlineData(390, "en")]
    public async Task Substitute_should_act_in_anothers_name_until_it_ends(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        var number = await ClaimedAsync(person);
        await person.Page.GotoAsync("/substitutions");
        await person.InteractiveAsync("[data-set]");
        await person.Page.CheckAsync("[data-set] input[value='window-fgw']");
        await person.Page.FillAsync("#reason", language == "en" ? "Away" : "出差");
        await person.Page.Locator("[data-set] .btn.primary").ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        await ShotAsync(person, width, language, "substitutions");

        await person.SignInAsync("window-fgw");
        await person.OpenCaseAsync(number);
        await person.Page.Locator("[data-stands-in]").WaitForAsync();
        await DecideAsync(person, "Accept");
        await Expect(person.Page.Locator("main")).ToContainTextAsync(language == "en" ? "for" : "代");

        await person.SignInAsync("window");
        await person.Page.GotoAsync("/substitutions");
        await person.InteractiveAsync("[data-substitutions]");
        await person.Page.Locator("[data-substitutions] .act .btn").First.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "en")]
    public async Task Administrator_should_hand_over_what_somebody_who_leaves_still_holds(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        var number = await ClaimedAsync(person, "window-fgw");
        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/substitutions");
        await person.InteractiveAsync("[data-hand-over]");
        var form = person.Page.Locator("[data-hand-over]");
        await form.Locator("input[name='leaver'][value='window-fgw']").CheckAsync();
        await form.Locator("input[name='successor'][value='window']").CheckAsync();
        await person.Page.FillAsync("#handover-reason", language == "en" ? "Has left" : "离岗");
        await form.Locator(".btn.primary").ClickAsync();
        await ConfirmAsync(person, done: false);
        await person.Page.Locator("[data-report]").WaitForAsync();
        await ShotAsync(person, width, language, "hand-over");
        await person.SignInAsync("window");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator(".panel [data-complete]")).ToHaveCountAsync(1);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "en")]
    public async Task Tasks_of_one_kind_should_be_decided_together(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        string[] numbers = [await ClaimedAsync(person), await ClaimedAsync(person)];
        await person.Page.GotoAsync("/tasks?tab=mine");
        await person.InteractiveAsync("[data-tasks]");
        foreach (var number in numbers)
            await person.Page.Locator("[data-tasks] tr", new() { HasText = number }).Locator("input[type=checkbox]").CheckAsync();
        await person.Page.Locator("[data-batch]").WaitForAsync();
        await person.Page.SelectOptionAsync("#batch-outcome", "Accept");
        await ShotAsync(person, width, language, "batch");
        await person.Page.Locator("[data-batch] .btn.primary").ClickAsync();
        await ConfirmAsync(person, done: false);
        await person.Page.Locator("[data-report].ok").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "zh-CN"), InlineData(1440, "en"), InlineData(390, "en")]
    public async Task Case_should_be_followed_and_reminded_of_for_oneself_alone(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        var number = await ClaimedAsync(person);
        var marks = person.Page.Locator("[data-marks]");
        await marks.Locator("[data-follow]").ClickAsync();
        await marks.Locator("[data-follow][aria-pressed='true']").WaitForAsync();
        await marks.Locator(".add summary").ClickAsync();
        await person.Page.FillAsync("#remind-at", DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await person.Page.FillAsync("#remind-text", language == "en" ? "Ask about the drawings" : "询问图纸");
        await marks.Locator("[data-remind]").ClickAsync();
        await marks.Locator("[data-reminders] li").WaitForAsync();
        await ShotAsync(person, width, language, "marks");
        await person.Page.GotoAsync("/notices");
        await person.InteractiveAsync("[data-followed]");
        await person.Page.Locator("[data-followed] li", new() { HasText = number }).WaitForAsync();
        await ShotAsync(person, width, language, "notices");
        await person.Page.Locator("[data-reminders] li", new() { HasText = number }).Locator(".btn").ClickAsync();
        await person.Page.Locator("[data-reminders] li", new() { HasText = number }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "zh-CN"), InlineData(1440, "en"), InlineData(390, "en")]
    public async Task Task_that_nobody_was_found_for_should_be_given_to_somebody_who_fills_in_what_the_step_needs(int width, string language)
    {
        var item = browser.Server.Catalogue.Item(browser.Server.Catalogue.Flow(Ruled)!.ItemCode)!;
        var (hidden, written) = (item.FormFields[0], item.FormFields.Last(f => f.Type is "text" or "multiline"));
        await PublishAsync(("review", "approverRule", Literal("post")), ("review", "approver", Literal($"NONE-{width}-{language}")),
            ("review", "fieldRights", new JsonObject { [hidden.Key] = "hidden", [written.Key] = "required" }), ("decide", "approverRule", Literal("chosen-by-previous")));
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, Ruled);
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await DecideAsync(person, "Accept");

        await person.SignInAsync("admin");
        await person.OpenCaseAsync(number);
        await person.Page.Locator("[data-unfilled]").WaitForAsync();
        await ShotAsync(person, width, language, "unfilled");
        await MenuAsync(person, "assign");
        await person.Page.Locator("dialog[open] input[value='reviewer-fgw']").CheckAsync();
        await ShotAsync(person, width, language, "assign", whole: false);
        await ConfirmAsync(person);

        await person.SignInAsync("reviewer-fgw");
        await person.OpenCaseAsync(number);
        await person.Page.Locator(".panel [data-why] summary").ClickAsync();
        await Expect(person.Page.Locator(".panel [data-why]")).ToContainTextAsync(language == "en" ? "Nobody was found" : "没有找到合适的人员");
        await person.Page.Locator("[data-hidden-fields]").WaitForAsync();
        await Expect(person.Page.Locator("dt", new() { HasTextRegex = new($"^{(language == "en" ? hidden.LabelEn : hidden.LabelZh)}$") })).ToHaveCountAsync(0);
        await person.Page.CheckAsync(".panel input[value='Approve']");
        await person.Page.Locator("[data-fill-in] textarea, [data-fill-in] input").First.FillAsync(language == "en" ? "Checked" : "已核定");
        await person.Page.Locator(".panel [data-people] input[value='chief']").CheckAsync();
        await person.Page.Locator(".panel textarea").Last.FillAsync(language == "en" ? "Agreed" : "同意");
        await ShotAsync(person, width, language, "fill-in");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();

        // The one who was chosen holds the decision, and says that they are related to the applicant.
        await person.SignInAsync("chief");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator(".panel [data-complete]")).ToHaveCountAsync(1);
        await person.Page.Locator("[data-recusal] summary").ClickAsync();
        await person.Page.FillAsync("#recusal-reason", language == "en" ? "A relative" : "近亲属");
        await person.Page.ClickAsync("[data-recuse]");
        await ConfirmAsync(person);
        await person.Page.Locator("[data-recused]").WaitForAsync();
        await ShotAsync(person, width, language, "recused");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(1440, "zh-CN"), InlineData(390, "zh-CN"), InlineData(1440, "en"), InlineData(390, "en")]
    public async Task Posts_should_be_kept_changed_and_removed(int width, string language)
    {
        var code = $"P-{width}-{(language == "en" ? "EN" : "ZH")}";
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/posts");
        await person.InteractiveAsync("[data-edit]");
        await person.Page.FillAsync("#post-code", code);
        await person.Page.SelectOptionAsync("#post-department", "dept-fgw");
        await person.Page.FillAsync("#post-zh", "审批处处长");
        await person.Page.FillAsync("#post-en", "Head of approvals");
        await person.Page.CheckAsync("[data-head]");
        await person.Page.CheckAsync("[data-people] input[value='chief']");
        await person.Page.ClickAsync("[data-keep]");
        await person.Page.Locator("[data-done]").WaitForAsync();
        var row = person.Page.Locator("[data-posts] tr", new() { HasText = code });
        await ShotAsync(person, width, language, "posts");
        await row.Locator(".btn").First.ClickAsync();
        await person.Page.SelectOptionAsync("#post-superior", "");
        await person.Page.ClickAsync("[data-keep]");
        await person.Page.Locator("[data-done]").WaitForAsync();
        await row.Locator(".btn.danger").ClickAsync();
        await ConfirmAsync(person, done: false);
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        person.TakeComplaints().ShouldBeEmpty();
    }

    private async Task<string> ClaimedAsync(Person person, string user = "window")
    {
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, Flow);
        if (user != "window") await person.SignInAsync(user);
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await person.Page.Locator(".panel [data-complete]").WaitForAsync();
        return number;
    }

    private static async Task MenuAsync(Person person, string operation)
    {
        var menu = person.Page.Locator("[data-operations]").Filter(new() { Has = person.Page.Locator($"[data-operation='{operation}']") }).First;
        await menu.Locator("summary").ClickAsync();
        await menu.Locator($"[data-operation='{operation}']").ClickAsync();
        await person.Page.Locator("dialog[open]").WaitForAsync();
    }

    private static async Task OperateAsync(Person person, string operation, string? who, string? reason)
    {
        await MenuAsync(person, operation);
        if (who is not null) await person.Page.Locator($"dialog[open] input[value='{who}']").CheckAsync();
        if (reason is not null) await person.Page.FillAsync("dialog[open] textarea", reason);
        await ConfirmAsync(person);
    }

    private static async Task ConfirmAsync(Person person, bool done = true)
    {
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        if (done) await person.Page.Locator("[data-done]").WaitForAsync();
    }

    private static async Task DecideAsync(Person person, string outcome)
    {
        await person.Page.CheckAsync($".panel input[value='{outcome}']");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        await person.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private async Task DeliverAsync()
    {
        var dispatcher = browser.Server.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchAsync(100) > 0)
        {
        }
    }

    private async Task PublishAsync(params (string Activity, string Member, JsonNode Value)[] changes)
    {
        var path = Directory.EnumerateFiles(Repository.Path("workflows", "definitions"), Ruled + ".json", SearchOption.AllDirectories).Single();
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        foreach (var (activity, member, value) in changes)
            json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == activity)![member] = value.DeepClone();
        var definition = WorkflowDefinition.Load(json.ToJsonString(), Ruled).Definition!;
        await browser.Server.Services.GetRequiredService<IDefinitionStore>().PublishAsync([new(definition.ContentHash, Ruled, definition.DefinitionId, definition.Name, json.ToJsonString(), DateTimeOffset.UnixEpoch, "test")]);
    }

    private static JsonNode Literal(string value) => new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static async Task ShotAsync(Person person, int width, string language, string name, bool whole = true)
    {
        await person.ShouldFitAsync(name);
        await person.ShotAsync("operation-pages", $"{name}-{width}-{language}", whole);
    }
}
