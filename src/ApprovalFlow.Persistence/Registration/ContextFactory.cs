using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Registration;

/// <summary>Gives out the chosen provider's context under the name that everything else knows.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<ApprovalFlowContext> where TContext : ApprovalFlowContext
{
    public ApprovalFlowContext CreateDbContext() => contexts.CreateDbContext();
    public async Task<ApprovalFlowContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await contexts.CreateDbContextAsync(cancellationToken);
}
