using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>退回、撤回、挂起与跳转 as people use them on the case's page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReturnTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(1440, "zh-CN")]
    [InlineData(390, "en")]
    public async Task Task_should_be_returned_to_a_step_from_inside_a_parallel_branch(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "RFB-001-A");
        await DecideAsync(person, number, "Accept");

        await person.SignInAsync("reviewer");
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        var menu = person.Page.Locator(".panel [data-operations]");
        await menu.Locator("summary").ClickAsync();
        await menu.Locator("[data-operation='return-to-step']").ClickAsync();
        var dialog = person.Page.Locator("dialog[open]");
        await Expect(dialog.Locator(".btn.primary")).ToBeDisabledAsync();
        await dialog.Locator("[data-steps] input").First.CheckAsync();
        await dialog.Locator("textarea").FillAsync("场所地址与证照不一致");
        await person.ShotAsync("returns", $"return-dialog-{width}-{language}");
        await dialog.Locator(".btn.primary").ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();

        // The reviewer's task is gone, acceptance is open again, and the branch beside it was never asked.
        await person.Page.Locator("g.active[data-activity='accept']").WaitForAsync();
        await Expect(person.Page.Locator("[data-activity-type='Approval.Review']")).ToHaveCountAsync(0);
        await Expect(person.Page.Locator("g.active[data-activity^='countersign']")).ToHaveCountAsync(1);
        await person.Page.Locator(":text(\"场所地址与证照不一致\"):visible").First.WaitForAsync();
        await person.ShotAsync("returns", $"return-returned-{width}-{language}");

        // Accepted again; then the clerk thinks better of it while nobody has claimed the review.
        await person.SignInAsync("window");
        await DecideAsync(person, number, "Accept");
        await person.Page.Locator("[data-take-back]").ClickAsync();
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-activity-type='Approval.Accept']").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Administrators_should_suspend_resume_and_move_a_case()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "RFB-001-A");
        await DecideAsync(person, number, "Accept");

        await person.SignInAsync("admin");
        await OperateAsync(person, number, "suspend", "等待上级答复");
        await person.Page.Locator("[data-suspended]").WaitForAsync();
        await person.ShotAsync("returns", "return-suspended-1280-zh-CN");
        await person.SignInAsync("reviewer");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator(".panel")).ToHaveCountAsync(0); // nobody acts on a suspended case

        await person.SignInAsync("admin");
        await OperateAsync(person, number, "resume", null);
        await OperateAsync(person, number, "jump", "意见已在线下齐全", step: "flow:decide");
        await person.Page.Locator("[data-jump]").WaitForAsync();
        await Expect(person.Page.Locator("[data-case-operation='approve-jump']")).ToHaveCountAsync(0); // one person does not ask and agree
        await person.ShotAsync("returns", "return-jump-1280-zh-CN");
        await person.SignInAsync("admin-2");
        await OperateAsync(person, number, "approve-jump", "同意");
        await person.Page.Locator("g.active[data-activity='decide']").WaitForAsync();
        await OperateAsync(person, number, "terminate", "申请人注销");
        await person.Page.Locator(".page-header").GetByText("终止办理").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task DecideAsync(Person person, string number, string outcome)
    {
        await person.OpenCaseAsync(number);
        var panel = person.Page.Locator(".panel").First;
        if (await panel.Locator("[data-claim]").CountAsync() > 0) await panel.Locator("[data-claim]").ClickAsync();
        await panel.Locator($"input[type=radio][value='{outcome}']").CheckAsync();
        await panel.Locator("[data-complete]").ClickAsync();
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
    }

    private static async Task OperateAsync(Person person, string number, string operation, string? reason, string? step = null)
    {
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync($"[data-case-operation='{operation}']");
        var dialog = person.Page.Locator("dialog[open]");
        if (step is not null) await dialog.Locator($"input[value='{step}']").CheckAsync();
        if (reason is not null) await dialog.Locator("textarea").FillAsync(reason);
        await dialog.Locator(".btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
    }
}
