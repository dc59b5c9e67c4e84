using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Testing.Clocks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A migrated database and two processes' services upon it.</summary>
public abstract class DatabaseFixture : StoreFixture
{
    private ServiceProvider? first;
    private ServiceProvider? second;

    /// <summary>The services of the first process, as the product registers them.</summary>
    public IServiceProvider Services => first ?? throw new InvalidOperationException("Expected the fixture to be initialized, but it is not.");
    public ManualTimeProvider Time { get; } = new();
    public override StoreSet Stores => Set(first!);
    public override StoreSet Other => Set(second!);
    public IDbContextFactory<ApprovalFlowContext> Contexts => Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>();

    protected abstract void Use(ApprovalFlowBuilder builder);

    /// <summary>Another process on the same database.</summary>
    public ServiceProvider OpenProcess()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddApprovalFlow(af => Use(af.AddWorkflowsFrom(Repository.Path("workflows"))));
        return services.BuildServiceProvider();
    }

    public override async Task InitializeAsync()
    {
        first = OpenProcess();
        second = OpenProcess();
        await using var context = await Contexts.CreateDbContextAsync();
        await context.Database.MigrateAsync();
    }

    public override async Task ResetAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync();
        // Everything but accounts, which tests that have any make for themselves.
        var tables = context.Model.GetEntityTypes().Where(t => t.FindPrimaryKey() is not null).Select(t => t.GetTableName()).OfType<string>().Distinct().Where(t => t != "user_mandates" && !t.StartsWith("asp_net", StringComparison.OrdinalIgnoreCase));
        var sql = string.Join("; ", tables.Select(t => "DELETE FROM " + t));
        await UnguardedAsync(context, () => context.Database.ExecuteSqlRawAsync(sql));
    }

    /// <summary>Changes rows behind the program's back, as somebody with the database's own tools could, and answers how many.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        await using var context = await Contexts.CreateDbContextAsync();
        return await UnguardedAsync(context, () => context.Database.ExecuteSqlRawAsync(sql));
    }

    /// <summary>Without what keeps the journal from being changed, where the database itself does.</summary>
    protected virtual Task<int> UnguardedAsync(ApprovalFlowContext context, Func<Task<int>> act) => act();

    public override async Task DisposeAsync()
    {
        if (second is not null)
            await second.DisposeAsync();
        if (first is not null)
            await first.DisposeAsync();
    }

    /// <summary>The stores of a process.</summary>
    public static StoreSet Set(IServiceProvider services) => new(
        services.GetRequiredService<ICaseStore>(), services.GetRequiredService<IInbox>(), services.GetRequiredService<ITimerStore>(),
        services.GetRequiredService<IOutboxStore>(), services.GetRequiredService<IDefinitionStore>(), services.GetRequiredService<ITripStore>(), services.GetRequiredService<ILifeStore>(),
        services.GetRequiredService<IPlanStore>(), services.GetRequiredService<IMessageStore>(), services.GetRequiredService<IPacketStore>());
}
