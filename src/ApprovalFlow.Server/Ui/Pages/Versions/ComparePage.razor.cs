using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Versions;

/// <summary>Any two versions of a definition, or a version and the draft.</summary>
public sealed partial class ComparePage
{
    private ComparedVersions? compared;

    [Parameter] public string Id { get; set; } = "";
    [SupplyParameterFromQuery] public int? From { get; set; }
    /// <summary>Null: the draft.</summary>
    [SupplyParameterFromQuery] public int? To { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }

    private string Title => T["versions.comparing", compared!.From is { } from ? T["versions.number", from] : T["versions.nothing"], compared.To is { } to ? T["versions.number", to] : T["versions.draft"]];

    protected override async Task OnParametersSetAsync() => compared = await Desk.CompareAsync(Id, From, To);
}
