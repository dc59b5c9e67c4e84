using System.Text.Json;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class ClockVerbTests
{
    private static readonly string Cases = Path.Combine(CommandLine.Workflows, "..", "tests", "ApprovalFlow.Domain.Tests", "Clocks", "Cases");

    [Fact]
    public void Clock_should_print_the_expected_object()
    {
        var file = Path.Combine(Cases, "t018.json");

        var run = CommandLine.Run("clock", file, "--workflows", CommandLine.Workflows);

        (run.ExitCode, run.Error).ShouldBe((0, ""));
        JsonSerializer.Serialize(JsonDocument.Parse(run.Output)).ShouldBe(JsonSerializer.Serialize(JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("expected")));
    }

    [Fact]
    public void Clock_should_explain_every_day()
    {
        var run = CommandLine.Run("clock", Path.Combine(Cases, "t018.json"), "--explain", "--workflows", CommandLine.Workflows);

        var days = JsonDocument.Parse(run.Output).RootElement.GetProperty("days").EnumerateArray().ToList();
        days.Sum(d => d.GetProperty("counted").GetDouble()).ShouldBe(13);
        days.Count(d => d.GetProperty("code").GetString() == "paused").ShouldBe(6);
        days.ShouldAllBe(d => d.GetProperty("zh").GetString()!.Length > 0);
    }

    [Fact]
    public void Clock_should_refuse_bad_input_with_code_and_sentence()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"calendar":"cn","receivedOn":"2017-01-03","statutoryDays":20}""");
            CommandLine.Run("clock", file, "--workflows", CommandLine.Workflows)
                .ShouldBe((1, "", $"calendar-year-not-loaded: Expected the calendar of 2017 to be loaded, but it is not; no date is guessed.{Environment.NewLine}"));
        }
        finally
        {
            File.Delete(file);
        }
        CommandLine.Run("clock", "nowhere.json").ExitCode.ShouldBe(3);
    }
}
