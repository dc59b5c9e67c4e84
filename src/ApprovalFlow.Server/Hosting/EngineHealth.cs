using ApprovalFlow.Persistence.Supervision;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Unhealthy when due timers have not been looked for during a minute.</summary>
internal sealed class EngineHealth(EngineHeartbeat heartbeat) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default) =>
        Task.FromResult(heartbeat.IsAlive ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Expected a tick within {EngineHeartbeat.LongestSilence.TotalSeconds:0} seconds, but there has been none for {heartbeat.Silence.TotalSeconds:0}."));
}

/// <summary>Watches the ticks from outside them.</summary>
internal sealed partial class HeartbeatWatch(EngineHeartbeat heartbeat, ILogger<HeartbeatWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await heartbeat.WatchAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "The heartbeat could not be looked at; it is tried again")]
    private partial void LogFailed(Exception exception);
}
