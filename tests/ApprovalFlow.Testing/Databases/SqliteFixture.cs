using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A database file of its own, deleted afterwards.</summary>
public sealed class SqliteFixture : DatabaseFixture
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-").FullName;

    public string ConnectionString => $"Data Source={System.IO.Path.Combine(folder, "approvalflow.db")}";

    protected override void Use(ApprovalFlowBuilder builder) => builder.UseSqlite(ConnectionString);

    protected override async Task<int> UnguardedAsync(ApprovalFlowContext context, Func<Task<int>> act)
    {
        var triggers = await context.Database.SqlQueryRaw<string>("SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        var names = await context.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        await context.Database.ExecuteSqlRawAsync(string.Join("; ", names.Select(n => "DROP TRIGGER " + n)));
        var changed = await act();
        await context.Database.ExecuteSqlRawAsync(string.Join("; ", triggers));
        return changed;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
