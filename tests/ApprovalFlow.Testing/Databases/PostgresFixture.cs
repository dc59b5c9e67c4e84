using ApprovalFlow.Persistence.Registration;
using Npgsql;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A database of its own on a real PostgreSQL.</summary>
public sealed class PostgresFixture : DatabaseFixture
{
    private readonly string name = "af_" + Guid.NewGuid().ToString("N");

    public string ConnectionString => new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = name, MaxPoolSize = 20 }.ToString();

    protected override void Use(ApprovalFlowBuilder builder) => builder.UsePostgres(ConnectionString);

    public override async Task InitializeAsync()
    {
        if (!PostgresServer.IsAvailable)
            return;
        await ExecuteAsync($"CREATE DATABASE {name}");
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        if (!PostgresServer.IsAvailable)
            return;
        await base.DisposeAsync();
        await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
