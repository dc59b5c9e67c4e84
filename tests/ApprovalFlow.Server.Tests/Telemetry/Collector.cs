using System.Collections.Concurrent;
using System.Text;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Server.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Server.Tests.Telemetry;

/// <summary>A collector on the loopback interface that keeps what really arrives. It also takes a feed, so that a batch has somewhere to go.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Signal, string? Header, byte[] Body)> requests = [];
    private readonly TaskCompletionSource closed = new();

    private Collector(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;
    /// <summary>What it answers; null: nothing, ever.</summary>
    public int? Status { get; set; } = StatusCodes.Status200OK;
    /// <summary>Counted as they arrive, whatever is answered.</summary>
    public int Requests { get; private set; }

    public IEnumerable<ReceivedSpan> Spans => Bodies("traces").SelectMany(Otlp.Spans);
    public IEnumerable<ReceivedPoint> Points => Bodies("metrics").SelectMany(Otlp.Points);
    public IEnumerable<string?> Headers => requests.Select(r => r.Header);
    /// <summary>Everything that was sent, as it lay on the wire.</summary>
    public string Text => string.Concat(requests.Select(r => Encoding.UTF8.GetString(r.Body)));

    private IEnumerable<byte[]> Bodies(string signal) => requests.Where(r => r.Signal == signal).Select(r => r.Body);

    public static async Task<Collector> StartAsync(string protocol = TelemetryOptions.Protobuf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocol == TelemetryOptions.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/{signal}", (string signal, HttpContext http) => collector.TakeAsync(signal, http, grpc: false));
        collector.app.MapPost("/opentelemetry.proto.collector.{service}/Export", (string service, HttpContext http) => collector.TakeAsync(service.StartsWith("trace", StringComparison.Ordinal) ? "traces" : "metrics", http, grpc: true));
        collector.app.MapPost("/feed", async Task<IResult> (HttpContext http, CancellationToken _) => Results.Json(new { have = FeedBatch.Read(await BodyAsync(http)) is var batch && batch.Entries.Count > 0 ? batch.Entries[^1].Number : batch.Head }));
        await collector.app.StartAsync();
        collector.Address = new(collector.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return collector;
    }

    private async Task TakeAsync(string signal, HttpContext http, bool grpc)
    {
        var body = await BodyAsync(http);
        Requests++;
        if (Status is not { } status)
        {
            await closed.Task.WaitAsync(http.RequestAborted);
            return;
        }
        http.Response.StatusCode = grpc ? StatusCodes.Status200OK : status;
        if (status == StatusCodes.Status200OK)
            // A message of gRPC lies behind a flag and its length.
            requests.Enqueue((signal, http.Request.Headers["x-collector-key"], grpc ? body[5..] : body));
        if (grpc)
        {
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", status == StatusCodes.Status200OK ? "0" : "14");
            await http.Response.Body.WriteAsync(new byte[5]);
        }
        else
        {
            http.Response.ContentType = "application/x-protobuf";
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        closed.TrySetCanceled();
        await app.DisposeAsync();
    }
}
