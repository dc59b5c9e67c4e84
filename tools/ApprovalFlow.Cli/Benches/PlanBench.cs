using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Migrating;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>A plan that takes 10,000 running cases over, and back: what the dry run, the migration and its undoing take, and whether a case costs the same in a long plan as in a short one.</summary>
internal static class PlanBench
{
    private const string Flow = "GTJ-001-A";
    private const int Short = 1_000;
    private static readonly Actor Ann = new("ann", "Ann", [new(Roles.Administrator, null)]), Ben = new("ben", "Ben", [new(Roles.Administrator, null)]);

    public static Bench Instance { get; } = new("plan", "A migration plan of 10,000 running cases: dry run, migration, undoing, memory, and what a case costs in a short plan. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var (many, few) = (Math.Max(200, (int)(PlanContent.MostCases * scale)), Math.Max(20, (int)(Short * scale)));
        var desk = new Desk(database.Services);
        var first = new VersionName(Flow, 1, await desk.PublishAsync(Flow));
        Console.Error.WriteLine($"{name}: {many + few:N0} cases are registered and accepted");
        var numbers = Enumerable.Range(0, many + few).Select(n => $"PLAN-{n:D6}").ToArray();
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await desk.CompleteAsync(await desk.RegisterAsync(number, Flow, first.Hash), "Accept"));
        var second = new VersionName(Flow, 2, await desk.PublishAsync(Flow, ReviewedByExperts(desk.DefinitionJson(Flow))));

        var small = await RunAsync(database, first, second, numbers[many..]);
        GC.Collect();
        var (before, heap, peak) = (GC.GetTotalMemory(true), 0L, 0L);
        using var watch = new Timer(_ => (heap, peak) = (Math.Max(heap, GC.GetTotalMemory(false)), Math.Max(peak, Process.GetCurrentProcess().WorkingSet64)), null, 0, 100);
        var big = await RunAsync(database, first, second, numbers[..many]);
        var ratio = big.Over / many / (small.Over / few);
        return
        [
            new($"{name}: dry run of {many:N0} cases", big.DryRun, "s", "under 120", big.DryRun < 120),
            new($"{name}: migration of {many:N0} cases in batches of {PlanContent.UsualBatch}", big.Over, "s"),
            new($"{name}: … cases per second", many / big.Over, "/s"),
            new($"{name}: taking {many:N0} cases back", big.Back, "s"),
            new($"{name}: a case in a plan of {many:N0} against one in a plan of {few:N0}", ratio, "×", "under 2", ratio < 2),
            new($"{name}: … managed memory above what was there, highest", (heap - before) / 1048576.0, "MB", "under 400", heap - before < 400L << 20),
            new($"{name}: … working set, highest", peak / 1048576.0, "MB"),
        ];
    }

    private static async Task<(double DryRun, double Over, double Back)> RunAsync(BenchDatabase database, VersionName first, VersionName second, IReadOnlyList<string> cases)
    {
        var (plans, runner) = (database.Services.GetRequiredService<PlanProcessor>(), database.Services.GetRequiredService<PlanRunner>());
        var plan = Done(await plans.DraftAsync(new PlanContent(second, [new(first, new Dictionary<string, string?>())], cases, "bench"), Ann)).PlanId;
        var clock = Stopwatch.StartNew();
        var tried = Done(await plans.DryRunAsync(plan, Ann));
        var dryRun = clock.Elapsed.TotalSeconds;
        Done(await plans.ExecuteAsync(plan, new PlanCommand.Submit(tried.DryRun!.Digest, Ann)));
        Done(await plans.ExecuteAsync(plan, new PlanCommand.Sign(tried.DryRun.Digest, Ben)));
        Done(await plans.ExecuteAsync(plan, new PlanCommand.Start(Ben)));
        clock.Restart();
        while (await runner.RunNextAsync()) { }
        var over = clock.Elapsed.TotalSeconds;
        Expect((await plans.FindAsync(plan))!.Migrated, cases.Count);
        Done(await plans.ExecuteAsync(plan, new PlanCommand.AskUndo("bench", Ann)));
        Done(await plans.ExecuteAsync(plan, new PlanCommand.SignUndo(Ben)));
        clock.Restart();
        while (await runner.RunNextAsync()) { }
        Expect((await plans.FindAsync(plan))!.TakenBack, cases.Count);
        return (dryRun, over, clock.Elapsed.TotalSeconds);
    }

    private static PlanState Done(PlanResult result) => result.Rejection is { } refused ? throw new InvalidOperationException($"Expected the plan to go on, but {refused.Code}: {refused.Message}") : result.State;

    private static void Expect(int done, int cases)
    {
        if (done != cases) throw new InvalidOperationException($"Expected {cases} cases to be done, but {done} were.");
    }

    private static string ReviewedByExperts(string json)
    {
        var definition = JsonNode.Parse(json)!;
        var review = definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == "review")!;
        (review["role"]!["expression"]!["value"], review["limitDays"]!["expression"]!["value"], definition["version"]) = ("expert", 7, 2);
        return definition.ToJsonString();
    }
}
