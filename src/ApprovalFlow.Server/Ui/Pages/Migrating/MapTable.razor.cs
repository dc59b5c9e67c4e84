using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>Activities of one version beside their places in another, with why; chosen anew where somebody may.</summary>
public sealed partial class MapTable
{
    [Parameter, EditorRequired] public required MapProposal Proposal { get; set; }
    /// <summary>Steps of people, or everything else.</summary>
    [Parameter] public bool Handled { get; set; }
    [Parameter] public EventCallback<MapLine> OnChoose { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    /// <summary>What holds everything has one place only.</summary>
    private IEnumerable<MapLine> Lines => Proposal.Lines.Where(l => l.From.IsHandled == Handled && l.From.Holder.Length > 0);

    private string DutyOf(StepFace step) => step.Role is null ? step.Id
        : step.Department is { } id && Catalogue.Department(id) is { } department ? $"{T.Find("role", step.Role)} · {T.Pick(department.ShortZh, department.NameEn)}" : T.Find("role", step.Role);
}
