using ApprovalFlow.Domain.Cases;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Where a case stands; once closed, how it ended.</summary>
public sealed partial class StatusChip
{
    [Parameter, EditorRequired] public required CaseStatus Status { get; set; }
    [Parameter] public string? Result { get; set; }

    private string Tone => Status switch
    {
        CaseStatus.Registered => "info",
        CaseStatus.Accepted => "info",
        CaseStatus.AwaitingCorrection => "warn",
        CaseStatus.Decided => "ok",
        CaseStatus.Closed => Result switch
        {
            "approved" or "approved-with-conditions" or "filed" => "ok",
            "refused" or "not-filed" or "revoked-after-verification" or "suspended-by-objection" => "bad",
            _ => "idle",
        },
        _ => "idle",
    };
}
