using System.Collections.Concurrent;
using System.Diagnostics;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Durable completions per second beside raw single-row commits of the same database in the same run.</summary>
internal static class CommitBench
{
    private const string Flow = "GSJ-001-A";
    private const int Rounds = 5;
    private const int WarmUp = 10_000;

    public static Bench Instance { get; } = new("commit", "Durable task completions per second as a ratio to single-row commits; SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        await database.ExecuteAsync("CREATE TABLE raw (id bigint PRIMARY KEY, payload text)");
        var seconds = Math.Max(0.3, 2 * scale);
        var raw = new Raw(database);
        var people = new People(desk, hash);

        // Slices of both kinds take turns, so that what the disk does meanwhile is shared.
        Total raw1 = new(), one = new(), raw32 = new(), many = new();
        // A server that has run for a while has compiled its hot path for good; that takes some thousand approvals.
        await people.PrepareAsync(WarmUp);
        await SliceAsync(2, double.MaxValue, people.CompleteAsync);
        for (var round = 0; round < Rounds; round++)
        {
            Console.Error.WriteLine($"{(server is null ? "SQLite" : "PostgreSQL")}: round {round + 1} of {Rounds}");
            await people.PrepareAsync((int)(3_000 * Math.Min(1, seconds)));
            raw1.Add(await SliceAsync(1, seconds, raw.CommitAsync));
            one.Add(await SliceAsync(1, seconds, people.CompleteAsync));
            await people.PrepareAsync((int)(12_000 * Math.Min(1, seconds)));
            raw32.Add(await SliceAsync(32, seconds, raw.CommitAsync));
            many.Add(await SliceAsync(32, seconds, people.CompleteAsync));
        }
        await raw.DisposeAsync();

        var name = server is null ? "SQLite" : "PostgreSQL";
        var goalOne = server is null ? 0.8 : 0.5;
        List<BenchRow> rows =
        [
            new($"{name}: raw single-row commits, 1 connection", raw1.Rate, "1/s"),
            new($"{name}: raw single-row commits, 1 connection: processor time each, this process", raw1.Work, "µs"),
            new($"{name}: completions, 1 caller", one.Rate, "1/s"),
            new($"{name}: completions, 1 caller: processor time each, this process", one.Work, "µs"),
            new($"{name}: completions over raw, 1 caller", one.Rate / raw1.Rate, "×", $"at least {goalOne}", one.Rate / raw1.Rate >= goalOne),
            new($"{name}: completions, 32 callers", many.Rate, "1/s"),
            new($"{name}: completions, 32 callers: processor time each, this process", many.Work, "µs"),
        ];
        if (server is null)
        {
            rows.Add(new($"{name}: completions of 32 callers over raw of 1 connection", many.Rate / raw1.Rate, "×", "at least 3", many.Rate / raw1.Rate >= 3));
        }
        else
        {
            rows.Add(new($"{name}: raw single-row commits, 32 connections", raw32.Rate, "1/s"));
            rows.Add(new($"{name}: completions over raw, 32 callers", many.Rate / raw32.Rate, "×", "at least 0.5", many.Rate / raw32.Rate >= 0.5));
        }
        return rows;
    }

    /// <summary>Runs callers for a while and answers how much they did; a caller that answers false has nothing more to do.</summary>
    private static async Task<(long Done, TimeSpan Took, TimeSpan Processor)> SliceAsync(int callers, double seconds, Func<int, Task<bool>> act)
    {
        var clock = Stopwatch.StartNew();
        var before = Processor();
        var done = 0L;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(c => Task.Run(async () =>
        {
            while (clock.Elapsed.TotalSeconds < seconds && await act(c))
                Interlocked.Increment(ref done);
        })));
        return (done, clock.Elapsed, Processor() - before);
    }

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private sealed class Total
    {
        private long done;
        private TimeSpan took, processor;
        public double Rate => done / took.TotalSeconds;
        /// <summary>Of this process, in microseconds for each.</summary>
        public double Work => processor.TotalMicroseconds / done;

        public void Add((long Done, TimeSpan Took, TimeSpan Processor) slice)
        {
            done += slice.Done;
            took += slice.Took;
            processor += slice.Processor;
        }
    }

    /// <summary>One prepared insert of one row per transaction, a connection per caller.</summary>
    private sealed class Raw(BenchDatabase database) : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<int, System.Data.Common.DbCommand> commands = [];
        private long next;

        public async Task<bool> CommitAsync(int caller)
        {
            if (!commands.TryGetValue(caller, out var command))
            {
                var connection = await database.OpenAsync();
                command = connection.CreateCommand();
                command.CommandText = "INSERT INTO raw (id, payload) VALUES (@id, @payload)";
                foreach (var (name, value) in new (string, object)[] { ("@id", 0L), ("@payload", new string('x', 200)) })
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
                await command.PrepareAsync();
                commands[caller] = command;
            }
            command.Parameters[0].Value = Interlocked.Increment(ref next);
            await command.ExecuteNonQueryAsync();
            return true;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in commands.Values)
            {
                await command.Connection!.DisposeAsync();
                await command.DisposeAsync();
            }
        }
    }

    /// <summary>Cases with open tasks, and clerks who take the next one.</summary>
    private sealed class People(Desk desk, string hash)
    {
        private readonly ConcurrentQueue<Work> open = [];
        private int registered;

        public async Task PrepareAsync(int cases)
        {
            await Parallel.ForAsync(0, Math.Max(0, cases / 3 - open.Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, _) =>
            {
                var number = Interlocked.Increment(ref registered);
                open.Enqueue(await desk.RegisterAsync($"GSJ-001-2026-{number:D6}", Flow, hash));
            });
        }

        public async Task<bool> CompleteAsync(int caller)
        {
            if (!open.TryDequeue(out var work))
                return false;
            if (await desk.CompleteAsync(work) is { } next)
                open.Enqueue(next);
            return true;
        }
    }
}
