using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Three questions: does the process answer, may it be given requests, is everything in order.</summary>
internal static class HealthSetup
{
    public const string All = "/health", Live = "/health/live", Ready = "/health/ready";
    /// <summary>What must hold for requests to be answered here; the rest may be degraded while cases go on.</summary>
    private const string ForRequests = "requests";

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DiskSpace>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [ForRequests]).AddCheck<EngineHealth>("engine").AddCheck<LedgerHealth>("ledger").AddCheck<OutboxHealth>("outbox").AddCheck<DiskHealth>("disk", tags: [ForRequests]);
        services.AddSingleton<IHealthCheckPublisher, HealthNews>();
    }

    /// <summary>Answers are one word: what is wrong stands in the log, which is not for everybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(All).AllowAnonymous();
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks(Ready, new HealthCheckOptions { Predicate = check => check.Tags.Contains(ForRequests) }).AllowAnonymous();
    }
}

/// <summary>Says once when something is no longer in order, and once when it is again.</summary>
internal sealed partial class HealthNews(ILogger<HealthNews> logger) : IHealthCheckPublisher
{
    private static readonly Gauge<double> Health = Instruments.Gauge("approvalflow.health", "1", "What each health check says: 0 in order, 1 degraded, 2 not in order.", "check");
    private readonly ConcurrentDictionary<string, HealthStatus> known = [];

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (check, entry) in report.Entries)
        {
            Health.Record(entry.Status switch { HealthStatus.Healthy => 0, HealthStatus.Degraded => 1, _ => 2 }, new KeyValuePair<string, object?>("check", check));
            var before = known.GetValueOrDefault(check, HealthStatus.Healthy);
            known[check] = entry.Status;
            if (entry.Status == before)
                continue;
            if (entry.Status == HealthStatus.Healthy)
                LogWell(check);
            else
                LogIll(entry.Status == HealthStatus.Degraded ? LogLevel.Warning : LogLevel.Error, check, entry.Status, entry.Description);
        }
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 3302, Message = "Health check {Check} is {Status}: {Description}")]
    private partial void LogIll(LogLevel level, string check, HealthStatus status, string? description);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Information, Message = "Health check {Check} is in order again")]
    private partial void LogWell(string check);
}
