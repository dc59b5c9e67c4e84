using System.Data;
using System.Security.Cryptography;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Sqlite;
using ApprovalFlow.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ApprovalFlow.Persistence.Backups;

/// <summary>Copies the database while the server runs, and makes a database of a copy again.</summary>
/// <remarks>
/// A copy is of one instant: SQLite's <c>VACUUM INTO</c> and PostgreSQL's <c>pg_dump</c> read a snapshot. The key folder and the folder <c>workflows/</c> are not in it: keys
/// belong elsewhere than what they sign, and workflows come with the program. What is there already is never overwritten, neither a backup nor a database.
/// </remarks>
public sealed class DatabaseBackup(IDbContextFactory<ApprovalFlowContext> contexts, IOptions<ApprovalFlowOptions> options, TimeProvider time)
{
    private const string Manifest = "backup.json", SqliteCopy = "approvalflow.db", PostgresCopy = "approvalflow.dump";

    /// <summary>Writes a backup into a folder that is new or empty.</summary>
    /// <exception cref="InvalidDataException">The folder holds something.</exception>
    /// <exception cref="IOException">It cannot be written, or PostgreSQL's programs refuse.</exception>
    public async Task<BackupManifest> WriteAsync(string folder, CancellationToken cancellation = default)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InvalidDataException($"Expected a new or an empty folder for the backup, but '{folder}' holds something.");
        Directory.CreateDirectory(folder);
        var at = time.GetUtcMilliseconds();
        var provider = options.Value.Provider;
        var file = provider switch
        {
            DatabaseProvider.Sqlite => SqliteCopy, DatabaseProvider.Postgres => PostgresCopy,
            _ => throw new NotSupportedException("Expected SQLite or PostgreSQL: SQL Server has BACKUP DATABASE of its own."),
        };
        var copy = Path.Combine(folder, file);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var (facts, migration) = provider == DatabaseProvider.Sqlite ? await CopySqliteAsync(context, copy, cancellation) : await DumpAsync(context, copy, cancellation);
        var manifest = new BackupManifest(at, provider.ToString(), migration, file, new FileInfo(copy).Length, await HashAsync(copy, cancellation), facts);
        // Last of all: a backup that was cut short has no description, and is none.
        await File.WriteAllBytesAsync(Path.Combine(folder, Manifest), manifest.ToBytes(), cancellation);
        return manifest;
    }

    /// <summary>Makes the database of this installation out of a backup.</summary>
    /// <exception cref="InvalidDataException">The backup is damaged or of another kind of database, a database is there already, or what came out is not what went in.</exception>
    /// <exception cref="IOException">It cannot be read or written, or PostgreSQL's programs refuse.</exception>
    public async Task<BackupManifest> RestoreAsync(string folder, CancellationToken cancellation = default)
    {
        var described = Path.Combine(folder, Manifest);
        if (!File.Exists(described))
            throw new InvalidDataException($"Expected a backup in '{folder}', but there is no '{Manifest}': it is another folder, or the backup was cut short.");
        var manifest = BackupManifest.Read(await File.ReadAllBytesAsync(described, cancellation));
        if (manifest.Provider != options.Value.Provider.ToString())
            throw new InvalidDataException($"Expected a backup of {options.Value.Provider}, but it is of {manifest.Provider}.");
        if (manifest.File is not (SqliteCopy or PostgresCopy))
            throw new InvalidDataException($"Expected the copy to be called '{SqliteCopy}' or '{PostgresCopy}', but it is called '{manifest.File}'.");
        var copy = Path.Combine(folder, manifest.File);
        if (!File.Exists(copy) || new FileInfo(copy).Length != manifest.Length || await HashAsync(copy, cancellation) != manifest.Hash)
            throw new InvalidDataException($"Expected '{copy}' to be the copy of {manifest.Length} bytes that '{Manifest}' describes, but it is gone, cut off or changed.");
        if (options.Value.Provider == DatabaseProvider.Sqlite)
            PlaceSqlite(copy);
        else
            await LoadAsync(copy, cancellation);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var facts = await FactsAsync(context, cancellation);
        return facts == manifest.Facts ? manifest : throw new InvalidDataException($"Expected the restored database to hold {manifest.Facts}, but it holds {facts}.");
    }

    private static async Task<(BackupFacts, string Migration)> CopySqliteAsync(ApprovalFlowContext context, string copy, CancellationToken cancellation)
    {
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancellation);
        // What is described is the copy, not the database that went on meanwhile.
        var there = new DbContextOptionsBuilder<SqliteContext>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString()).Options;
        await using var copied = new SqliteContext(there);
        var check = (await copied.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync(cancellation)).FirstOrDefault();
        if (check != "ok")
            throw new IOException($"Expected the copy '{copy}' to be sound, but SQLite says: {check}");
        return (await FactsAsync(copied, cancellation), await MigrationAsync(copied, cancellation));
    }

    private void PlaceSqlite(string copy)
    {
        var target = Path.GetFullPath(new SqliteConnectionStringBuilder(options.Value.ConnectionString).DataSource);
        foreach (var there in new[] { target, target + "-wal", target + "-shm" }.Where(File.Exists))
            throw new InvalidDataException($"Expected no database where the backup goes, but '{there}' is there. Move it away first.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        // Under another name until it is whole and on the disk.
        var partial = target + ".restoring";
        using (var from = File.OpenRead(copy))
        using (var to = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }
        File.Move(partial, target);
    }

    private async Task<(BackupFacts, string Migration)> DumpAsync(ApprovalFlowContext context, string copy, CancellationToken cancellation)
    {
        // The figures and the dump are of the same snapshot.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var snapshot = (await context.Database.SqlQueryRaw<string>("SELECT pg_export_snapshot() AS \"Value\"").ToListAsync(cancellation))[0];
        var (facts, migration) = (await FactsAsync(context, cancellation), await MigrationAsync(context, cancellation));
        await PostgresProgram.RunAsync("pg_dump", options.Value.ConnectionString, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={copy}"], cancellation);
        return (facts, migration);
    }

    private async Task LoadAsync(string copy, CancellationToken cancellation)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellation))
            if ((await context.Database.SqlQueryRaw<string>("SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'public' LIMIT 1").ToListAsync(cancellation)).FirstOrDefault() is { } table)
                throw new InvalidDataException($"Expected an empty database where the backup goes, but it has table '{table}'. Make a new one.");
        await PostgresProgram.RunAsync("pg_restore", options.Value.ConnectionString, ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname", new NpgsqlConnectionStringBuilder(options.Value.ConnectionString).Database!, copy], cancellation);
    }

    private static async Task<BackupFacts> FactsAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        var last = await context.LedgerPages.AsNoTracking().OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellation);
        return new(await context.Cases.LongCountAsync(cancellation), await context.Journal.LongCountAsync(cancellation), last?.Number ?? 0,
            last is null ? "" : Convert.ToHexStringLower(LedgerKeeper.Page(last).Entry.Hash()), await context.Feed.MaxAsync(f => (long?)f.Number, cancellation) ?? 0);
    }

    private static async Task<string> MigrationAsync(ApprovalFlowContext context, CancellationToken cancellation) => (await context.Database.GetAppliedMigrationsAsync(cancellation)).LastOrDefault() ?? "";

    private static async Task<string> HashAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}
