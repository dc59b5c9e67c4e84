using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using ApprovalFlow.Cli.Benches;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Measures, and says beside each figure what it must reach.</summary>
internal static class BenchVerb
{
    private static readonly Bench[] Benches = [EngineBench.Instance, CommitBench.Instance, InboxBench.Instance, GrowthBench.Instance, LongCaseBench.Instance, JournalBench.Instance, StartBench.Instance, ClockBench.Instance, TimerBench.Instance, DiffBench.Instance, CalendarBench.Instance, SoundnessBench.Instance, WhatIfBench.Instance, PlanBench.Instance, VerifyBench.Instance, ReplayBench.Instance, BoardBench.Instance, PacketBench.Instance, TelemetryBench.Instance, FeedBench.Instance];

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Which: " + string.Join("; ", Benches.Select(b => $"{b.Name}: {b.Description}")) };
        name.AcceptOnlyFromAmong([.. Benches.Select(b => b.Name)]);
        var json = Cli.JsonOption();
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL database that may be filled and emptied." };
        var scale = new Option<double>("--scale") { Description = "1 for the full size; smaller is quicker and rougher.", DefaultValueFactory = _ => 1 };
        var command = ExamplesHelp.With(new Command("bench", "Measures speed and memory. Run a Release build: dotnet run -c Release --project tools/ApprovalFlow.Cli -- bench engine") { name, json, postgres, scale }, "bench engine", "bench engine --json");
        command.SetAction(parse => (int)Run(Benches.Single(b => b.Name == parse.GetValue(name)), new BenchOptions(parse.GetValue(postgres), parse.GetValue(scale)), parse.GetValue(json)));
        return command;
    }

    private static ExitCode Run(Bench bench, BenchOptions options, bool json)
    {
        var rows = bench.Run(options);
        if (json)
        {
            Cli.WriteJson(new { bench.Name, Cores = Environment.ProcessorCount, Runtime = RuntimeInformation.FrameworkDescription, Rows = rows });
        }
        else
        {
            var width = rows.Max(r => r.Name.Length);
            foreach (var row in rows)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{row.Name.PadRight(width)}  {row.Value,16:#,0.###} {row.Unit,-6}{(row.Target is null ? "" : $"  {(row.Reached == true ? "ok  " : "MISSED")} {row.Target}")}"));
        }
        return rows.Any(r => r.Reached == false) ? ExitCode.Failed : ExitCode.Ok;
    }
}
