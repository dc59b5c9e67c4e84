using System.Diagnostics;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

/// <summary>Compares our calendars day by day with an independent list, the npm package chinese-days.</summary>
public sealed class CalendarOracleTests
{
    [OracleFact]
    public void Every_day_should_agree_with_the_oracle()
    {
        var years = Repository.Calendar.Years.Select(y => y.Year).ToList();
        var theirs = Oracle.Run("node", ["working-days.mjs", .. years.Select(y => $"{y}")])!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ours = from year in years
                   from n in Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
                   let day = new DateOnly(year, 1, 1).AddDays(n)
                   where Repository.Calendar.IsWorkingDay(day) == true
                   select $"{day:yyyy-MM-dd}";

        ours.ShouldBe(theirs);
    }

    /// <summary>Skips, saying why, where Node or the package cannot be had.</summary>
    private sealed class OracleFactAttribute : FactAttribute
    {
        public OracleFactAttribute() => Skip = Oracle.Missing.Value;
    }

    private static class Oracle
    {
        public static readonly Lazy<string?> Missing = new(() =>
        {
            Directory.CreateDirectory(Folder);
            foreach (var file in new[] { "package.json", "working-days.mjs" })
                File.Copy(Path.Combine(Repository.Workflows, "..", "tests", "ApprovalFlow.Domain.Tests", "Calendars", "oracle", file), Path.Combine(Folder, file), overwrite: true);
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "chinese-days")))
                return null;
            return Run("npm", ["install", "--no-audit", "--no-fund", "--silent"]) is null ? "Needs Node and the npm package chinese-days 1.5.7; they could not be installed here." : null;
        });

        /// <summary>Beside the test assembly, so that nothing is installed into the source tree.</summary>
        private static string Folder => Path.Combine(AppContext.BaseDirectory, "oracle");

        /// <summary>Standard output; null when the program is missing, fails or takes more than a minute.</summary>
        public static string? Run(string program, string[] arguments)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
                process.ErrorDataReceived += (_, _) => { };
                process.BeginErrorReadLine();
                var output = process.StandardOutput.ReadToEndAsync();
                if (process.WaitForExit(TimeSpan.FromMinutes(1)))
                    return process.ExitCode == 0 ? output.Result : null;
                process.Kill(entireProcessTree: true);
                return null;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }
}
