using ApprovalFlow.Runtime.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Persistence.Registration;

/// <summary>What an installation is made of: <c>Use…</c> chooses one of, <c>Add…</c> adds one more.</summary>
public sealed class ApprovalFlowBuilder(IServiceCollection services)
{
    public IServiceCollection Services => services;

    /// <summary>One file, one machine: enough for a county. The default.</summary>
    public ApprovalFlowBuilder UseSqlite(string connectionString) => Use(DatabaseProvider.Sqlite, connectionString);
    public ApprovalFlowBuilder UsePostgres(string connectionString) => Use(DatabaseProvider.Postgres, connectionString);
    public ApprovalFlowBuilder UseSqlServer(string connectionString) => Use(DatabaseProvider.SqlServer, connectionString);

    /// <summary>The folder that holds <c>catalogue/</c> and <c>definitions/</c>. What is new there is published when the database is prepared.</summary>
    public ApprovalFlowBuilder AddWorkflowsFrom(string folder) => Configure(o => o.WorkflowFolder = folder);

    public ApprovalFlowBuilder AddOutboxHandler<THandler>() where THandler : class, IOutboxHandler
    {
        services.AddSingleton<IOutboxHandler, THandler>();
        return this;
    }

    public ApprovalFlowBuilder Configure(Action<ApprovalFlowOptions> configure)
    {
        services.Configure(configure);
        return this;
    }

    private ApprovalFlowBuilder Use(DatabaseProvider provider, string connectionString) => Configure(o =>
    {
        o.Provider = provider;
        o.ConnectionString = connectionString;
    });
}
