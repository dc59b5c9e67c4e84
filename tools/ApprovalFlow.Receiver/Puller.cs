using System.Text;
using ApprovalFlow.Domain.Feeding;

namespace ApprovalFlow.Receiver;

/// <summary>Asks the source for what is missing: at start, and whenever nobody pushes.</summary>
/// <param name="source">The source's address, without a path.</param>
internal sealed class Puller(HttpClient http, Uri source, string name, string secret, Intake intake, TimeProvider time)
{
    private const long LargestBatch = 64L << 20;

    /// <summary>Until there is nothing new.</summary>
    /// <returns>What came of it; null: the source could not be asked, and is asked again later.</returns>
    public async Task<Receipt?> PullAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            var path = $"/api/feed?after={intake.Have}";
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(source, path));
            request.Headers.Add(FeedSignature.Receiver, name);
            request.Headers.Add(FeedSignature.Header, FeedSignature.Of(secret, time.GetUtcNow(), Encoding.UTF8.GetBytes($"GET {path}")));
            byte[] body;
            string? signature;
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (!answer.IsSuccessStatusCode)
                    return new((int)answer.StatusCode, intake.Have, $"The source answered HTTP {(int)answer.StatusCode}.");
                await answer.Content.LoadIntoBufferAsync(LargestBatch, cancellation);
                body = await answer.Content.ReadAsByteArrayAsync(cancellation);
                signature = answer.Headers.TryGetValues(FeedSignature.Header, out var values) ? values.First() : null;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                return null;
            }
            var before = intake.Have;
            var receipt = intake.Take(body, signature);
            if (receipt.Status != 200 || receipt.Have == before)
                return receipt;
        }
    }
}
