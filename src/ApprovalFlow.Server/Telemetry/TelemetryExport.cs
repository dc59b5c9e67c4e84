using System.Reflection;
using ApprovalFlow.Runtime.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ApprovalFlow.Server.Telemetry;

/// <summary>Hands figures and traces to a collector, beside the work: what cannot be sent is dropped, and nobody waits for it.</summary>
/// <remarks>It starts before everything else and ends after it, so that the last span goes out too.</remarks>
internal sealed class TelemetryExport(TelemetryOptions options) : IHostedLifecycleService, IDisposable
{
    /// <summary>A server that stops waits so long for a collector that does not answer, and no longer.</summary>
    private const int LastWaitMilliseconds = 3_000;
    private const int QueuedSpans = 8_192;

    /// <summary>Meters of the platform that tell no more than counts, durations, routes and states.</summary>
    private static readonly string[] PlatformMeters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle",
        "Microsoft.AspNetCore.Components.Server.Circuits", "Microsoft.AspNetCore.Identity", "Microsoft.EntityFrameworkCore", "Npgsql", "System.Runtime", "System.Net.Http",
    ];

    /// <summary>Requests, and what somebody pressed on a page. Requests of ours to others are spans of our own: the platform's would hold their addresses, and a gateway takes numbers and texts in these.</summary>
    private static readonly string[] PlatformSources = ["Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits"];

    private TracerProvider? traces;
    private MeterProvider? meters;

    public Task StartingAsync(CancellationToken cancellation)
    {
        if (!options.IsOn)
            return Task.CompletedTask;
        var resource = ResourceBuilder.CreateEmpty().AddService(options.ServiceName, serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}");
        Origins.Forget();
        // Whoever calls from outside does not decide what is kept: only the trace's number does.
        var share = new TraceIdRatioBasedSampler(options.Sampling);
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).SetSampler(new ParentBasedSampler(share, remoteParentSampled: share, remoteParentNotSampled: share))
            .AddSource([Instruments.Name, .. PlatformSources]).AddProcessor(new PlatformTags())
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(To("traces")), QueuedSpans, scheduledDelayMilliseconds: 2_000, exporterTimeoutMilliseconds: options.TimeoutSeconds * 1_000))
            .Build();
        meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter([Instruments.Name, .. PlatformMeters])
            .AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(To("metrics")), options.IntervalSeconds * 1_000, options.TimeoutSeconds * 1_000)).Build();
        return Task.CompletedTask;
    }

    private OtlpExporterOptions To(string signal) => new()
    {
        Endpoint = options.AddressOf(signal), Headers = options.Headers, TimeoutMilliseconds = options.TimeoutSeconds * 1_000,
        Protocol = options.Protocol == TelemetryOptions.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
    };

    /// <summary>Everything else has ended: what is left goes out.</summary>
    public Task StoppedAsync(CancellationToken cancellation) => Task.WhenAll(
        Task.Run(() => traces?.Shutdown(LastWaitMilliseconds), CancellationToken.None), Task.Run(() => meters?.Shutdown(LastWaitMilliseconds), CancellationToken.None));

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellation) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
        traces?.Dispose();
        meters?.Dispose();
    }
}
