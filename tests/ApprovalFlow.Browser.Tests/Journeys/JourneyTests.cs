using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>What the product is for: from the window to the certificate in the applicant's hand.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JourneyTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Instant_item_should_go_from_the_window_to_a_delivered_certificate()
    {
        await using var person = await browser.PersonAsync();
        await person.ArriveAsync("window");
        var number = await person.RegisterAsync(browser.Server.Catalogue, "GSJ-001-A", account: "applicant");
        (await person.HandleAsync(number, "Accept")).ShouldBeTrue();
        await person.ArriveAsync("chief");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue();
        await person.ArriveAsync("issuer");
        await DeliverWithCertificateAsync(person, number);
        await ShouldBeDoneAsync(person, number);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Parallel_promised_item_should_survive_a_restart_of_the_server_on_its_way()
    {
        await using var person = await browser.PersonAsync();
        await person.ArriveAsync("window");
        var number = await person.RegisterAsync(browser.Server.Catalogue, "SHJ-001-A", account: "applicant");
        (await person.HandleAsync(number, "Accept")).ShouldBeTrue();

        // Review and countersign stand open side by side; one of them is done before the server goes down.
        await person.ArriveAsync("reviewer");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue();
        person.TakeComplaints().ShouldBeEmpty();
        browser.Server.Restart();
        person.TakeComplaints();

        // Still signed in, the case as it was: the reviewer's part done, the countersign still open.
        await person.OpenCaseAsync(number);
        (await person.Page.Locator("g.completed").CountAsync()).ShouldBeGreaterThan(2);
        await Expect(person.Page.Locator("g.active[data-activity^='countersign']")).ToHaveCountAsync(1);

        await person.ArriveAsync("chief");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue();
        await person.ArriveAsync("reviewer");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue("the publicity, after the parallel steps have joined");
        await person.ArriveAsync("chief");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue("the decision");
        await person.ArriveAsync("issuer");
        await DeliverWithCertificateAsync(person, number);
        await ShouldBeDoneAsync(person, number);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Returned_application_should_be_corrected_and_accepted_again()
    {
        await using var person = await browser.PersonAsync();
        await person.ArriveAsync("window");
        var number = await person.RegisterAsync(browser.Server.Catalogue, "FGW-004-A");
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await person.Page.CheckAsync(".panel input[value='Return']");
        await person.Page.ClickAsync("[data-complete]");
        await Expect(person.Page.Locator(".panel .problem")).ToContainTextAsync("必须填写理由");
        await Expect(person.Page.Locator("dialog")).ToHaveCountAsync(0);
        await person.Page.FillAsync(".panel textarea", "项目名称与营业执照不一致");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator(".notice.warn", new() { HasText = "项目名称与营业执照不一致" }).WaitForAsync();

        var panel = person.Page.Locator("[data-activity-type='Approval.Correction']");
        await panel.Locator("[data-claim]").ClickAsync();
        await panel.Locator("input[value='Resubmit']").CheckAsync();
        var name = panel.Locator("input[id$='-projectName']");
        (await name.InputValueAsync()).ShouldNotBeEmpty();
        await name.FillAsync("更正后的项目名称");
        await panel.Locator("[data-complete]").ClickAsync();
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("dd", new() { HasText = "更正后的项目名称" }).WaitForAsync();
        (await person.HandleAsync(number, "Accept")).ShouldBeTrue();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Withdrawn_application_should_close_on_every_open_page()
    {
        await using var person = await browser.PersonAsync();
        await person.ArriveAsync("window");
        var number = await person.RegisterAsync(browser.Server.Catalogue, "GSJ-001-A");
        await using var colleague = await browser.PersonAsync();
        await colleague.ArriveAsync("window");
        await colleague.OpenCaseAsync(number);
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await person.Page.CheckAsync(".panel input[value='Withdraw']");
        await person.Page.FillAsync(".panel textarea", "申请人要求撤回");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").Filter(new() { HasText = "已提交" }).WaitForAsync();
        await colleague.Page.Locator(".chip", new() { HasText = "申请撤回" }).WaitForAsync();
        await Expect(colleague.Page.Locator(".panel")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Applicant_should_follow_and_withdraw_their_own_application()
    {
        await using var person = await browser.PersonAsync(width: 390, height: 844);
        await person.ArriveAsync("window");
        var number = await person.RegisterAsync(browser.Server.Catalogue, "FGW-004-A", account: "applicant");
        await person.ArriveAsync("applicant");
        await person.Page.Locator("[data-cases] a", new() { HasText = number }).ClickAsync();
        await person.Page.FillAsync("#withdraw-reason", "项目取消");
        await person.Page.ClickAsync("[data-withdraw] .btn.danger");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]", new() { HasText = "申请已撤回" }).WaitForAsync();
        await person.Page.Locator(".page-header .chip", new() { HasText = "申请撤回" }).WaitForAsync();
        await Expect(person.Page.Locator("[data-withdraw]")).ToHaveCountAsync(0);
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Two_clerks_should_see_each_others_work_without_reloading()
    {
        await using var clerk = await browser.PersonAsync();
        await clerk.ArriveAsync("window");
        await using var colleague = await browser.PersonAsync();
        await colleague.ArriveAsync("window-fgw");
        await colleague.Page.GotoAsync("/tasks");
        await colleague.InteractiveAsync(".page-header");

        var number = await clerk.RegisterAsync(browser.Server.Catalogue, "FGW-004-A");
        var row = colleague.Page.Locator("[data-tasks] tr", new() { HasText = number });
        await row.WaitForAsync();
        await clerk.OpenCaseAsync(number);
        await clerk.Page.ClickAsync("[data-claim]");
        await row.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }

    private static async Task DeliverWithCertificateAsync(Person person, string number)
    {
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        await person.Page.CheckAsync(".panel input[value='Issue']");
        await person.Page.SelectOptionAsync(".panel select", "window");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").Filter(new() { HasText = "已提交" }).WaitForAsync();
    }

    private static async Task ShouldBeDoneAsync(Person person, string number)
    {
        // The applicant reads the end of it.
        await person.ArriveAsync("applicant");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator(".page-header")).ToContainTextAsync("准予许可");
        (await person.Page.Locator("[data-certificate] .mono").InnerTextAsync()).ShouldNotBeNullOrWhiteSpace();
        await Expect(person.Page.Locator("[data-delivered]")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator("g.end.completed")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator(".panel")).ToHaveCountAsync(0);
    }
}
