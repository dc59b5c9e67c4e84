using System.Net;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>An overseer takes a case away as one file that proves itself.</summary>
[Collection(ServerCollection.Name)]
public sealed class EvidenceApiTests(ServerFixture server)
{
    [Theory]
    [InlineData("auditor", HttpStatusCode.NotFound), InlineData("supervisor", HttpStatusCode.NotFound), InlineData("window", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public async Task Evidence_should_be_for_those_who_oversee(string user, HttpStatusCode status) =>
        (await (await server.AsAsync(user)).GetAsync("/api/cases/NO-1/evidence")).StatusCode.ShouldBe(status);

    [Fact]
    public async Task Package_should_hold_a_chinese_report_and_its_own_making_and_be_checked_without_the_server()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        var auditor = await server.AsAsync("auditor");
        auditor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var answer = await auditor.GetAsync($"/api/cases/{number}/evidence");
        (answer.StatusCode, answer.Content.Headers.ContentDisposition!.FileName).ShouldBe((HttpStatusCode.OK, $"{number}.evidence.zip"));
        var pages = await server.Services.GetRequiredService<LedgerKeeper>().FindAsync(1);
        var key = server.Services.GetRequiredService<LedgerKeys>().Find(pages!.Entry.KeyId);

        var found = EvidenceCheck.Check(await answer.Content.ReadAsByteArrayAsync(), key);
        found.Problems.ShouldBeEmpty();
        var package = found.Package.ShouldNotBeNull();
        package.Records[0].Event.ShouldBeOfType<CaseEvent.CaseRegistered>().CaseNumber.ShouldBe(number);
        Encoding.UTF8.GetString(package.File(EvidenceNames.Readings).Span).ShouldContain("\"through\":\"package\"");
        var report = Encoding.UTF8.GetString(package.File(EvidenceNames.Html).Span);
        report.ShouldContain("<!DOCTYPE html>");
        report.ShouldContain("办件证据报告");
        report.ShouldContain(number);
        report.ShouldNotContain("⟦");
        report.ShouldNotContain("Evidence report");
        report.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Report_should_be_printed_where_a_browser_is_installed()
    {
        var printer = server.Services.GetRequiredService<ReportPrinter>();
        var pdf = await printer.PrintAsync("<!DOCTYPE html><html lang='zh-CN'><body><h1>办件证据报告</h1></body></html>"u8.ToArray());
        // Without a browser on this machine the package has the page alone.
        if (printer.Browser is null)
            pdf.ShouldBeNull();
        else
            Encoding.ASCII.GetString(pdf.ShouldNotBeNull().AsSpan(0, 5)).ShouldBe("%PDF-");
    }
}
