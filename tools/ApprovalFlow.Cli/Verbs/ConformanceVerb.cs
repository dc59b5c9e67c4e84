using System.CommandLine;
using ApprovalFlow.Runtime.Conformance;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Runs the workflow format's conformance cases.</summary>
internal static class ConformanceVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder that is searched for case.json files." };
        var json = Cli.JsonOption();
        var command = ExamplesHelp.With(
            new Command("conformance", "Runs conformance cases (AREA/NAME/case.json) and prints how each failing one differs. Ends with 'N passed, N failed'.") { folder, json },
            "conformance tests/ApprovalFlow.Engine.Tests/Conformance/Cases");
        command.SetAction(parse => (int)Run(parse.GetValue(folder)!, parse.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string folder, bool json)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"Expected a folder '{folder}', but it does not exist.");
            return ExitCode.NotFound;
        }
        var cases = ConformanceCase.ReadAll(folder);
        if (cases.Count == 0)
        {
            Console.Error.WriteLine($"Expected case.json files below '{folder}', but there are none.");
            return ExitCode.NotFound;
        }
        var results = new List<(ConformanceCase Case, IReadOnlyList<string> Differences)>();
        using (var progress = new Progress("running", cases.Count))
            foreach (var @case in cases)
            {
                results.Add((@case, ConformanceRunner.Run(@case)));
                progress.Step();
            }
        var failed = results.Count(r => r.Differences.Count > 0);
        if (json) Cli.WriteJson(new { Passed = results.Count - failed, Failed = failed, Cases = results.Select(r => new { r.Case.Name, Passed = r.Differences.Count == 0, r.Differences }) });
        else
        {
            foreach (var (@case, differences) in results)
            {
                if (differences.Count == 0) continue;
                Console.WriteLine($"FAIL {@case.Name}");
                foreach (var difference in differences) Console.WriteLine($"     {difference}");
            }
            Console.WriteLine($"{results.Count - failed} passed, {failed} failed");
        }
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
