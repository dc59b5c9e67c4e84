using ApprovalFlow.Persistence.Monitoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Degraded when an effect has been waiting for long: cases go on, but somebody is not told, or something is not done.</summary>
internal sealed class OutboxHealth(SoundingQuery soundings, TimeProvider time) : IHealthCheck
{
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        var waits = time.GetUtcNow() - await soundings.OutboxSinceAsync(cancellation);
        return waits >= Patience ? HealthCheckResult.Degraded($"Expected effects to be delivered within {Patience.TotalMinutes:0} minutes, but the oldest has been waiting for {waits.Value.TotalMinutes:0}.") : HealthCheckResult.Healthy();
    }
}
