using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

public sealed partial class CataloguePage
{
    [SupplyParameterFromQuery] public string? Q { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private List<ApprovalItem>? Found => string.IsNullOrWhiteSpace(Q) ? null : [.. Catalogue.Items.Where(i => Matches(i, Q.Trim()))];

    private bool Matches(ApprovalItem item, string text) =>
        Has(item.NameZh, text) || Has(item.NameEn, text) || Has(item.Code, text)
        || Catalogue.Department(item.DepartmentId) is { } d && (Has(d.NameZh, text) || Has(d.ShortZh, text) || Has(d.NameEn, text));

    private static bool Has(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
