using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Supervision;

/// <summary>Cards and supervision orders of all cases: what waits for somebody, which appeals wait for a ruling, and everything there has been.</summary>
public sealed partial class SupervisionPage
{
    /// <summary>Levels whose cards are no department's.</summary>
    private const string Leaders = "city-leader", Counties = "county-clerk";
    private static readonly string[] Levels = ["deep-red", "red", "yellow", "warn"];

    [SupplyParameterFromQuery] public string? Tab { get; set; }
    [SupplyParameterFromQuery] public string? Level { get; set; }
    [SupplyParameterFromQuery] public string? Department { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [Inject] public required CardQuery Cards { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private IReadOnlyList<Tab> Views =>
    [
        .. ViewsOf(T, string.IsNullOrEmpty(Tab) ? "open" : Tab),
    ];

    /// <summary>The desk of a supervisor: what waits for somebody, what is odd, and everything there has been.</summary>
    internal static IEnumerable<Tab> ViewsOf(PageTexts texts, string current) =>
    [
        new(texts["card.tab.open"], "/supervision", current == "open"), new(texts["card.tab.orders"], "/supervision?tab=orders", current == "orders"), new(texts["card.tab.appeals"], "/supervision?tab=appeals", current == "appeals"),
        new(texts["card.tab.anomalies"], "/supervision/anomalies", current == "anomalies"), new(texts["card.tab.all"], "/supervision?tab=all", current == "all"),
    ];

    private Task<CardPage> LoadAsync(CancellationToken cancellation) => Cards.ListAsync(new()
    {
        Level = string.IsNullOrEmpty(Level) ? null : Level, DepartmentId = string.IsNullOrEmpty(Department) || Department is Leaders or Counties ? null : Department, OwnerRole = Department is Leaders or Counties ? Department : null, OnlyOpen = Tab != "all", OnlyAppeals = Tab == "appeals", OnlyOrders = Tab == "orders", After = After,
    }, cancellation);
}
