using ApprovalFlow.Domain.Feeding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApprovalFlow.Receiver;

/// <summary>Where the source posts its batches, and where somebody looks how it stands.</summary>
internal static class Host
{
    private const long LargestBatch = 64L << 20;
    /// <summary>Without pushes the source is asked now and then.</summary>
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(string address, Intake intake, Puller? puller, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBatch);
        await using var app = builder.Build();
        app.MapPost("/feed", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var receipt = intake.Take(body.ToArray(), http.Request.Headers[FeedSignature.Header]);
            return Results.Json(new { have = receipt.Have, error = receipt.Error }, statusCode: receipt.Status);
        });
        app.MapGet("/status", () =>
        {
            var (have, head, feed, findings) = intake.Standing;
            return Results.Json(new { have, head, feed, findings });
        });
        await app.StartAsync(cancellation);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                if (puller is not null && await puller.PullAsync(cancellation) is { Error: { } error })
                    Console.Error.WriteLine(error);
                await Task.Delay(Ask, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: what was confirmed is stored.
        }
        await app.StopAsync(CancellationToken.None);
    }
}
