using System.Diagnostics;
using System.Text.Json;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;

namespace ApprovalFlow.Server.Feeding;

/// <summary>Posts the feed to one receiver after the other, each in order and each as fast as it confirms.</summary>
/// <remarks>A batch is sent again until it is confirmed, and the receiver knows by the numbers what it has. So nothing is lost or doubled, whoever is killed when.</remarks>
public sealed partial class FeedPusher(FeedQuery feed, FeedDeliveries deliveries, HttpClient http, TimeProvider time, ILogger<FeedPusher> logger)
{
    private const int LongestAnswer = 4_096;
    private readonly string process = Guid.NewGuid().ToString("N");

    /// <summary>Sends one batch when one is due.</summary>
    /// <returns>Whether there is more to send at once.</returns>
    public async Task<bool> PushAsync(FeedReceiver receiver, CancellationToken cancellation = default)
    {
        if (receiver.Url.Length == 0 || !(await deliveries.FindAsync(receiver.Name, cancellation)).IsDue(time.GetUtcNow(), await feed.HeadAsync(cancellation))
            || await deliveries.LeaseAsync(receiver.Name, process, cancellation) is not { } before)
            return false;
        var batch = await feed.ReadAsync(before.Delivered, cancellation: cancellation);
        using var span = FeedTelemetry.Begin(receiver.Name, batch);
        var started = Stopwatch.GetTimestamp();
        var after = await SendAsync(receiver, before, batch, cancellation);
        var fault = FeedFault.Read(after.Error)?.Code;
        FeedTelemetry.Ended(span, receiver.Name, fault, started);
        await deliveries.SaveAsync(after, process, cancellation);
        // What the receiver said stands on the feed's page: it may repeat anything that was sent to it, and the log is not for that.
        if (fault is not null)
            LogFailed(receiver.Name, after.Attempts, fault);
        return after.Error is null && after.Delivered < batch.Head;
    }

    private async Task<FeedDelivery> SendAsync(FeedReceiver receiver, FeedDelivery before, FeedBatch batch, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(receiver.TimeoutSeconds));
        try
        {
            var body = batch.ToBytes();
            using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
            request.Headers.Add(FeedSignature.Receiver, receiver.Name);
            request.Headers.Add(FeedSignature.Header, FeedSignature.Of(receiver.Secret, time.GetUtcNow(), body));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var said = await ReadAsync(answer.Content, timeout.Token);
            var (now, status) = (time.GetUtcNow(), (int)answer.StatusCode);
            // 409: it has another number than was thought, and says which.
            if ((answer.IsSuccessStatusCode || status == StatusCodes.Status409Conflict) && HaveOf(said) is { } have)
                // It may have pulled what came since.
                return have <= batch.Head || have <= await feed.HeadAsync(cancellation) ? before.Confirmed(have, now) : before.Refused(FeedFault.Ahead(have, batch.Head), now);
            var error = FeedFault.Answered(status, said);
            return status is >= 400 and < 500 and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests) ? before.Refused(error, now) : before.Failed(error, now);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return before.Failed(e is OperationCanceledException ? FeedFault.NoAnswer(receiver.TimeoutSeconds) : FeedFault.Unreachable, time.GetUtcNow());
        }
    }

    /// <summary>The beginning of an answer: nobody can fill the memory with one.</summary>
    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static long? HaveOf(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("have", out var have) && have.ValueKind == JsonValueKind.Number && have.TryGetInt64(out var number) && number >= 0 ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "The feed did not reach {Receiver} (attempt {Attempt}): {Fault}")]
    private partial void LogFailed(string receiver, int attempt, string fault);
}
