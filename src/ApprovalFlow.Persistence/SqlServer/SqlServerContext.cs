using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ApprovalFlow.Persistence.SqlServer;

public sealed class SqlServerContext(DbContextOptions<SqlServerContext> options) : ApprovalFlowContext(options)
{
    protected override string? BinaryCollation => "Latin1_General_100_BIN2";
}

/// <summary>Lets <c>dotnet ef</c> build the model; it never connects.</summary>
internal sealed class SqlServerContextFactory : IDesignTimeDbContextFactory<SqlServerContext>
{
    public SqlServerContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerContext>().UseSqlServer("Server=localhost;Database=design").Options);
}
