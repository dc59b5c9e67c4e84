using ApprovalFlow.Persistence.Queries;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Healthy when the database answers.</summary>
internal sealed class DatabaseHealth(UserQuery accounts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        try
        {
            await accounts.FindAsync("", cancellation);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("Expected the database to answer, but it does not.", exception);
        }
    }
}
