using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ApprovalFlow.Persistence.Sqlite;

public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : ApprovalFlowContext(options)
{
    protected override string? BinaryCollation => null;

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString).ReplaceService<IMigrationsSqlGenerator, ClusteredTables>().AddInterceptors(new SqliteSettings());
}

/// <summary>Lets <c>dotnet ef</c> build the model; it never connects.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=design.db").Options);
}
