using System.Text;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>An auditor checks the whole journal, takes a proof away, and sees who read a case.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LedgerTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Auditor_should_check_everything_take_a_proof_away_and_see_who_read_a_case()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "GSJ-001-A");
        await person.OpenCaseAsync(number);
        var closed = await browser.Server.Services.GetRequiredService<LedgerKeeper>().CloseAsync();

        await person.SignInAsync("auditor");
        await person.Page.GotoAsync("/ledger");
        await person.InteractiveAsync("[data-ledger-pages]");
        await person.Page.ClickAsync("[data-verify]");
        await Expect(person.Page.Locator("[data-verified='0']")).ToContainTextAsync("全部相符");
        await person.Page.ClickAsync("[data-replay-start]");
        await Expect(person.Page.Locator("[data-replayed='0']")).ToContainTextAsync("逐字节相同");
        await person.ShotAsync("ledger", "verified-1440");

        await person.Page.FillAsync("#stream", number);
        await person.Page.FillAsync("#sequence", "9999");
        await person.Page.ClickAsync("[data-prove]");
        await Expect(person.Page.Locator("[data-refusal]")).ToContainTextAsync("不存在");
        await person.Page.FillAsync("#sequence", "1");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.ClickAsync("[data-prove]"));
        var proof = InclusionProof.Read(await File.ReadAllBytesAsync(await download.PathAsync()));
        var key = browser.Server.Services.GetRequiredService<LedgerKeys>().Find(closed.Page.Entry.KeyId)!;
        (proof.Stream, proof.Check(key).Count).ShouldBe((number, 0), Encoding.UTF8.GetString(proof.ToBytes()));

        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-readings] summary");
        await Expect(person.Page.Locator("[data-readings]")).ToContainTextAsync("窗口");
        await person.ShotAsync("ledger", "readings-1440");
        person.TakeComplaints().ShouldBeEmpty();
    }
}
