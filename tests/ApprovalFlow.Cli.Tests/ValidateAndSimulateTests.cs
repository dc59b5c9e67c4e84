using System.Text.Json;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class ValidateAndSimulateTests
{
    private static readonly string Definitions = Path.Combine(CommandLine.Workflows, "definitions");

    [Fact]
    public void Validate_should_find_nothing_wrong_with_the_committed_definitions()
    {
        var run = CommandLine.Run("validate", Definitions, "--json");

        run.ExitCode.ShouldBe(0);
        var report = JsonDocument.Parse(run.Output).RootElement;
        (report.GetProperty("files").GetInt32(), report.GetProperty("errors").GetInt32(), report.GetProperty("warnings").GetInt32()).ShouldBe((225, 0, 0));
    }

    [Fact]
    public void Validate_should_name_file_activity_and_path_of_every_problem()
    {
        var folder = Directory.CreateTempSubdirectory("definitions-").FullName;
        try
        {
            var text = File.ReadAllText(Path.Combine(Definitions, "fgw", "FGW-001-A.json"));
            File.WriteAllText(Path.Combine(folder, "port.json"), text.Replace("\"port\": \"Issue\"", "\"port\": \"Nowhere\"").Replace("\"port\": \"Deliver\"", "\"port\": \"Nowhere\""));
            File.WriteAllText(Path.Combine(folder, "script.json"), text.Replace("getInput(\\\"newLand\\\") == true", "getInput(("));
            File.WriteAllText(Path.Combine(folder, "text.json"), "not JSON");

            var run = CommandLine.Run("validate", folder);

            run.ExitCode.ShouldBe(1);
            foreach (var line in new[] { "port.json: error", "script.json: error", "text.json: error", "[deliver]", "[countersign-gtj-when]", "3 files" })
                run.Output.ShouldContain(line);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Two thousand branches of five steps each: as large as a file may be, and its states cannot be walked one by one.</summary>
    [Fact]
    public void Ten_thousand_activities_should_be_checked_to_an_end_and_a_file_beyond_that_be_refused()
    {
        string Definition(int branches)
        {
            List<string> activities = ["""{"id":"s","type":"Elsa.WriteLine"}"""], connections = [];
            for (var i = 0; i < branches; i++)
                for (var j = 0; j < 5; j++)
                {
                    activities.Add($$"""{"id":"a{{i}}x{{j}}","type":"Elsa.WriteLine"}""");
                    connections.Add($$"""{"source":{"activity":"{{(j == 0 ? "s" : $"a{i}x{j - 1}")}}" },"target":{"activity":"a{{i}}x{{j}}" } }""");
                }
            return $$"""{"id":"big-v1","definitionId":"big","name":"big","version":1,"root":{"id":"r","type":"Elsa.Flowchart","start":"s","activities":[{{string.Join(",", activities)}}],"connections":[{{string.Join(",", connections)}}] } }""";
        }
        var folder = Directory.CreateTempSubdirectory("definitions-");
        try
        {
            var file = Path.Combine(folder.FullName, "big.json");
            File.WriteAllText(file, Definition(2_000));
            new FileInfo(file).Length.ShouldBeInRange(1_000_000, 2_000_000);
            var run = CommandLine.Run("validate", file);
            run.ExitCode.ShouldBe(0, run.Output[..Math.Min(500, run.Output.Length)]);
            run.Output.ShouldContain("1 files, 0 errors, 0 warnings");

            File.WriteAllText(file, Definition(4_500));
            var refused = CommandLine.Run("validate", file);
            (refused.ExitCode, refused.Output.Contains("definition-too-large", StringComparison.Ordinal)).ShouldBe((1, true), refused.Output[..Math.Min(500, refused.Output.Length)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Validate_should_not_find_what_is_not_there() => CommandLine.Run("validate", "nowhere.json").ShouldBe((3, "", $"Expected file or folder 'nowhere.json', but it does not exist.{Environment.NewLine}"));

    [Fact]
    public void Simulate_should_reach_every_end_of_a_flow()
    {
        var run = CommandLine.Run("simulate", "FGW-001-A", "--workflows", CommandLine.Workflows);

        run.ExitCode.ShouldBe(0);
        foreach (var end in new[] { "approve → approved", "refuse-at-review → refused", "withdraw-at-accept → withdrawn", "correct-at-decide → approved" })
            run.Output.ShouldContain($"ok   FGW-001-A {end}");
        run.Output.ShouldContain(", 0 failed in ");
    }

    [Fact]
    public void Simulate_should_take_only_the_courses_with_the_outcome_asked_for()
    {
        var run = CommandLine.Run("simulate", "FGW-001-A", "--outcome", "withdrawn", "--json", "--workflows", CommandLine.Workflows);

        run.ExitCode.ShouldBe(0);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("reports")[0].GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("result").GetString()).Distinct().ShouldBe(["withdrawn"]);
        CommandLine.Run("simulate", "FGW-001-A", "--outcome", "filed", "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(3);
        CommandLine.Run("simulate", "NOPE", "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Simulate_should_fail_when_a_definition_does_not_end_as_it_must()
    {
        var copy = Directory.CreateTempSubdirectory("workflows-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(CommandLine.Workflows, "*.json", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(CommandLine.Workflows, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
            var broken = Path.Combine(copy, "definitions", "fgw", "FGW-001-A.json");
            File.WriteAllText(broken, File.ReadAllText(broken).Replace("\"value\": \"withdrawn\"", "\"value\": \"refused\""));

            var run = CommandLine.Run("simulate", "FGW-001-A", "--outcome", "withdrawn", "--workflows", copy);

            run.ExitCode.ShouldBe(1);
            run.Output.ShouldContain("Expected the case to close as withdrawn, but it closed as refused.");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
