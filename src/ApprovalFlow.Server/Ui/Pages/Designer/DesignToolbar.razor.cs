using ApprovalFlow.Domain.Designing;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

public sealed partial class DesignToolbar
{
    private static readonly (Alignment To, string Icon, string Text)[] Alignments =
    [
        (Alignment.Left, "align-left", "designer.align.left"), (Alignment.Center, "align-center", "designer.align.center"), (Alignment.Top, "align-top", "designer.align.top"),
        (Alignment.Middle, "align-middle", "designer.align.middle"), (Alignment.SpreadAcross, "spread-across", "designer.align.across"), (Alignment.SpreadDown, "spread-down", "designer.align.down"),
    ];

    private bool drawn;

    [Parameter] public bool ReadOnly { get; set; }

    protected override void OnAfterRender(bool firstRender) => drawn = true;
    protected override bool ShouldRender() => !drawn;
}
