using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ApprovalFlow.Persistence.Postgres;

public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : ApprovalFlowContext(options)
{
    protected override string? BinaryCollation => "C";
}

/// <summary>Lets <c>dotnet ef</c> build the model; it never connects.</summary>
internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
