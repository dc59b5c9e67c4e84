using System.Diagnostics;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Cli.Benches;

/// <summary>The engine alone, in memory, on one core.</summary>
internal static class EngineBench
{
    public static Bench Instance { get; } = new("engine", "Activity executions per second, bytes per activity, replay, state size; in memory on one core.", Run);

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var seconds = Math.Max(0.2, 2 * options.Scale);
        var rows = new List<BenchRow>();
        foreach (var (name, graph) in new[] { ("sequence of 5", EngineWorkloads.Sequence5), ("flowchart of 5", EngineWorkloads.Flowchart5), ("fork and join of 8", EngineWorkloads.ForkJoin8) })
        {
            var activities = EngineWorkloads.ActivitiesOf(graph);
            var (rate, bytes) = Measure(() => EngineWorkloads.RunOnce(graph), seconds);
            rows.Add(new($"{name}: activities/s", rate * activities, "1/s", "at least 300,000", rate * activities >= 300_000));
            rows.Add(new($"{name}: allocated per activity", bytes / activities, "bytes", "under 2,048", bytes / activities < 2048));
        }

        var (serial, perSerial) = Measure(() => EngineWorkloads.RunOnce(EngineWorkloads.Sequence10), seconds);
        rows.Add(new("ten serial steps: instances/s", serial, "1/s"));
        rows.Add(new("ten serial steps: allocated per instance", perSerial, "bytes", "at most 15,360", perSerial <= 15_360));
        var (instances, perInstance) = Measure(() => EngineWorkloads.RunWaits(EngineWorkloads.TenWaits), seconds);
        rows.Add(new("ten waits, one after the other: instances/s", instances, "1/s"));
        rows.Add(new("ten waits: allocated per resume", perInstance / 10, "bytes", "at most 20,480", perInstance / 10 <= 20_480));

        var waiting = WorkflowEngine.Decide(EngineWorkloads.TenWaits, WorkflowState.Empty, new WorkflowCommand.Start("i"), EngineWorkloads.Now).State;
        var size = System.Text.Encoding.UTF8.GetByteCount(waiting.Describe());
        rows.Add(new("state at a wait, as text", size, "bytes", "at most 2,048", size <= 2048));

        double? first = null;
        foreach (var length in new[] { 200, 2_000, 20_000 })
        {
            var history = EngineWorkloads.History(length);
            var (folds, _) = Measure(() => WorkflowState.Fold(history).LastContext, seconds / 2);
            var rate = folds * history.Count;
            first ??= rate;
            rows.Add(new($"replay of {length:N0} events: events/s", rate, "1/s", "at least 1,000,000", rate >= 1_000_000));
            if (length == 20_000) rows.Add(new("replay rate at 20,000 events over that at 200", rate / first.Value, "×", "linear: about 1", rate / first.Value > 0.7));
        }
        return rows;
    }

    /// <summary>Calls per second and bytes allocated per call, after a warm-up; the best of three rounds, since other work on the machine only slows.</summary>
    public static (double PerSecond, double Bytes) Measure(Func<int> call, double seconds)
    {
        var sink = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds / 2;) sink += call();
        double best = 0, bytes = 0;
        for (var round = 0; round < 3; round++)
        {
            var calls = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed.TotalSeconds < seconds / 3) { for (var i = 0; i < 16; i++) sink += call(); calls += 16; }
            best = Math.Max(best, calls / clock.Elapsed.TotalSeconds);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
        }
        GC.KeepAlive(sink);
        return (best, bytes);
    }
}
