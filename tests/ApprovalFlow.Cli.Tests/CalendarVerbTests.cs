using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

/// <summary>Corrected notices on the command line: what they move, before and after, on a database with cases in it.</summary>
[Collection("console")]
public sealed class CalendarVerbTests : IDisposable
{
    private static readonly DateOnly Today = OfficeHours.DayOf(TimeProvider.System.GetUtcNow());
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-calendar-");

    private string Database => Path.Combine(folder.FullName, "cases.db");

    /// <summary>The notice of this year with the next weekday off, so that the open cases of today move.</summary>
    private string Notice(int version = 9)
    {
        var json = File.ReadAllText(Path.Combine(CommandLine.Workflows, "calendars", $"cn-{Today.Year}.json"));
        using var shipped = JsonDocument.Parse(json);
        IEnumerable<string> Days(string name) => shipped.RootElement.GetProperty(name).EnumerateArray().Select(d => d.GetString()!);
        var path = Path.Combine(folder.FullName, $"cn-{Today.Year}-v{version}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            year = Today.Year, notice = "更正通知", noticeDate = Iso(Today), version, daysOff = Days("daysOff").Append(Iso(Off)).Distinct().Order(), daysWorked = Days("daysWorked").Where(d => d != Iso(Off)),
        }));
        return path;
    }

    /// <summary>The first working day after today: every limit that runs goes past it.</summary>
    private static DateOnly Off
    {
        get
        {
            var day = Today.AddDays(1);
            while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                day = day.AddDays(1);
            return day;
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLine.Run([.. arguments, "--sqlite", Database, "--workflows", CommandLine.Workflows]);

    private void Seed() => Run("seed", "--cases", "6").ExitCode.ShouldBe(0);

    [Fact]
    public void Check_should_tell_the_days_and_the_clocks_that_move_and_store_nothing()
    {
        Seed();
        var checkedOnce = Run("calendar", "check", Notice());
        checkedOnce.ExitCode.ShouldBe(0, checkedOnce.Error);
        checkedOnce.Output.ShouldContain($"{Iso(Off)}  becomes a day off");
        checkedOnce.Output.ShouldMatch(@"\d+ open cases, [1-9]\d* move, [1-9]\d* clocks: ");
        checkedOnce.Output.ShouldMatch(@"[A-Z]{3}-\d{3}-\d{4}-\d{6}  [A-Z]+.*  \d{4}-\d\d-\d\d -> \d{4}-\d\d-\d\d");
        Run("calendar", "check", Notice()).Output.ShouldBe(checkedOnce.Output, "looking changes nothing");

        using var json = JsonDocument.Parse(Run("calendar", "check", Notice(), "--json").Output);
        json.RootElement.GetProperty("movedClocks").GetInt32().ShouldBeGreaterThan(0);
        json.RootElement.GetProperty("days").EnumerateArray().ShouldHaveSingleItem().GetProperty("day").GetString().ShouldBe(Iso(Off));
    }

    [Fact]
    public void Applied_notice_should_be_in_force_once()
    {
        Seed();
        var applied = Run("calendar", "apply", Notice(), "--by", "admin");
        (applied.ExitCode, applied.Output.Trim()).ShouldBe((0, "In force."), applied.Error);
        var again = Run("calendar", "apply", Notice(), "--by", "admin");
        again.ExitCode.ShouldBe(1);
        again.Output.ShouldStartWith("Expected ");
        Run("calendar", "check", Notice()).ExitCode.ShouldBe(1, "a version is put into force once");
        Run("verify").ExitCode.ShouldBe(0, "lists and journal agree afterwards");
    }

    [Fact]
    public void What_is_wrong_should_be_said_and_nothing_applied()
    {
        Seed();
        var broken = Path.Combine(folder.FullName, "broken.json");
        File.WriteAllText(broken, "{");
        var refused = Run("calendar", "apply", broken, "--by", "admin");
        (refused.ExitCode, refused.Output).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldStartWith("Expected "));
        Run("calendar", "check", broken).Error.ShouldStartWith("Expected ");
        Run("calendar", "apply", Notice()).ExitCode.ShouldNotBe(0, "who does it is remembered");
        Run("calendar", "check", Path.Combine(folder.FullName, "none.json")).Error.ShouldContain("none.json");
        CommandLine.Run("calendar", "check", Notice(), "--sqlite", Path.Combine(folder.FullName, "none.db"), "--workflows", CommandLine.Workflows).Error.ShouldContain("none.db");
        Run("calendar", "check", Notice()).ExitCode.ShouldBe(0, "still to be applied");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
