using ApprovalFlow.Domain.Approvers;

namespace ApprovalFlow.Runtime.Approvers;

/// <summary>Accounts and posts as approver rules look them up.</summary>
public interface IOrganisationSource
{
    /// <summary>As it stands now. What another process changed counts a few seconds later at most.</summary>
    ValueTask<Organisation> NowAsync(CancellationToken cancellation = default);
}
