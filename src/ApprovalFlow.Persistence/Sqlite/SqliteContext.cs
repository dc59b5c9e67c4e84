using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ApprovalFlow.Persistence.Sqlite;

public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : ApprovalFlowContext(options)
{
    protected override string? BinaryCollation => null;
}

/// <summary>Lets <c>dotnet ef</c> build the model; it never connects.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=design.db").Options);
}
