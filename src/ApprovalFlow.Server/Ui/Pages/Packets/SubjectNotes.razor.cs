using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>What regulators found about a subject after earlier decisions: shown when it applies again, at acceptance and to whoever decides.</summary>
/// <remarks>Facts for those who work on the application; they refuse nothing by themselves, but for papers that may not follow after a broken promise.</remarks>
public sealed partial class SubjectNotes
{
    private const int Shown = 3;
    private IReadOnlyList<FeedbackEntry> found = [];
    private string? asked;
    private bool all;

    /// <summary>Identity card or credit code.</summary>
    [Parameter, EditorRequired] public string? IdNumber { get; set; }
    /// <summary>A case whose own findings stand beside it already.</summary>
    [Parameter] public string? Besides { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required PacketDesk Desk { get; set; }
    [Inject] public required PacketTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = IdNumber?.Trim();
        if (wanted == asked)
            return;
        (asked, all) = (wanted, false);
        // A number that is still being typed is nobody's.
        found = wanted is { Length: 15 or 18 } ? [.. (await Desk.SubjectAsync((await Authentication).User, wanted)).Where(f => f.CaseNumber != Besides)] : [];
    }
}
