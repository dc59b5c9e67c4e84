using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What the applicant was told of their case, by which way, and whether it arrived.</summary>
public sealed partial class ApplicantMessages
{
    [Parameter, EditorRequired] public required string CaseNumber { get; set; }
    [Parameter, EditorRequired] public required string UserId { get; set; }
    [Inject] public required MessageQuery Query { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private Task<IReadOnlyList<MessageRow>> LoadAsync(CancellationToken cancellation) => Query.OfApplicantAsync(CaseNumber, UserId, cancellation);
}
