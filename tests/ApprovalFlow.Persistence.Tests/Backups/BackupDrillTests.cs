using ApprovalFlow.Persistence.Backups;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Backups;

/// <summary>The drill: a database that people work on is copied, lost, made again, checked with its ledger, and worked on.</summary>
public abstract class BackupDrill(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "approvalflow-drill-" + Path.GetRandomFileName());
    private LedgerKeys Keys => new(Path.Combine(folder, "keys"));

    /// <summary>A place for a second database that nothing lies in yet.</summary>
    protected abstract Task<Action<ApprovalFlowBuilder>> ElsewhereAsync();

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
    }

    public virtual Task DisposeAsync()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    protected string In(string name) => Path.Combine(folder, name);

    private ServiceProvider Open(Action<ApprovalFlowBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(fixture.Time);
        services.AddApprovalFlow(af => use(af.AddWorkflowsFrom(Repository.Path("workflows")).Configure(o => o.KeyFolder = Path.Combine(folder, "keys"))));
        return services.BuildServiceProvider();
    }

    [ProviderFact]
    public async Task What_was_committed_before_the_copy_should_come_back_whole_and_go_on()
    {
        var house = House.Open(fixture.Stores, fixture.Time);
        var definition = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync("B-0", "FGW-001-A", definition);
        await house.WalkToEndAsync("B-0");
        var page = await new LedgerKeeper(fixture.Contexts, Keys, fixture.Time).CloseAsync();

        // People go on working while the copy is made.
        var working = Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            await house.RegisterAsync($"B-{i}", "FGW-001-A", definition);
            await house.WalkToEndAsync($"B-{i}");
        })));
        var manifest = await fixture.Services.GetRequiredService<DatabaseBackup>().WriteAsync(In("one"));
        await working;
        manifest.Facts.ShouldSatisfyAllConditions(f => f.Cases.ShouldBeInRange(1, 9), f => f.LedgerPage.ShouldBe(1), f => f.LedgerHash.ShouldBe(Convert.ToHexStringLower(page.Page.Entry.Hash())));

        // The machine is lost; another one starts from the copy and the keys.
        await using var again = Open(await ElsewhereAsync());
        (await again.GetRequiredService<DatabaseBackup>().RestoreAsync(In("one"))).ShouldBe(manifest);
        await foreach (var batch in again.GetRequiredService<ChainVerifier>().VerifyAsync())
            batch.Streams.SelectMany(s => s.Problems).ShouldBeEmpty();
        await foreach (var verified in again.GetRequiredService<JournalVerifier>().VerifyAsync())
            verified.Problems.ShouldBeEmpty();
        await foreach (var verified in again.GetRequiredService<LedgerVerifier>().VerifyAsync(Keys.Find(page.Page.Entry.KeyId)!))
            verified.Problems.ShouldBeEmpty();

        var next = House.Open(DatabaseFixture.Set(again), fixture.Time);
        await next.RegisterAsync("B-99", "FGW-001-A", definition);
        await next.WalkToEndAsync("B-99");
        (await again.GetRequiredService<LedgerKeeper>().CloseAsync()).ShouldSatisfyAllConditions(p => p.Page.Entry.Number.ShouldBe(2), p => p.Problems.ShouldBeEmpty());
    }

    [ProviderFact]
    public async Task Damaged_or_unfinished_backup_and_place_that_is_taken_should_be_refused_and_nothing_changed()
    {
        var house = House.Open(fixture.Stores, fixture.Time);
        await house.RegisterAsync("B-0", "FGW-001-A", await house.PublishAsync("FGW-001-A"));
        var backup = fixture.Services.GetRequiredService<DatabaseBackup>();
        var manifest = await backup.WriteAsync(In("one"));
        (await Should.ThrowAsync<InvalidDataException>(() => backup.WriteAsync(In("one")))).Message.ShouldContain("holds something");
        // The database that it was made from is still there.
        (await Should.ThrowAsync<InvalidDataException>(() => backup.RestoreAsync(In("one")))).Message.ShouldMatch("Move it away first|Make a new one");
        (await house.StateAsync("B-0")).Exists.ShouldBeTrue();

        await using var again = Open(await ElsewhereAsync());
        var other = again.GetRequiredService<DatabaseBackup>();
        (await Should.ThrowAsync<InvalidDataException>(() => other.RestoreAsync(folder))).Message.ShouldContain("or the backup was cut short");
        var copy = Path.Combine(In("one"), manifest.File);
        var bytes = await File.ReadAllBytesAsync(copy);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);
        (await Should.ThrowAsync<InvalidDataException>(() => other.RestoreAsync(In("one")))).Message.ShouldContain("gone, cut off or changed");
        await File.WriteAllBytesAsync(copy, bytes[..^100]);
        (await Should.ThrowAsync<InvalidDataException>(() => other.RestoreAsync(In("one")))).Message.ShouldContain("gone, cut off or changed");
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);
        (await other.RestoreAsync(In("one"))).Facts.ShouldBe(manifest.Facts);
    }
}

public sealed class SqliteBackupDrillTests(SqliteFixture fixture) : BackupDrill(fixture), IClassFixture<SqliteFixture>
{
    protected override Task<Action<ApprovalFlowBuilder>> ElsewhereAsync() => Task.FromResult<Action<ApprovalFlowBuilder>>(af => af.UseSqlite($"Data Source={In("again.db")};Pooling=False"));
}

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresBackupDrillTests(PostgresFixture fixture) : BackupDrill(fixture), IClassFixture<PostgresFixture>
{
    private readonly string name = "af_" + Guid.NewGuid().ToString("N");
    private bool made;

    protected override async Task<Action<ApprovalFlowBuilder>> ElsewhereAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {name}");
        made = true;
        return af => af.UsePostgres(new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = name, Pooling = false }.ToString());
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (made)
            await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
