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

public enum DatabaseProvider { Sqlite, Postgres, SqlServer }

public sealed class ApprovalFlowOptions
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;
    public string ConnectionString { get; set; } = "Data Source=approvalflow.db";
    public string WorkflowFolder { get; set; } = "workflows";
    /// <summary>Cases whose state is kept in memory.</summary>
    public int CachedCases { get; set; } = 2_000;
    /// <summary>How often a command is decided again because another process changed the case meanwhile.</summary>
    public int Retries { get; set; } = 10;
    /// <summary>Commands that one transaction carries at most.</summary>
    public int GroupSize { get; set; } = 128;
}
