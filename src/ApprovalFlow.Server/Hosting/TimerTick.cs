using ApprovalFlow.Persistence.Supervision;
using ApprovalFlow.Runtime.Timers;
using Quartz;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Quartz only ticks: due timers are rows of ours, and losing the scheduler loses nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class TimerTick(TimerPump pump, EngineHeartbeat heartbeat) : IJob
{
    private const int Batch = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (await pump.FireDueAsync(Batch, cancellationToken) == Batch)
        {
        }
        await heartbeat.TickedAsync(cancellationToken);
    }
}

internal static class TimerRegistration
{
    public static void AddTimers(this IServiceCollection services, ServerOptions options)
    {
        services.AddQuartz(quartz =>
        {
            var often = SimpleScheduleBuilder.Create().WithInterval(TimeSpan.FromSeconds(options.TimerSeconds)).RepeatForever();
            quartz.ScheduleJob<TimerTick>(trigger => trigger.WithIdentity("timers").StartNow().WithSchedule(often));
            quartz.ScheduleJob<MigrationTick>(trigger => trigger.WithIdentity("migrations").StartNow().WithSchedule(often));
        });
        services.AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true);
    }
}
