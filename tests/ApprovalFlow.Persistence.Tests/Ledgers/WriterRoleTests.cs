using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Ledgers;

/// <summary>Whoever holds the server's own account can add to the journal and nothing else.</summary>
[Needs(NeedsAttribute.Postgres)]
public sealed class WriterRoleTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly string Role = "af_writer_" + Guid.NewGuid().ToString("N")[..8];

    [ProviderFact]
    public async Task Server_should_do_a_whole_case_under_its_own_account_and_be_refused_to_touch_the_journal()
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            string[] statements = [$"CREATE ROLE {Role} LOGIN PASSWORD 'writer'", .. WriterRole.Grants(DatabaseProvider.Postgres, context, Role), .. WriterRole.Grants(DatabaseProvider.Postgres, context, Role)];
            foreach (var statement in statements)
                await context.Database.ExecuteSqlRawAsync(statement);
        }
        var connection = new NpgsqlConnectionStringBuilder(fixture.ConnectionString) { Username = Role, Password = "writer" }.ToString();
        try
        {
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(fixture.Time);
            services.AddApprovalFlow(af => af.UsePostgres(connection).AddWorkflowsFrom(ApprovalFlow.Testing.Repository.Path("workflows")));
            await using (var server = services.BuildServiceProvider())
            {
                await server.GetRequiredService<DatabaseSetup>().PrepareAsync();
                var house = House.Open(DatabaseFixture.Set(server), fixture.Time);
                await house.RegisterAsync("W-1", "FGW-001-A", (await server.GetRequiredService<DefinitionCatalog>().FindInForceAsync("FGW-001-A", new(2026, 11, 23), null))!.Hash);
                await house.WalkToEndAsync("W-1");
                await server.GetRequiredService<ReadLog>().AddAsync("W-1", new("u-1", "审计员", "page"));
                var keys = new LedgerKeys(Directory.CreateTempSubdirectory("approvalflow-keys-").FullName);
                (await new LedgerKeeper(server.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>(), keys, fixture.Time).CloseAsync()).Problems.ShouldBeEmpty();
                Directory.Delete(keys.Folder, recursive: true);
                await foreach (var batch in server.GetRequiredService<ChainVerifier>().VerifyAsync())
                    batch.Streams.SelectMany(s => s.Problems).ShouldBeEmpty();
                await using var context = await server.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
                foreach (var table in WriterRole.AppendOnly)
                    foreach (var sql in new[] { "DELETE FROM " + table, "TRUNCATE " + table, "UPDATE " + table + " SET at = 0" })
                        if (!(table == "ledger_leaves" && sql.StartsWith("UPDATE", StringComparison.Ordinal)))
                            (await Should.ThrowAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync(sql), sql)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await using var context = await fixture.Contexts.CreateDbContextAsync();
            string[] statements = [$"DROP OWNED BY {Role}", $"DROP ROLE {Role}"];
            foreach (var statement in statements)
                await context.Database.ExecuteSqlRawAsync(statement);
        }
    }

    [ProviderFact]
    public async Task Grants_should_be_refused_for_a_name_that_could_be_anything_else()
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        foreach (var name in new[] { "", "a b", "x; DROP TABLE journal", "Über", "1st", "a\"b" })
            Should.Throw<ArgumentException>(() => WriterRole.Grants(DatabaseProvider.Postgres, context, name));
        Should.Throw<ArgumentException>(() => WriterRole.Grants(DatabaseProvider.Sqlite, context, "server"));
    }
}

public sealed class AppendOnlyTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task File_should_refuse_to_change_or_remove_what_was_appended()
    {
        await fixture.ResetAsync();
        var house = House.Open(fixture.Stores, fixture.Time);
        await house.RegisterAsync("T-1", "GSJ-001-A", await house.PublishAsync("GSJ-001-A"));
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        foreach (var sql in new[] { "DELETE FROM journal", "UPDATE journal SET at = 0" })
            (await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => context.Database.ExecuteSqlRawAsync(sql), sql)).Message.ShouldContain("only ever appended to");
        (await context.Journal.SingleAsync()).At.ShouldBe(fixture.Time.GetUtcNow());
    }
}
