using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Server.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Closes a page of the ledger with the first tick of every day in China. A server that was down over midnight closes it when it is back.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LedgerTick(LedgerKeeper keeper, LedgerTimestamps timestamps, LedgerState state, ServerOptions options, TimeProvider time, ILogger<LedgerTick> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await CloseAsync(cancellationToken);
            await timestamps.StampAsync(cancellationToken);
            state.Failure = null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            state.Failure = e.GetType().Name;
            LogFailed(e);
        }
    }

    private async Task CloseAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await keeper.ListAsync(null, 1, cancellation) is [var last] && last.Entry.Day >= OfficeHours.DayOf(now))
            return;
        var closed = await JobTelemetry.RunAsync(JobTelemetry.Ledger, async () => await keeper.CloseAsync(await keeper.KeyAgeAsync(cancellation) >= TimeSpan.FromDays(options.KeyDays), cancellation));
        if (closed.IsNew)
            state.Problems = closed.Problems;
        foreach (var problem in closed.Problems)
            LogBroken(closed.Page.Entry.Number, problem);
        LogClosed(closed.Page.Entry.Number, closed.Page.Entry.Leaves, closed.Page.Entry.Events, closed.Page.Entry.KeyId);
    }

    [LoggerMessage(EventId = 3304, Level = LogLevel.Information, Message = "Page {Number} of the ledger is closed: {Leaves} streams, {Events} events, key {Key}")]
    private partial void LogClosed(long number, int leaves, long events, string key);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Critical, Message = "Page {Number} of the ledger was closed over a broken journal: {Problem}")]
    private partial void LogBroken(long number, string problem);

    [LoggerMessage(EventId = 3306, Level = LogLevel.Error, Message = "The ledger could not be carried on; it is tried again")]
    private partial void LogFailed(Exception exception);
}

/// <summary>What the last tick found.</summary>
internal sealed class LedgerState
{
    public IReadOnlyList<string> Problems { get; set; } = [];
    public string? Failure { get; set; }
}

/// <summary>Unhealthy when a page was closed over a broken journal, degraded when the ledger cannot be carried on or a page waits for its timestamp.</summary>
internal sealed class LedgerHealth(LedgerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default) => Task.FromResult(
        state.Problems is [var first, ..] ? HealthCheckResult.Unhealthy(first)
        : state.Failure is { } failure ? HealthCheckResult.Degraded($"Expected the ledger to be carried on, but it failed ({failure}); the log says where.")
        : HealthCheckResult.Healthy());
}

internal static class LedgerRegistration
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public static void AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<LedgerState>();
        services.AddQuartz(quartz => quartz.ScheduleJob<LedgerTick>(trigger => trigger
            .WithIdentity("ledger").StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(Interval).RepeatForever())));
    }
}
