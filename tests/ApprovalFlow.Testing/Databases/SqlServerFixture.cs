using ApprovalFlow.Persistence.Registration;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A database of its own on the SQL Server that APPROVALFLOW_TEST_SQLSERVER names.</summary>
public sealed class SqlServerFixture : DatabaseFixture
{
    private readonly string name = "af_" + Guid.NewGuid().ToString("N");

    public static string? Server => Environment.GetEnvironmentVariable("APPROVALFLOW_TEST_SQLSERVER") is { Length: > 0 } named ? named : null;

    protected override void Use(ApprovalFlowBuilder builder) =>
        builder.UseSqlServer(new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString());

    public override Task InitializeAsync() => Server is null ? Task.CompletedTask : base.InitializeAsync();

    public override async Task DisposeAsync()
    {
        if (Server is null)
            return;
        await using (var context = await Contexts.CreateDbContextAsync())
            await context.Database.EnsureDeletedAsync();
        await base.DisposeAsync();
    }
}
