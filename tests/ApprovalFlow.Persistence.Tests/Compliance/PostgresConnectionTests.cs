using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Npgsql;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Compliance;

/// <summary>The journal's writers keep their connections; a server may end them at any time.</summary>
[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresConnectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [ProviderFact]
    public async Task Store_should_write_again_when_the_server_had_ended_its_connections()
    {
        await postgres.ResetAsync();
        var store = postgres.Stores.Cases;
        (await store.CommitAsync(Commits.Registered("K-1", "甲"))).ShouldBe(CommitOutcome.Stored);
        await EndConnectionsAsync();

        // Each writer finds out once, and says so; what it was given is not stored then.
        var failures = 0;
        for (var i = 0; i < 4; i++)
        {
            var commit = Commits.Registered($"K-2-{i}", "乙");
            try
            {
                (await store.CommitAsync(commit)).ShouldBe(CommitOutcome.Stored);
                (await store.LoadAsync(commit.CaseNumber, 0)).ShouldNotBeNull();
            }
            catch (NpgsqlException)
            {
                failures++;
                (await store.LoadAsync(commit.CaseNumber, 0)).ShouldBeNull();
            }
        }
        failures.ShouldBeInRange(1, 2);
    }

    private async Task EndConnectionsAsync()
    {
        // Not from a pool: the one that ends the others must not be one of them.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync();
    }
}
