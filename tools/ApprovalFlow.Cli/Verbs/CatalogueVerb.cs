using System.CommandLine;
using System.Text;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Cli.Verbs;

/// <summary><c>catalogue build</c> writes the definition files, <c>catalogue check</c> says which are stale.</summary>
internal static class CatalogueVerb
{
    public static Command Create() => ExamplesHelp.With(new Command("catalogue", "Turns the catalogue into workflow definitions.")
    {
        Verb("build", "Writes workflows/definitions from workflows/catalogue. Files that are up to date are not touched.", Build, "catalogue build"),
        Verb("check", "Says which definition files are missing, stale or no longer in the catalogue; writes nothing.", Check, "catalogue check", "catalogue check --json"),
    }, "catalogue build", "catalogue check --workflows ./workflows");

    private static Command Verb(string name, string description, Func<string, Changes, bool, ExitCode> act, params string[] examples)
    {
        var workflows = Cli.WorkflowsOption();
        var json = Cli.JsonOption();
        var command = ExamplesHelp.With(new Command(name, description) { workflows, json }, examples);
        command.SetAction(parse =>
        {
            if (Cli.Workflows(parse.GetValue(workflows)) is not { } folder)
                return (int)ExitCode.NotFound;
            if (Cli.Catalogue(folder) is not { } catalogue)
                return (int)ExitCode.Failed;
            return (int)act(Path.Combine(folder, "definitions"), Changes.Find(catalogue, Path.Combine(folder, "definitions")), parse.GetValue(json));
        });
        return command;
    }

    private static ExitCode Build(string folder, Changes changes, bool json)
    {
        foreach (var file in changes.Missing.Concat(changes.Stale))
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        foreach (var orphan in changes.Orphans)
            File.Delete(Path.Combine(folder, orphan));
        Report(changes, json, $"{changes.Total} definitions: {changes.Missing.Count} written new, {changes.Stale.Count} rewritten, {changes.Orphans.Count} removed.");
        return ExitCode.Ok;
    }

    private static ExitCode Check(string folder, Changes changes, bool json)
    {
        Report(changes, json, changes.None
            ? $"{changes.Total} definitions are up to date."
            : $"{changes.Total} definitions: {changes.Missing.Count} missing, {changes.Stale.Count} stale, {changes.Orphans.Count} not in the catalogue. Run: approvalflow catalogue build");
        return changes.None ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Report(Changes changes, bool json, string summary)
    {
        if (json)
        {
            Cli.WriteJson(new { changes.Total, Missing = changes.Missing.Select(f => f.Path), Stale = changes.Stale.Select(f => f.Path), changes.Orphans });
            return;
        }
        foreach (var (what, path) in changes.Missing.Select(f => ("missing", f.Path)).Concat(changes.Stale.Select(f => ("stale", f.Path))).Concat(changes.Orphans.Select(o => ("not in catalogue", o))))
            Console.WriteLine($"{what}: {path}");
        Console.WriteLine(summary);
    }

    private sealed record Changes(int Total, IReadOnlyList<DefinitionFile> Missing, IReadOnlyList<DefinitionFile> Stale, IReadOnlyList<string> Orphans)
    {
        public bool None => Missing.Count + Stale.Count + Orphans.Count == 0;

        public static Changes Find(ApprovalCatalogue catalogue, string folder)
        {
            var wanted = FlowDefinitionWriter.WriteAll(catalogue).ToList();
            var present = Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).ToHashSet()
                : [];
            return new(wanted.Count,
                [.. wanted.Where(f => !present.Contains(f.Path))],
                [.. wanted.Where(f => present.Contains(f.Path) && File.ReadAllText(Path.Combine(folder, f.Path)) != f.Json)],
                [.. present.Except(wanted.Select(f => f.Path)).Order(StringComparer.Ordinal)]);
        }
    }
}
