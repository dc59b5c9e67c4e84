using System.Net;
using System.Text;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Receiver;
using ApprovalFlow.Testing;

namespace ApprovalFlow.Server.Tests.Feeding;

/// <summary>The receiving program at the other end of a line that a test cuts, slows down and garbles.</summary>
internal sealed class Bureau : HttpMessageHandler
{
    public const string Secret = "a secret that two houses share, 32+";
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-bureau-").FullName;
    private readonly TimeProvider time;

    public Bureau(TimeProvider time)
    {
        this.time = time;
        Open();
    }

    public Copy Copy { get; private set; } = null!;
    public Intake Intake { get; private set; } = null!;
    public int Requests { get; private set; }
    /// <summary>What happens to a request; null: it goes through.</summary>
    public Func<Func<HttpResponseMessage>, HttpResponseMessage>? Fault { get; set; }

    /// <summary>The program was killed and starts again on its file.</summary>
    public void Restart()
    {
        Copy.Dispose();
        Open();
    }

    private void Open()
    {
        Copy = new(Path.Combine(folder, "feed.db"));
        Intake = new(Copy, new Reckoner(Repository.Path("workflows")), Secret, time);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var signature = request.Headers.GetValues(FeedSignature.Header).Single();
        HttpResponseMessage Answer()
        {
            var receipt = Intake.Take(body, signature);
            return new((HttpStatusCode)receipt.Status) { Content = new StringContent($"{{\"have\":{receipt.Have},\"error\":\"{receipt.Error?.Replace('"', '\'')}\"}}", Encoding.UTF8) };
        }
        return Fault is { } fault ? fault(Answer) : Answer();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Copy.Dispose();
        Leftovers.Delete(folder);
    }
}
