using System.Data.Common;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ApprovalFlow.Cli.Benches;

/// <summary>A database made for one bench and removed after it, with the product's services upon it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string? server;
    private readonly string name;

    private BenchDatabase(string? server, string name, string connectionString, ServiceProvider services)
    {
        this.server = server;
        this.name = name;
        ConnectionString = connectionString;
        Services = services;
    }

    public bool IsPostgres => server is not null;
    public string ConnectionString { get; }
    public ServiceProvider Services { get; }

    /// <param name="server">Connection string of a PostgreSQL server; null: a SQLite file in the temporary folder.</param>
    public static async Task<BenchDatabase> CreateAsync(string? server)
    {
        var folder = Cli.Workflows(null) ?? throw new InvalidOperationException("Expected to run below a workflows folder, but there is none.");
        var name = "bench_" + Guid.NewGuid().ToString("N");
        if (server is not null)
            await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var connection = server is null
            ? $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("approvalflow-bench-").FullName, "bench.db")}"
            : new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ToString();
        var database = new BenchDatabase(server, name, connection, Build(server, connection, folder));
        await using var context = await database.ContextAsync();
        await context.Database.MigrateAsync();
        return database;
    }

    /// <summary>A second process on the same database, with nothing in memory.</summary>
    public ServiceProvider OpenAnother() => Build(server, ConnectionString, Cli.Workflows(null)!);

    private static ServiceProvider Build(string? server, string connection, string folder)
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => (server is null ? af.UseSqlite(connection) : af.UsePostgres(connection)).AddWorkflowsFrom(folder).Configure(o => o.CachedCases = 20_000));
        return services.BuildServiceProvider();
    }

    public Task<ApprovalFlowContext> ContextAsync() => Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();

    /// <summary>A connection with the durability the product ships with.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        if (IsPostgres)
        {
            var postgres = new NpgsqlConnection(ConnectionString);
            await postgres.OpenAsync();
            return postgres;
        }
        var sqlite = new SqliteConnection(ConnectionString);
        await sqlite.OpenAsync();
        await ExecuteAsync(sqlite, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA wal_autocheckpoint=12000");
        return sqlite;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    public async Task<double> NumberAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>Timers of cases that are not there, all due at one far instant: they cost what pending timers cost, and nothing fires.</summary>
    public async Task AddTimersAsync(int count, DateTimeOffset due)
    {
        await using var context = await ContextAsync();
        context.Timers.Add(new() { CaseNumber = "PENDING-0", BookmarkId = "1.1", Kind = "timer", Due = due, NextAttempt = due });
        await context.SaveChangesAsync();
        var columns = await TextsAsync("SELECT name FROM pragma_table_info('timers') ORDER BY cid");
        await ExecuteAsync($"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {count - 1}) INSERT INTO timers ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(c => c == "case_number" ? "'PENDING-' || n.x" : "t." + c))} FROM timers t, n WHERE t.case_number = 'PENDING-0'");
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (server is not null)
        {
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
            return;
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource)!, recursive: true);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
