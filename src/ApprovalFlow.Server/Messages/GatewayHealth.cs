using ApprovalFlow.Runtime.Notifications;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Messages;

/// <summary>Degraded while a gateway takes no messages: they wait, and cases go on.</summary>
internal sealed class GatewayHealth(MessageDispatcher dispatcher) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        var broken = dispatcher.Channels.Select(c => (Channel: c, Circuit: dispatcher.CircuitOf(c))).Where(c => c.Circuit.IsBroken).ToList();
        return Task.FromResult(broken.Count == 0 ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(" ", broken.Select(b => $"Expected the gateway of channel {b.Channel} to take messages, but since {b.Circuit.Since:O} it does not ({b.Circuit.Reason})."))));
    }
}
