using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ApprovalFlow.Runtime.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ApprovalFlow.Cli.Benches;

/// <summary>What figures and traces cost a completion: slices with nobody listening and slices with everything sent to a collector take turns in one run.</summary>
internal static class TelemetryBench
{
    private const string Flow = "GSJ-001-A";
    private const int Rounds = 6, WarmUp = 6_000, Looks = 2_000_000;
    /// <summary>Spans and measurements that one completion asks for.</summary>
    private const int SpansEach = 4, MeasurementsEach = 6;

    public static Bench Instance { get; } = new("telemetry", "What figures and traces cost a durable completion, with nobody listening and with everything sent to a collector (SQLite).", o => MeasureAsync(o.Scale).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(null);
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        var (open, registered) = (new ConcurrentQueue<Work>(), 0);
        async Task PrepareAsync(int cases) => await Parallel.ForAsync(0, Math.Max(0, cases - open.Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, _) =>
            open.Enqueue(await desk.RegisterAsync($"GSJ-001-2026-{Interlocked.Increment(ref registered):D6}", Flow, hash)));
        async Task<(long, TimeSpan, TimeSpan)> SliceAsync(double seconds)
        {
            var (clock, before, done) = (Stopwatch.StartNew(), Processor(), 0L);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                while (clock.Elapsed.TotalSeconds < seconds && open.TryDequeue(out var work))
                {
                    if (await desk.CompleteAsync(work) is { } next)
                        open.Enqueue(next);
                    Interlocked.Increment(ref done);
                }
            })));
            return (done, clock.Elapsed, Processor() - before);
        }

        var idle = Idle();
        using var collector = new Sink();
        await PrepareAsync(WarmUp / 3);
        await SliceAsync(double.MaxValue);
        var seconds = Math.Max(0.3, 2 * scale);
        (long Done, TimeSpan Took, TimeSpan Work) off = default, figures = default, all = default;
        for (var round = 0; round < Rounds; round++)
        {
            Console.Error.WriteLine($"round {round + 1} of {Rounds}");
            // Each kind is first, second and third as often, so that what the machine does meanwhile is shared.
            for (var turn = 0; turn < 3; turn++)
            {
                var kind = (round + turn) % 3;
                using var sent = kind > 0 ? collector.Figures() : null;
                using var traced = kind > 1 ? collector.Traces() : null;
                await PrepareAsync((int)(9_000 * Math.Min(1, seconds)));
                var slice = await SliceAsync(seconds);
                if (kind == 0)
                    Add(ref off, slice);
                else if (kind == 1)
                    Add(ref figures, slice);
                else
                    Add(ref all, slice);
            }
        }
        double Rate((long Done, TimeSpan Took, TimeSpan) s) => s.Done / s.Took.TotalSeconds;
        double Each((long Done, TimeSpan, TimeSpan Work) s) => s.Work.TotalMicroseconds / s.Done;
        return
        [
            new("instruments of one completion, nobody listening", idle, "ns", "under 1000", idle < 1_000),
            new("… of its processor time", idle / 1_000 / Each(off), "×", "under 0.01", idle / 1_000 / Each(off) < 0.01),
            new("completions, 16 callers, nobody listening", Rate(off), "1/s"),
            new("completions, 16 callers, nobody listening: processor time each", Each(off), "µs"),
            new("figures sent every second: processor time each, over nobody listening", Each(figures) / Each(off), "×"),
            new("figures and every trace sent: processor time each, over nobody listening", Each(all) / Each(off), "×"),
            new("figures sent every second: completions over nobody listening", Rate(figures) / Rate(off), "×", "at least 0.9", Rate(figures) / Rate(off) >= 0.9),
            new("figures and every trace sent: completions over nobody listening", Rate(all) / Rate(off), "×"),
            new("figures and every trace sent: bytes of traces for a completion (what its queue has no room for is dropped)", collector.TraceBytes / (double)all.Done, "B"),
        ];
    }

    private static void Add(ref (long Done, TimeSpan Took, TimeSpan Work) total, (long Done, TimeSpan Took, TimeSpan Work) slice) => total = (total.Done + slice.Done, total.Took + slice.Took, total.Work + slice.Work);

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>Nanoseconds that a completion pays for instruments that nobody looks at.</summary>
    private static double Idle()
    {
        var (span, counter) = (Instruments.Span("bench", ActivityKind.Internal, "Of the bench."), Instruments.Counter("approvalflow.bench", "1", "Of the bench.", "outcome"));
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Looks; i++)
        {
            for (var s = 0; s < SpansEach; s++)
                span.Start()?.Dispose();
            for (var m = 0; m < MeasurementsEach; m++)
                counter.Add(1, new KeyValuePair<string, object?>("outcome", "accepted"));
        }
        return clock.Elapsed.TotalNanoseconds / Looks;
    }

    /// <summary>A collector that takes everything and looks at nothing; it shares the processors, and what it costs is counted in.</summary>
    private sealed class Sink : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private long traceBytes;

        public Sink()
        {
            listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public long TraceBytes => traceBytes;

        private string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        public MeterProvider Figures() => Sdk.CreateMeterProviderBuilder().AddMeter(Instruments.Name).AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(To("metrics")), 1_000)).Build();

        public TracerProvider Traces() => Sdk.CreateTracerProviderBuilder().AddSource(Instruments.Name).AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(To("traces")), 8_192, 2_000)).Build();

        private OtlpExporterOptions To(string signal) => new() { Endpoint = new($"{Address}/v1/{signal}"), Protocol = OtlpExportProtocol.HttpProtobuf };

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The bench is over.
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using var _ = client;
            await using var stream = client.GetStream();
            using var reader = new BinaryReader(stream);
            var header = new List<byte>();
            var body = new byte[1 << 16];
            try
            {
                while (true)
                {
                    header.Clear();
                    while (header.Count < 4 || !header[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
                        header.Add(reader.ReadByte());
                    var head = System.Text.Encoding.ASCII.GetString([.. header]);
                    var length = long.Parse(head.Split("\r\n").First(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..], System.Globalization.CultureInfo.InvariantCulture);
                    for (var left = length; left > 0;)
                        left -= await stream.ReadAsync(body.AsMemory(0, (int)Math.Min(left, body.Length)));
                    if (head.Contains("/v1/traces", StringComparison.Ordinal))
                        Interlocked.Add(ref traceBytes, length);
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // It has gone.
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
