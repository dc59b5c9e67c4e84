using System.CommandLine;
using ApprovalFlow.Cli.Benches;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Runtime.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Fills a database with cases at every stage, for demonstrations and measurements.</summary>
internal static class SeedVerb
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "How many cases.", Required = true };
        var sqlite = new Option<FileInfo?>("--sqlite") { Description = "A SQLite file; made when it is not there (default: approvalflow.db)." };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL database." };
        var seed = new Option<int>("--seed") { Description = "Same number, same mix of cases.", DefaultValueFactory = _ => 1 };
        var workflows = Cli.WorkflowsOption();
        var command = ExamplesHelp.With(
            new Command("seed", "Registers cases of many flows and moves each to a random stage. Everything goes through the product's own commands.") { cases, sqlite, postgres, seed, workflows },
            "seed --cases 1000", "seed --cases 500 --sqlite demo.db --seed 7");
        command.Validators.Add(result =>
        {
            if (result.GetValue(cases) < 1)
                result.AddError("Expected --cases to be at least 1.");
            if (result.GetValue(sqlite) is not null && result.GetValue(postgres) is not null)
                result.AddError("Expected either --sqlite or --postgres.");
        });
        command.SetAction(async (parse, cancellation) => (int)await RunAsync(
            parse.GetValue(cases), parse.GetValue(sqlite), parse.GetValue(postgres), parse.GetValue(seed), parse.GetValue(workflows), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(int cases, FileInfo? sqlite, string? postgres, int seed, DirectoryInfo? workflows, CancellationToken cancellation)
    {
        if (Cli.Workflows(workflows) is not { } folder)
            return ExitCode.NotFound;
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => (postgres is not null ? af.UsePostgres(postgres) : af.UseSqlite($"Data Source={sqlite?.FullName ?? "approvalflow.db"}")).AddWorkflowsFrom(folder));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        var catalogue = provider.GetRequiredService<ApprovalCatalogue>();
        var hashes = (await provider.GetRequiredService<DefinitionQuery>().ListAsync(cancellation)).ToDictionary(d => d.FlowCode, d => d.Hash);
        var numbers = provider.GetRequiredService<CaseNumbers>();
        var desk = new Desk(provider);

        using var progress = new Progress("seeding", cases);
        var gate = new Lock();
        var done = 0;
        await Parallel.ForAsync(0, cases, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellation }, async (i, token) =>
        {
            // A generator per case: the same whatever the order in which the cases come.
            var random = new Random(unchecked((seed * 1_000_003) + i));
            var flow = catalogue.Flows[random.Next(catalogue.Flows.Count)];
            Work? work = await desk.RegisterAsync(await numbers.NextAsync(flow.ItemCode, token), flow.Code, hashes[flow.Code]);
            for (var steps = random.Next(8); steps > 0 && work is not null; steps--)
                work = await desk.CompleteAsync(work);
            lock (gate)
            {
                progress.Step();
                done++;
            }
        });
        Console.WriteLine($"{done} cases seeded");
        return ExitCode.Ok;
    }
}
