using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Every definition, to open; a new one, and one from a file.</summary>
public sealed partial class DesignerListPage
{
    private const int Step = 60;

    private bool beginning, importing, busy;
    private string newId = "", newName = "", q = "";
    private int shown = Step, changes;
    private Rejection? refusal;
    private string? existing;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }
    [Inject] public required ActivityRegistry Registry { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private string Q
    {
        get => q;
        set => (q, shown) = (value, Step);
    }

    private List<LifeHeader> Found(IReadOnlyList<LifeHeader> all) =>
        [.. all.Where(d => string.IsNullOrWhiteSpace(q) || Has(d.Name) || Has(d.DefinitionId) || Has(NameOf(d)) || d.DepartmentId is { } id && Catalogue.Department(id) is { } department && (Has(department.ShortZh) || Has(department.NameEn)))
            .OrderBy(d => d.Stage == LifeStage.Settled).ThenBy(d => d.DefinitionId, StringComparer.Ordinal)];

    private bool Has(string text) => text.Contains(q.Trim(), StringComparison.OrdinalIgnoreCase);

    private string NameOf(LifeHeader definition) => definition.FlowCode is { } code && Catalogue.Flow(code) is { } flow ? T.Pick(definition.Name, flow.NameEn) : definition.Name.Length > 0 ? definition.Name : definition.DefinitionId;

    private async Task BeginAsync()
    {
        var id = newId.Trim();
        var flow = Catalogue.Flow(id);
        var opening = FlowDesign.Open(DefinitionContent.Empty(id.Length > 0 ? id : "new", flow, flow is null ? null : Catalogue.Item(flow.ItemCode)), Registry).Design!;
        if (newName.Trim() is { Length: > 0 } name && opening.Apply(new DesignCommand.SetHead("name", name)).Refusal is { } unnamed)
        {
            (refusal, existing) = (unnamed, null);
            return;
        }
        await TakeAsync(async () => await Desk.OpenDraftAsync((await Authentication).User, id, new() { Json = opening.ToJson(), FlowCode = flow?.Code }), id);
    }

    private async Task ImportAsync(InputFileChangeEventArgs e)
    {
        if (e.File.Size > WorkflowDefinition.MaxLength)
        {
            (refusal, existing) = (new("definition-file-too-large", $"Expected a file of at most {WorkflowDefinition.MaxLength / 1024} kB, but it has {e.File.Size / 1024} kB."), null);
            return;
        }
        using var reader = new StreamReader(e.File.OpenReadStream(WorkflowDefinition.MaxLength));
        var json = await reader.ReadToEndAsync();
        var id = WorkflowDefinition.Load(json).Definition?.DefinitionId ?? "";
        await TakeAsync(async () => await Desk.ImportAsync((await Authentication).User, json), id);
    }

    private async Task TakeAsync(Func<Task<LifeResult>> act, string id)
    {
        (busy, refusal, existing) = (true, null, null);
        try
        {
            var result = await act();
            refusal = result.Rejection;
            if (refusal is null) Navigation.NavigateTo($"/designer/{Uri.EscapeDataString(id)}");
            else if (refusal.Code is "draft-exists") existing = id;
        }
        finally
        {
            busy = false;
            changes++;
        }
    }
}
