using System.CommandLine;
using System.Diagnostics;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Runs cases of a flow through the engine, to every end that the flow has.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var flow = new Argument<string?>("FLOW") { Description = "Code of a flow, such as FGW-001-A.", Arity = ArgumentArity.ZeroOrOne };
        var outcome = new Option<string?>("--outcome") { Description = "Only courses that must end so: approved, refused, withdrawn, …" };
        var all = new Option<bool>("--all") { Description = "Every flow of the catalogue." };
        var workflows = Cli.WorkflowsOption();
        var json = Cli.JsonOption();
        outcome.AcceptOnlyFromAmong([.. CaseResults.All.Select(r => r.Name)]);
        var command = ExamplesHelp.With(
            new Command("simulate", "Runs cases of a flow to every end that it has: each outcome of each step, corrections, withdrawals, each truth of each condition.") { flow, outcome, all, workflows, json },
            "simulate FGW-001-A", "simulate FGW-001-A --outcome refused", "simulate --all", "simulate --all --json");
        command.Validators.Add(result =>
        {
            if (result.GetValue(flow) is null != result.GetValue(all))
                result.AddError("Expected either a FLOW or --all.");
        });
        command.SetAction(parse => (int)Run(parse.GetValue(flow), parse.GetValue(outcome), parse.GetValue(workflows), parse.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string? code, string? outcome, DirectoryInfo? workflows, bool json)
    {
        if (Cli.Workflows(workflows) is not { } folder)
            return ExitCode.NotFound;
        if (Cli.Catalogue(folder) is not { } catalogue)
            return ExitCode.Failed;
        if (code is not null && catalogue.Flow(code) is null)
        {
            Console.Error.WriteLine($"Expected flow '{code}' to be in the catalogue, but it is not.");
            return ExitCode.NotFound;
        }

        var clock = Stopwatch.StartNew();
        var registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), CatalogueFolder.LoadCalendar(folder));
        var flows = code is null ? catalogue.Flows : [catalogue.Flow(code)!];
        var reports = new List<FlowReport>();
        using (var progress = new Progress("simulating", flows.Count))
            foreach (var flow in flows)
            {
                reports.Add(Simulate(flow, catalogue, registry, folder, outcome));
                progress.Step();
            }
        Write(reports, code is not null, json, clock.Elapsed);
        if (code is not null && reports[0].Runs.Count == 0 && reports[0].Problem is null)
        {
            Console.Error.WriteLine($"Expected '{code}' to have an end '{outcome}', but it has none.");
            return ExitCode.NotFound;
        }
        return reports.All(r => r.IsWell) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static FlowReport Simulate(ApprovalFlowEntry flow, ApprovalCatalogue catalogue, ActivityRegistry registry, string folder, string? outcome)
    {
        var item = catalogue.Item(flow.ItemCode)!;
        var file = Path.Combine(folder, "definitions", catalogue.Department(item.DepartmentId)!.Code.ToLowerInvariant(), $"{flow.Code}.json");
        if (!File.Exists(file))
            return new(flow.Code, [], $"Expected '{file}', but it does not exist. Run: approvalflow catalogue build");
        var load = WorkflowDefinition.Load(File.ReadAllText(file), file);
        if (load.Definition is null)
            return new(flow.Code, [], string.Join(" ", load.Problems.Select(p => p.Message)));
        var graph = WorkflowGraph.Compile(load.Definition, registry);
        return new(flow.Code, [.. FlowScenarios.Of(flow, item).Where(s => outcome is null || s.ExpectedResult == outcome).Select(s => FlowSimulator.Run(graph, s))], null);
    }

    private static void Write(List<FlowReport> reports, bool one, bool json, TimeSpan elapsed)
    {
        var runs = reports.Sum(r => r.Runs.Count);
        var failed = reports.Sum(r => r.Runs.Count(run => run.Problem is not null) + (r.Problem is null ? 0 : 1));
        if (json)
        {
            Cli.WriteJson(new
            {
                Flows = reports.Count, Runs = runs, Failed = failed, Seconds = Math.Round(elapsed.TotalSeconds, 3),
                Reports = reports.Where(r => one || !r.IsWell).Select(r => new
                {
                    r.Flow, r.Problem,
                    Runs = r.Runs.Where(run => one || run.Problem is not null).Select(run => new { Scenario = run.Scenario.ToString(), run.Result, run.Problem, Course = run.Taken.Select(t => $"{t.ActivityId}:{t.Outcome}") }),
                }),
            });
            return;
        }
        foreach (var report in reports.Where(r => one || !r.IsWell))
        {
            if (report.Problem is not null)
                Console.WriteLine($"FAIL {report.Flow}: {report.Problem}");
            foreach (var run in report.Runs.Where(r => one || r.Problem is not null))
                Console.WriteLine($"{(run.Problem is null ? "ok  " : "FAIL")} {report.Flow} {run.Scenario} → {run.Result ?? "no end"}  [{string.Join(", ", run.Taken.Select(t => $"{t.ActivityId}:{t.Outcome}"))}]{(run.Problem is null ? "" : $"{Environment.NewLine}     {run.Problem}")}");
        }
        Console.WriteLine($"{reports.Count} flows, {runs} simulated cases, {failed} failed in {elapsed.TotalSeconds:0.00} s.");
    }

    private sealed record FlowReport(string Flow, IReadOnlyList<SimulationRun> Runs, string? Problem)
    {
        public bool IsWell => Problem is null && Runs.All(r => r.Problem is null);
    }
}
