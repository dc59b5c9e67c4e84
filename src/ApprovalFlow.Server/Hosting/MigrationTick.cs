using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Server.Telemetry;
using Quartz;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Goes on with the migration plans that are under way: after a restart as before it. Beside the timers, so that neither waits for the other.</summary>
[DisallowConcurrentExecution]
internal sealed class MigrationTick(PlanRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await JobTelemetry.RunAsync(JobTelemetry.Migration, () => runner.RunNextAsync(cancellationToken), found => found))
        {
        }
    }
}
