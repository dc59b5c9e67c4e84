using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>审管互动 as people live it: decided, claimed, a broken promise told, seen at the next application, the licence taken away after the applicant was heard.</summary>
public sealed class PacketJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [BrowserFact]
    public async Task Broken_promise_should_be_seen_at_the_next_application_and_cost_the_licence()
    {
        using var server = new RunningServer(new ManualTimeProvider(new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8))));
        await using var desk = await browser.PersonAsync(at: server);
        await using var regulator = await browser.PersonAsync(at: server);
        var folder = Screens.Folder("packets");
        List<string> wrong = [];

        // The regulator has the list open while a case is decided elsewhere.
        await regulator.SignInAsync("regulator");
        await regulator.Page.GotoAsync("/packets");
        await regulator.InteractiveAsync(".page-header");
        await desk.SignInAsync("window");
        var number = await desk.HandInAsync(server.Catalogue, "GHJ-001-B", account: "applicant");
        await desk.SettleAsync(number, "Accept");
        await desk.SignInAsync("chief");
        await desk.SettleAsync(number, "Approve");
        await desk.SignInAsync("issuer");
        await desk.SettleAsync(number, "Issue");

        // It appears by itself, is claimed, and what was found is told.
        var row = regulator.Page.Locator($"[data-packet='{number}-P1']");
        await Expect(row).ToContainTextAsync("城管委");
        await LookTests.LookAsync(regulator, folder, "inbox", "zh-CN", wrong);
        // Their first page says so too, and the notice leads to it.
        await regulator.Page.GotoAsync("/");
        await Expect(regulator.Page.Locator("[data-to-claim] .number").First).ToHaveTextAsync("1");
        await LookTests.LookAsync(regulator, folder, "home", "zh-CN", wrong);
        await regulator.Page.GotoAsync("/notices");
        await regulator.Page.Locator($"a[href='/packets/{number}-P1']").ClickAsync();
        await regulator.InteractiveAsync("[data-claim-panel]");
        await Expect(regulator.Page.Locator("[data-certificate]")).ToHaveCountAsync(1);
        await LookTests.LookAsync(regulator, folder, "unclaimed", "zh-CN", wrong);
        await regulator.Page.ClickAsync("[data-act='claim'] button");
        await Expect(regulator.Page.Locator("[data-claim-panel]")).ToHaveCountAsync(0);
        await ActAsync(regulator, "feedback", ("kind", "promise-broken"), ("on", "2026-11-23"), ("document", "核查〔2026〕1号"), ("text", "承诺补交的用地材料经核实不存在。"));
        await Expect(regulator.Page.Locator("[data-finding='F1']")).ToContainTextAsync("承诺未兑现");
        await ActAsync(regulator, "revoke-F1", ("kind", "annul"), ("ground", "以不正当手段取得许可，依据行政许可法第六十九条第二款。"));
        await Expect(regulator.Page.Locator("[data-revocation]")).ToContainTextAsync("撤销程序进行中");
        await LookTests.LookAsync(regulator, folder, "fed-back", "zh-CN", wrong);

        // The same applicant comes again, to another window.
        await desk.SignInAsync("window");
        var sample = Domain.Simulation.SampleApplication.Register("-", "-", server.Catalogue.Flow("GHJ-001-B")!, server.Catalogue.Item("GHJ-001")!);
        await desk.Page.GotoAsync("/register?item=FGW-001");
        await desk.InteractiveAsync("[data-register]");
        await desk.Page.FillAsync("#applicant-id", sample.Applicant.IdNumber);
        await Expect(desk.Page.Locator("[data-subject-notes] [data-promise-broken]")).ToHaveCountAsync(1);
        await LookTests.LookAsync(desk, folder, "register", "zh-CN", wrong);
        var next = await desk.HandInAsync(server.Catalogue, "GHJ-001-B");
        await desk.OpenCaseAsync(next);
        await Expect(desk.Page.Locator("[data-note='promise-broken']")).ToContainTextAsync("承诺补交的用地材料经核实不存在");
        await LookTests.LookAsync(desk, folder, "next-case", "zh-CN", wrong);

        // The applicant is heard, and the head decides.
        await desk.SignInAsync("applicant");
        await desk.OpenCaseAsync(number);
        await Expect(desk.Page.Locator("[data-subject-notes]")).ToHaveCountAsync(0);
        var proceeding = $"{number}-P1-R1";
        await ActAsync(desk, $"state-{proceeding}", ("words", "材料由代办机构提供，本单位不知情。"));
        await Expect(desk.Page.Locator("[data-statement]")).ToContainTextAsync("代办机构");
        await LookTests.LookAsync(desk, folder, "applicant", "zh-CN", wrong);
        await desk.SignInAsync("chief");
        await desk.OpenCaseAsync(number);
        await ActAsync(desk, $"rule-{proceeding}", ("decision", "revoke"), ("reason", "申辩不成立，欺骗事实清楚。"), ("remedies", "六十日内申请行政复议或者六个月内提起行政诉讼。"));
        await Expect(desk.Page.Locator($"[data-proceeding='{proceeding}']")).ToHaveAttributeAsync("data-state", "revoked");
        await Expect(desk.Page.Locator("[data-certificate] [data-revoked]")).ToContainTextAsync("许可已撤销");
        await LookTests.LookAsync(desk, folder, "revoked", "zh-CN", wrong);
        await Expect(regulator.Page.Locator("[data-certificate]")).ToContainTextAsync("许可已撤销");

        // One decision, one packet, claimed: the sums agree.
        await desk.SignInAsync("supervisor");
        await desk.Page.GotoAsync("/packets?tab=all");
        await Expect(desk.Page.Locator("[data-sum='ok']")).ToHaveCountAsync(1);
        await Expect(desk.Page.Locator("[data-figure='claimed']")).ToHaveTextAsync("1");
        await LookTests.LookAsync(desk, folder, "figures", "zh-CN", wrong);

        foreach (var (width, language, scheme) in new[] { (390, "zh-CN", ColorScheme.Light), (1440, "en", ColorScheme.Light), (390, "en", ColorScheme.Dark) })
        {
            await using var reader = await browser.PersonAsync(width, 844, language, scheme, server);
            await reader.SignInAsync("supervisor");
            foreach (var path in new[] { "/packets?tab=all", $"/packets/{number}-P1", $"/cases/{number}", $"/cases/{next}" })
            {
                await reader.Page.GotoAsync(path);
                await LookTests.LookAsync(reader, folder, $"{width}-{language}-{path}", language, wrong);
            }
            await reader.SignInAsync("regulator");
            await reader.Page.GotoAsync($"/packets/{number}-P1");
            await reader.InteractiveAsync("[data-act='feedback']");
            await reader.Page.ClickAsync("[data-act='feedback'] button");
            await LookTests.LookAsync(reader, folder, $"{width}-{language}-feedback", language, wrong);
        }
        wrong.ShouldBeEmpty();
        desk.TakeComplaints().ShouldBeEmpty();
        regulator.TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>Opens an act's form, fills it and acts.</summary>
    private static async Task ActAsync(Person person, string act, params (string Field, string Value)[] values)
    {
        var form = person.Page.Locator($"[data-act='{act}']");
        await form.Locator("button").First.ClickAsync();
        foreach (var (field, value) in values)
        {
            var input = form.Locator($"[id='act-{act}-{field}']");
            await input.WaitForAsync();
            if (await input.EvaluateAsync<string>("e => e.tagName") == "SELECT")
                await input.SelectOptionAsync(value);
            else
                await input.FillAsync(value);
        }
        await form.Locator("[data-submit]").ClickAsync();
    }
}
