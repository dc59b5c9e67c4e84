using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Telemetry;
using Quartz;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Prunes what only grows and proves nothing, every hour and in small batches.</summary>
[DisallowConcurrentExecution]
internal sealed partial class HousekeepingTick(Housekeeper keeper, HousekeepingState state, ILogger<HousekeepingTick> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var done = await JobTelemetry.RunAsync(JobTelemetry.Housekeeping, () => keeper.RunAsync(cancellationToken), figures => figures.Total > 0);
            state.Last = done;
            if (done.Total > 0)
                LogPruned(done.Forgotten, done.Emptied, done.Messages, done.Notices, done.Reminders);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(EventId = 3320, Level = LogLevel.Information, Message = "Pruned: {Forgotten} keys forgotten, {Emptied} emptied, {Messages} messages without words, {Notices} notices, {Reminders} reminders")]
    private partial void LogPruned(int forgotten, int emptied, int messages, int notices, int reminders);

    [LoggerMessage(EventId = 3321, Level = LogLevel.Error, Message = "Pruning broke off; it goes on with the next tick")]
    private partial void LogFailed(Exception exception);
}

/// <summary>What the last pass did.</summary>
public sealed class HousekeepingState
{
    public HousekeepingFigures? Last { get; set; }
}

internal static class HousekeepingRegistration
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1), Rest = TimeSpan.FromMinutes(5);

    public static void AddHousekeeping(this IServiceCollection services)
    {
        services.AddSingleton<HousekeepingState>();
        // Not with the first seconds: they belong to those who were waiting for the server.
        services.AddQuartz(quartz => quartz.ScheduleJob<HousekeepingTick>(trigger => trigger
            .WithIdentity("housekeeping").StartAt(TimeProvider.System.GetUtcNow() + Rest).WithSimpleSchedule(schedule => schedule.WithInterval(Interval).RepeatForever())));
    }
}
