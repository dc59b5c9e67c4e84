using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Brings the database up to date before anything is served.</summary>
internal sealed class Preparation(IServiceScopeFactory scopes, ServerOptions options) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        if (options.DemoUsers)
            await scope.ServiceProvider.GetRequiredService<DemoUsers>().PrepareAsync(cancellation);
    }

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellation)
    {
        // Definitions that were read, compared and compiled once are most of what a start leaves behind; without load nothing else would give it back.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellation) => Task.CompletedTask;
}
