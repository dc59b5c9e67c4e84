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
        services.AddQuartz(quartz => quartz.ScheduleJob<TimerTick>(trigger => trigger
            .WithIdentity("timers").StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(options.TimerSeconds)).RepeatForever())));
        services.AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true);
    }
}
