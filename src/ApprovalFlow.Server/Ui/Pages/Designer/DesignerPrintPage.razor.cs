using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>A definition on paper: picture, steps, terms, and which version it is.</summary>
public sealed partial class DesignerPrintPage
{
    private DesignSession? session;
    private string version = "";

    [Parameter] public string Id { get; set; } = "";
    [SupplyParameterFromQuery] public bool? Draft { get; set; }
    [SupplyParameterFromQuery] public int? Version { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }
    [Inject] public required ActivityRegistry Registry { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private string About => string.Join(" · ", new[]
    {
        version,
        session!.Design.Head("promisedDays") is { } promised ? $"{T["designer.head.promisedDays"]} {promised}" : null,
        session.Design.Head("statutoryDays") is { } statutory ? $"{T["designer.head.statutoryDays"]} {statutory}" : null,
    }.OfType<string>());

    protected override async Task OnParametersSetAsync()
    {
        if (await Desk.FindAsync(Id) is not { } life) return;
        var number = Version ?? (Draft == true && life.Draft is not null ? null : life.State.Latest?.Number);
        var json = number is { } n ? (await Desk.VersionAsync(Id, n))?.Json : life.Draft?.Json;
        version = number is { } named ? $"{T["designer.version"]} {named}" : T["designer.state.draft"];
        if (json is not null && FlowDesign.Open(json, Registry).Design is { } design) session = new(design, Registry, Catalogue, readOnly: true);
    }
}
