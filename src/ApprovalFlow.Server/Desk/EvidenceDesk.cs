using System.Globalization;
using System.Security.Claims;
using System.Text;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Cases;
using ApprovalFlow.Server.Ui.Pages.Ledger;
using ApprovalFlow.Server.Ui.Pages.Retention;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace ApprovalFlow.Server.Desk;

/// <summary>证据包: makes the one file that shows a case outside the house.</summary>
public sealed class EvidenceDesk(
    CaseDesk cases, CurrentActor actors, EvidenceCollector collector, ReportPrinter printer, ICaseStore store, ClockQuery clocks, DefinitionQuery definitions, ReadLog readings, LedgerKeeper ledger,
    ApprovalCatalogue catalogue, HistoryTexts histories, IServiceScopeFactory scopes, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>How a reading is written down that made a package.</summary>
    public const string Through = "package";
    private const int MostReadings = 500;

    public static string FileName(string caseNumber) => $"{caseNumber}.evidence.zip";

    /// <summary>The package; null when there is no such case, or none for this person. That it was made is written down as a reading, and is in it.</summary>
    public async Task<byte[]?> PackAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default)
    {
        if (await cases.FindAsync(user, caseNumber, cancellation, Through) is not { } found)
            return await cases.RemovedAsync(user, caseNumber, cancellation) is { } gone ? await PackRemovedAsync(user, gone, cancellation) : null;
        var actor = await actors.OfAsync(user, cancellation);
        var by = new EvidenceMaker(actor.UserId, actor.Name, actor.Mandates.FirstOrDefault()?.Role);
        var html = await ReportAsync(found, by, cancellation);
        Dictionary<string, byte[]> reports = new() { [EvidenceNames.Html] = html };
        if (await printer.PrintAsync(html, cancellation) is { } pdf)
            reports[EvidenceNames.Pdf] = pdf;
        return await collector.PackAsync(caseNumber, by, reports, cancellation);
    }

    /// <summary>Of a case whose content was removed: its events' names, instants and hashes, the record of the removal, and that pages of the ledger cover both.</summary>
    private async Task<byte[]> PackRemovedAsync(ClaimsPrincipal user, RemovedCase gone, CancellationToken cancellation)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var number = gone.Header.CaseNumber;
        await readings.AddAsync(number, new(actor.UserId, actor.Name, Through) { Role = actor.Mandates.FirstOrDefault()?.Role }, cancellation);
        var html = await PrintedAsync<RemovedReport>(new() { [nameof(RemovedReport.Case)] = gone });
        Dictionary<string, byte[]> reports = new() { [EvidenceNames.Html] = html };
        if (await printer.PrintAsync(html, cancellation) is { } pdf)
            reports[EvidenceNames.Pdf] = pdf;
        return (await collector.PackAsync(number, new(actor.UserId, actor.Name, actor.Mandates.FirstOrDefault()?.Role), reports, cancellation))!;
    }

    /// <summary>The report as a page of its own, in Chinese whatever the reader's language: it is a record.</summary>
    private async Task<byte[]> ReportAsync(CaseView found, EvidenceMaker by, CancellationToken cancellation)
    {
        var caseNumber = found.Header.CaseNumber;
        var stream = await store.LoadAsync(caseNumber, found.Version - 1, cancellation);
        var definition = await definitions.FindByHashAsync(found.DefinitionHash, cancellation);
        var item = catalogue.Item(found.Header.ItemCode)?.AskedBy(definition?.Json);
        var sheet = await clocks.FindAsync(caseNumber, cancellation: cancellation);
        var read = await readings.ListAsync(caseNumber, MostReadings, cancellation);
        var first = await ledger.FindAsync(1, cancellation);
        return await PrintedAsync<EvidenceReport>(new()
        {
            [nameof(EvidenceReport.Case)] = found, [nameof(EvidenceReport.Item)] = item, [nameof(EvidenceReport.Department)] = catalogue.Department(found.Header.DepartmentId)?.NameZh ?? found.Header.DepartmentId,
            [nameof(EvidenceReport.DefinitionJson)] = definition?.Json ?? "{}", [nameof(EvidenceReport.Clocks)] = sheet, [nameof(EvidenceReport.History)] = histories.Of(found, item).Reverse().ToList(),
            [nameof(EvidenceReport.Readings)] = read.Reverse().ToList(), [nameof(EvidenceReport.By)] = by, [nameof(EvidenceReport.At)] = time.GetUtcNow(),
            [nameof(EvidenceReport.HeadHash)] = stream!.Events.First(e => e.Sequence == found.Version).Hash, [nameof(EvidenceReport.FirstKey)] = first?.Entry.KeyId ?? "",
        });
    }

    private async Task<byte[]> PrintedAsync<TReport>(Dictionary<string, object?> parameters) where TReport : IComponent
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new(PageTexts.Chinese), new(PageTexts.Chinese));
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            // The picture of a flow knows its own address on a page; here it has none.
            ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("http://localhost/", "http://localhost/");
            await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
            return await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var root = await renderer.RenderComponentAsync<TReport>(ParameterView.FromDictionary(parameters));
                return Encoding.UTF8.GetBytes(root.ToHtmlString());
            });
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
