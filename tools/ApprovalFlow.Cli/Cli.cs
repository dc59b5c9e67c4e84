using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli;

/// <summary>What the verbs share.</summary>
internal static class Cli
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A command line that is not understood answers <see cref="ExitCode.Usage"/>.</summary>
    public static int Run(RootCommand root, string[] args)
    {
        ExamplesHelp.Install(root);
        var parse = root.Parse(args);
        if (parse.Errors.Count == 0 || parse.Action is ExamplesHelp)
            return parse.Invoke();
        foreach (var error in parse.Errors)
            Console.Error.WriteLine(error.Message);
        var path = parse.CommandResult.Command.Parents.OfType<Command>().Reverse().Append(parse.CommandResult.Command).Where(c => c is not RootCommand).Select(c => c.Name);
        Console.Error.WriteLine($"Try: {string.Join(' ', ["approvalflow", .. path, "--help"])}");
        return (int)ExitCode.Usage;
    }

    public static string ExitCodes() => string.Join(Environment.NewLine, Enum.GetValues<ExitCode>().Select(c => $"  {(int)c}  {Meaning(c)}"));

    public static Option<DirectoryInfo?> WorkflowsOption() => new("--workflows") { Description = "The workflows folder (default: the nearest one at or above the current folder)." };

    public static Option<bool> JsonOption() => new("--json") { Description = "Write the result as JSON to standard output." };

    /// <summary>Null, with a message, when there is no such folder.</summary>
    public static string? Workflows(DirectoryInfo? given)
    {
        var folder = given?.FullName ?? CatalogueFolder.Find(Directory.GetCurrentDirectory());
        if (folder is not null && Directory.Exists(folder))
            return folder;
        Console.Error.WriteLine(given is null ? "Expected a workflows folder at or above the current folder, but there is none; name it with --workflows." : $"Expected folder '{given}', but it does not exist.");
        return null;
    }

    /// <summary>Null, with every problem, when the catalogue cannot be used.</summary>
    public static ApprovalCatalogue? Catalogue(string workflows)
    {
        var load = CatalogueFolder.Load(workflows);
        foreach (var problem in load.Problems)
            Console.Error.WriteLine(problem);
        return load.Catalogue;
    }

    public static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Json));

    private static string Meaning(ExitCode code) => code switch
    {
        ExitCode.Ok => "done, all is well",
        ExitCode.Failed => "done, something is wrong with what was looked at",
        ExitCode.Usage => "the command line was not understood",
        _ => "a file, folder or flow that was named does not exist",
    };
}
