using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    public Task<CommandResult> ProposeVisitAsync(ClaimsPrincipal user, string taskId, VisitRequest request, string? key = null, CancellationToken cancellation = default) =>
        OnTaskAsync(user, taskId, key, actor => new CaseCommand.ProposeVisit(taskId, actor, request), cancellation);

    public Task<CommandResult> WithdrawVisitProposalAsync(ClaimsPrincipal user, string taskId, string reason, string? key = null, CancellationToken cancellation = default) =>
        OnTaskAsync(user, taskId, key, actor => new CaseCommand.WithdrawVisitProposal(taskId, actor, reason), cancellation);
}
