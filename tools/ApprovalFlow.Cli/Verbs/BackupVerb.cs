using System.CommandLine;
using ApprovalFlow.Persistence.Backups;
using ApprovalFlow.Persistence.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>A copy of the database while the server runs, and the way back.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var database = new DatabaseChoice();
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A new or empty folder." };
        var command = ExamplesHelp.With(new Command("backup", "Copies the database into a folder while the server runs. The key folder is not in it: back it up elsewhere.") { folder }, "backup /backup/2026-11-22", "backup /backup/2026-11-22 --sqlite demo.db");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse);
            return (int)(services is null ? ExitCode.NotFound : await TryAsync(async () =>
            {
                Write("Backed up", await services.GetRequiredService<DatabaseBackup>().WriteAsync(parse.GetValue(folder)!.FullName, cancellation));
                return ExitCode.Ok;
            }));
        });
        return command;
    }

    public static Command CreateRestore()
    {
        var database = new DatabaseChoice();
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A backup." };
        var command = ExamplesHelp.With(new Command("restore", "Makes a database out of a backup and checks every chain of it. Nothing that is there is overwritten.") { folder }, "restore /backup/2026-11-22", "restore /backup/2026-11-22 --sqlite again.db");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse, mustExist: false);
            return (int)(services is null ? ExitCode.NotFound : await TryAsync(async () =>
            {
                Write("Restored", await services.GetRequiredService<DatabaseBackup>().RestoreAsync(parse.GetValue(folder)!.FullName, cancellation));
                var broken = 0;
                await foreach (var batch in services.GetRequiredService<ChainVerifier>().VerifyAsync(cancellation: cancellation))
                    foreach (var problem in batch.Streams.SelectMany(s => s.Problems))
                    {
                        Console.WriteLine(problem);
                        broken++;
                    }
                Console.WriteLine($"{broken} broken");
                return broken == 0 ? ExitCode.Ok : ExitCode.Failed;
            }));
        });
        return command;
    }

    private static void Write(string done, BackupManifest manifest) =>
        Console.WriteLine($"{done}: {manifest.Facts.Cases} cases, {manifest.Facts.Lines} lines of the journal, page {manifest.Facts.LedgerPage} of the ledger, as of {manifest.At:yyyy-MM-dd HH:mm:ss} UTC, {manifest.Length} bytes");

    private static async Task<ExitCode> TryAsync(Func<Task<ExitCode>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }
}
