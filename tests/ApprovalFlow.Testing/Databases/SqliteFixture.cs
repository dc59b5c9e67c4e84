using ApprovalFlow.Persistence.Registration;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A database file of its own, deleted afterwards.</summary>
public sealed class SqliteFixture : DatabaseFixture
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-").FullName;

    public string ConnectionString => $"Data Source={System.IO.Path.Combine(folder, "approvalflow.db")}";

    protected override void Use(ApprovalFlowBuilder builder) => builder.UseSqlite(ConnectionString);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
