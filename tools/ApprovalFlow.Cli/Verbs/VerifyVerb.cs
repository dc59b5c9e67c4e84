using System.CommandLine;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Checks the journal of a database: every hash, every link, and that the lists say what the journal says.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var sqlite = new Option<FileInfo?>("--sqlite") { Description = "A SQLite file (default: approvalflow.db)." };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL database." };
        var workflows = Cli.WorkflowsOption();
        var command = ExamplesHelp.With(new Command("verify", "Checks every case's chain of hashes and everything computed from it.") { sqlite, postgres, workflows }, "verify", "verify --sqlite demo.db");
        command.SetAction(async (parse, cancellation) => (int)await RunAsync(parse.GetValue(sqlite), parse.GetValue(postgres), parse.GetValue(workflows), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(FileInfo? sqlite, string? postgres, DirectoryInfo? workflows, CancellationToken cancellation)
    {
        if (Cli.Workflows(workflows) is not { } folder)
            return ExitCode.NotFound;
        var file = sqlite ?? new FileInfo("approvalflow.db");
        if (postgres is null && !file.Exists)
        {
            Console.Error.WriteLine($"Expected a database '{file}', but there is none.");
            return ExitCode.NotFound;
        }
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => (postgres is not null ? af.UsePostgres(postgres) : af.UseSqlite($"Data Source={file.FullName}")).AddWorkflowsFrom(folder));
        await using var provider = services.BuildServiceProvider();
        var (cases, events, broken) = (0, 0L, 0);
        await foreach (var verified in provider.GetRequiredService<JournalVerifier>().VerifyAsync(cancellation))
        {
            cases++;
            events += verified.Events;
            if (verified.Problems.Count > 0)
                broken++;
            foreach (var problem in verified.Problems)
                Console.WriteLine(problem);
        }
        Console.WriteLine($"{cases} cases, {events} events, {broken} broken");
        return broken == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
