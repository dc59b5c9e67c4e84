using System.CommandLine;
using ApprovalFlow.Persistence.Retention;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Removes what two persons have agreed to remove; run by whoever has the account that owns the tables.</summary>
internal static class RedactVerb
{
    public static Command Create()
    {
        var database = new DatabaseChoice();
        var cases = new Argument<string[]>("CASE") { Description = "Numbers of cases (default: every case whose removal is agreed to).", Arity = ArgumentArity.ZeroOrMore };
        var by = new Option<string?>("--operator") { Description = "Who runs this; it stands in the record for ever." };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var keep = new Option<bool>("--no-compact") { Description = "Do not give back the space now. Until that is done a copy of the files may hold what was removed." };
        var command = ExamplesHelp.With(new Command("redact", "Removes what two persons have agreed to remove, case by case: each is verified first, and is done whole or not at all. Needs the account that owns the tables.") { cases, by, dry, keep },
            "redact --dry-run", "redact --operator 运维员", "redact FGW-001-A-2026-000001 --operator 运维员 --postgres \"Host=localhost;Username=owner;Database=approvalflow\"");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (only, name) = (parse.GetValue(dry), parse.GetValue(by)?.Trim());
            if (!only && string.IsNullOrEmpty(name))
            {
                Console.Error.WriteLine("Expected --operator NAME, which stands in the record, or --dry-run.");
                return (int)ExitCode.Usage;
            }
            await using var services = database.Open(parse);
            return (int)(services is null ? ExitCode.NotFound : await RunAsync(services.GetRequiredService<ContentRemover>(), parse.GetValue(cases)!, only ? null : name, !parse.GetValue(keep), cancellation));
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(ContentRemover remover, string[] named, string? by, bool compacts, CancellationToken cancellation)
    {
        var numbers = named.Length > 0 ? named : [.. await remover.WaitingAsync(cancellation)];
        var (done, refused) = (0, 0);
        try
        {
            using (var progress = new Progress("cases", numbers.Length))
                foreach (var number in numbers)
                {
                    var report = await remover.RunAsync(number, by, cancellation);
                    foreach (var reason in report.Reasons)
                        Console.WriteLine($"{number}: {reason.Message}");
                    if (report.Reasons.Count == 0)
                        Console.WriteLine($"{number}: {report.Events} events, {report.Papers} files, {report.Messages} messages {(report.Record is { } record ? $"removed, record {record}" : "would go")}{(report.Shared > 0 ? $"; {report.Shared} files stay because other cases name them" : "")}");
                    (done, refused) = report.Reasons.Count == 0 ? (done + 1, refused) : (done, refused + 1);
                    progress.Step();
                }
            if (by is not null && compacts && await remover.IsCompactionOwedAsync(cancellation))
                await remover.CompactAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or DbUpdateException or PostgresException or SqliteException)
        {
            Console.Error.WriteLine((e.InnerException ?? e).Message);
            Console.WriteLine($"{done} done before that; run it again to go on");
            return ExitCode.Failed;
        }
        Console.WriteLine($"{done} cases {(by is null ? "would lose content" : "done")}, {refused} refused{(by is not null && await remover.IsCompactionOwedAsync(cancellation) ? "; space that held removed content is not given back yet" : "")}");
        return refused == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
