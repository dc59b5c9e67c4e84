using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace ApprovalFlow.Persistence.Tests.Ledgers;

/// <summary>A timestamping service as openssl makes one: the real protocol, on this machine.</summary>
internal sealed class OpenSslAuthority : HttpMessageHandler
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-tsa-").FullName;

    public static bool IsAvailable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "openssl")));

    /// <summary>What is answered instead of a timestamp, when set.</summary>
    public HttpStatusCode? Refuses { get; set; }
    /// <summary>The answer to the first request is given to every later one, as somebody in the middle could.</summary>
    public bool Repeats { get; set; }
    private byte[]? first;

    public OpenSslAuthority()
    {
        File.WriteAllText(At("tsa.cnf"), $"""
            [ req ]
            distinguished_name = name
            x509_extensions = ext
            prompt = no
            [ name ]
            CN = Test Timestamp Authority
            [ ext ]
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            [ tsa ]
            default_tsa = one
            [ one ]
            serial = {At("serial")}
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """);
        Run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", At("tsa.cnf"), "-keyout", At("tsa.key"), "-out", At("tsa.pem"));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (Refuses is { } status)
            return new(status);
        if (first is null || !Repeats)
        {
            await File.WriteAllBytesAsync(At("query"), await request.Content!.ReadAsByteArrayAsync(cancellation), cancellation);
            Run("ts", "-reply", "-config", At("tsa.cnf"), "-queryfile", At("query"), "-signer", At("tsa.pem"), "-inkey", At("tsa.key"), "-out", At("reply"));
            first = await File.ReadAllBytesAsync(At("reply"), cancellation);
        }
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent(first) { Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-reply") } } };
    }

    private string At(string name) => Path.Combine(folder, name);

    private static void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Expected openssl {arguments[0]} to work, but: {said}");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
