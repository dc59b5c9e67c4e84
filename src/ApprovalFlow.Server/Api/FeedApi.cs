using System.Globalization;
using System.Text;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Feeding;
using Microsoft.AspNetCore.Http.Features;

namespace ApprovalFlow.Server.Api;

/// <summary>The journal as it grows, for supervision bureaus: signed, gapless, to be asked for again from any number (docs/feed.md).</summary>
/// <remarks>A receiver has no account here: it signs the address it asks for with the secret it shares with this house.</remarks>
public static class FeedApi
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(500);

    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        var feed = routes.MapGroup("/api/feed").WithTags("Feed").AllowAnonymous().ProducesProblem(StatusCodes.Status403Forbidden);

        feed.MapGet("/", async (HttpContext http, long after, int? take, int? wait, FeedQuery query, FeedPulse pulse, FeedOptions options, TimeProvider time, CancellationToken cancellation) =>
        {
            if (ReceiverOf(http, options, time) is not { } receiver)
                return NotSigned();
            var until = TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, (int)LongestWait.TotalSeconds));
            var begun = time.GetTimestamp();
            var batch = await query.ReadAsync(Math.Max(0, after), take ?? FeedQuery.MostEntries, cancellation);
            while (batch.Entries.Count == 0 && time.GetElapsedTime(begun) < until)
            {
                await pulse.WaitAsync(Look, cancellation);
                batch = await query.ReadAsync(Math.Max(0, after), take ?? FeedQuery.MostEntries, cancellation);
            }
            var body = batch.ToBytes();
            http.Response.Headers[FeedSignature.Header] = FeedSignature.Of(receiver.Secret, time.GetUtcNow(), body);
            return Results.Bytes(body, "application/json");
        }).Produces(StatusCodes.Status200OK, contentType: "application/json").WithName("PullFeed")
            .WithSummary("Entries of the feed behind a number, signed. `wait`: seconds to hold the answer until there is something. An empty batch says that there is nothing new.");

        feed.MapGet("/events", async (HttpContext http, long? after, FeedQuery query, FeedPulse pulse, FeedOptions options, TimeProvider time, CancellationToken cancellation) =>
        {
            if (ReceiverOf(http, options, time) is not { } receiver)
            {
                await NotSigned().ExecuteAsync(http);
                return;
            }
            // Who was cut off asks again from the number of the last event it saw.
            var have = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : Math.Max(0, after ?? 0);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            var spoke = time.GetTimestamp();
            for (var first = true; !cancellation.IsCancellationRequested; first = false)
            {
                var batch = await query.ReadAsync(have, cancellation: cancellation);
                if (batch.Entries.Count > 0 || first || time.GetElapsedTime(spoke) >= FeedDelivery.Heartbeat)
                {
                    have = batch.Entries.Count > 0 ? batch.Entries[^1].Number : have;
                    var body = batch.ToBytes();
                    // The signature goes before the batch on a line of its own; a batch has no line feed.
                    var text = $"id: {have}\nevent: batch\ndata: {FeedSignature.Of(receiver.Secret, time.GetUtcNow(), body)}\ndata: {Encoding.UTF8.GetString(body)}\n\n";
                    await http.Response.WriteAsync(text, cancellation);
                    await http.Response.Body.FlushAsync(cancellation);
                    spoke = time.GetTimestamp();
                }
                if (batch.Entries.Count == 0)
                    await pulse.WaitAsync(Look, cancellation);
            }
        }).Produces(StatusCodes.Status200OK, contentType: "text/event-stream").WithName("StreamFeed")
            .WithSummary("The feed as server-sent events: `id` is the number reached, the first line of `data` the signature, the second the batch. Goes on behind `Last-Event-ID`; an empty batch at least every minute.");

        var standing = routes.MapGroup("/api/feed/receivers").WithTags("Feed").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden);

        standing.MapGet("/", async (FeedDesk desk, CancellationToken cancellation) => await desk.ListAsync(cancellation))
            .Produces<IReadOnlyList<FeedStanding>>().WithName("ListFeedReceivers").WithSummary("How far each receiver of the feed is, and what went wrong last.");

        standing.MapPost("/{receiver}/resume", async (string receiver, FeedDesk desk, CancellationToken cancellation) => await desk.ResumeAsync(receiver, cancellation)
                ? Results.NoContent() : Refusals.Problem("feed-receiver-unknown", $"Expected a receiver that the feed is sent to, but there is no '{receiver}'."))
            .RequireAuthorization(Policies.Messages).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).WithName("ResumeFeed").WithSummary("Sends again, at once, what a receiver refused or could not take.");
    }

    private static FeedReceiver? ReceiverOf(HttpContext http, FeedOptions options, TimeProvider time) =>
        options.Find(http.Request.Headers[FeedSignature.Receiver]) is { } receiver
        && FeedSignature.WhyNot(http.Request.Headers[FeedSignature.Header], receiver.Secret, time.GetUtcNow(), Encoding.UTF8.GetBytes($"GET {http.Request.Path}{http.Request.QueryString}")) is null ? receiver : null;

    private static IResult NotSigned() => Refusals.Problem("feed-not-signed", $"Expected a receiver of the feed by its name in '{FeedSignature.Receiver}' and the address it asks for signed in '{FeedSignature.Header}', but one of them is missing or another.");
}
