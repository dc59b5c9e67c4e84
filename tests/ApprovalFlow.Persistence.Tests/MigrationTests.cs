using ApprovalFlow.Persistence.Postgres;
using ApprovalFlow.Persistence.Sqlite;
using ApprovalFlow.Persistence.SqlServer;
using ApprovalFlow.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests;

/// <summary>What the migrations do to a database is approved as text; a model without its migration fails here.</summary>
public sealed class MigrationTests
{
    /// <summary>EF makes no idempotent script for SQLite; the program migrates its file itself when it starts.</summary>
    [Fact]
    public void Sqlite_script_should_be_the_approved_one() => Script(Sqlite(), "sqlite.sql", MigrationsSqlGenerationOptions.Default);

    [Fact]
    public void Postgres_script_should_be_the_approved_one() => Script(Postgres(), "postgres.sql");

    [Fact]
    public void Sql_server_script_should_be_the_approved_one() => Script(SqlServer(), "sqlserver.sql");

    [Fact]
    public void Model_should_have_a_migration_for_every_change()
    {
        foreach (ApprovalFlowContext context in new ApprovalFlowContext[] { Sqlite(), Postgres(), SqlServer() })
        {
            using (context)
                context.Database.HasPendingModelChanges().ShouldBeFalse($"Expected {context.GetType().Name} to have a migration for its model, but it has changed since: dotnet ef migrations add NAME --context {context.GetType().Name}");
        }
    }

    private static void Script(ApprovalFlowContext context, string file, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Idempotent)
    {
        using (context)
            Approved.ShouldMatch(context.GetService<IMigrator>().GenerateScript(options: options), "tests", "ApprovalFlow.Persistence.Tests", "Approved", file);
    }

    private static SqliteContext Sqlite() => new((DbContextOptions<SqliteContext>)SqliteContext.Configure(new DbContextOptionsBuilder<SqliteContext>(), "Data Source=none.db").Options);
    private static PostgresContext Postgres() => new(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql("Host=none").Options);
    private static SqlServerContext SqlServer() => new(new DbContextOptionsBuilder<SqlServerContext>().UseSqlServer("Server=none").Options);
}
