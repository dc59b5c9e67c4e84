using System.CommandLine;
using System.Diagnostics;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Workflows;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Loads definition files and says everything that is wrong with them.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Definition files, or folders that are searched for .json files.", Arity = ArgumentArity.OneOrMore };
        var json = Cli.JsonOption();
        var command = ExamplesHelp.With(
            new Command("validate", "Checks workflow definitions: JSON, activity types, ports, connections, expressions, and every state that can be reached. All problems of all files are listed.") { paths, json },
            "validate workflows/definitions", "validate my-flow.json --json");
        command.SetAction(parse => (int)Run(parse.GetValue(paths)!, parse.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string[] paths, bool json)
    {
        var missing = paths.Where(p => !File.Exists(p) && !Directory.Exists(p)).ToList();
        foreach (var path in missing)
            Console.Error.WriteLine($"Expected file or folder '{path}', but it does not exist.");
        if (missing.Count > 0)
            return ExitCode.NotFound;

        var clock = Stopwatch.StartNew();
        var files = paths.SelectMany(FilesIn).Distinct().ToList();
        var registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());
        var problems = new List<DefinitionProblem>();
        var loads = files.ConvertAll(file => (File: file, Load: WorkflowDefinition.Load(File.ReadAllText(file), file)));
        var parts = loads.Select(l => l.Load.Definition).OfType<WorkflowDefinition>().Where(d => d.UsableAsActivity).ToList();
        using (var progress = new Progress("validating", files.Count))
            foreach (var (file, load) in loads)
            {
                problems.AddRange(Problems(file, load, registry, parts));
                progress.Step();
            }

        var errors = problems.Count(p => p.Severity == ProblemSeverity.Error);
        if (json)
            Cli.WriteJson(new { Files = files.Count, Errors = errors, Warnings = problems.Count - errors, Problems = problems.Select(p => new { p.File, p.ActivityId, p.Path, Severity = p.Severity.ToString().ToLowerInvariant(), p.Code, p.Message }) });
        else
        {
            foreach (var p in problems)
                Console.WriteLine($"{p.File}: {p.Severity.ToString().ToLowerInvariant()} {p.Code} {(p.ActivityId is null ? "" : $"[{p.ActivityId}] ")}{p.Path}: {p.Message}");
            Console.WriteLine($"{files.Count} files, {errors} errors, {problems.Count - errors} warnings in {clock.Elapsed.TotalSeconds:0.00} s.");
        }
        return errors == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The house around a definition, where it is at hand: in the nearest workflows folder. Without it, nothing is known of forms and papers, and scenarios are only read.</summary>
    private static readonly Lazy<(ApprovalCatalogue Catalogue, Lazy<RehearsalStages> Stages)?> House = new(() => CatalogueFolder.Find(Environment.CurrentDirectory) is { } folder && WorkflowFolder.Open(folder) is var opened
        ? (opened.Catalogue, new(() => new(opened.Catalogue, new(opened.Calendar), ClockFolder.Load(opened.Path, new(opened.Calendar))))) : null);

    private static IEnumerable<string> FilesIn(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    /// <param name="parts">Definitions beside it that may be used as activities.</param>
    private static IEnumerable<DefinitionProblem> Problems(string file, DefinitionLoad load, ActivityRegistry registry, List<WorkflowDefinition> parts)
    {
        // What a document with errors holds is checked as well: all problems at once.
        if (load.Readable is not { } definition)
            return load.Problems.Select(p => p with { File = file });
        var graph = WorkflowGraph.Compile(definition, registry, named => parts.Find(p => named.VersionId is { } id ? p.Id == id : named.DefinitionId is { } whole ? p.DefinitionId == whole : p.ActivityTypeName == named.TypeName));
        IReadOnlyList<DefinitionProblem> found = [.. load.Problems, .. PublishingRules.Problems(graph, House.Value?.Catalogue), .. ScenarioRules.Problems(graph, ScenarioJson.Read(definition.Document, []).Count > 0 ? House.Value?.Stages.Value.Of(graph) : null)];
        return found.Select(p => p.File is null ? p with { File = file } : p);
    }
}
