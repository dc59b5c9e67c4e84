namespace ApprovalFlow.Server.Telemetry;

/// <summary>Section <c>ApprovalFlow:Telemetry</c>: where figures and traces go. Nowhere unless said otherwise.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "ApprovalFlow:Telemetry";
    public const string Protobuf = "http/protobuf", Grpc = "grpc";

    /// <summary>A collector that speaks OTLP: <c>http://127.0.0.1:4318</c>; empty: nothing is sent.</summary>
    public string Endpoint { get; set; } = "";
    /// <summary>http/protobuf or grpc.</summary>
    public string Protocol { get; set; } = Protobuf;
    /// <summary>Sent with each request, as <c>name=value,name=value</c>: what the collector wants to see from whoever may write.</summary>
    public string Headers { get; set; } = "";
    /// <summary>The share of traces that is kept, 0 to 1.</summary>
    public double Sampling { get; set; } = 1;
    public string ServiceName { get; set; } = "approvalflow";
    /// <summary>How often figures are taken and sent, in seconds.</summary>
    public int IntervalSeconds { get; set; } = 15;
    /// <summary>How long an answer of the collector is awaited, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    public bool IsOn => Endpoint.Length > 0;

    public Uri AddressOf(string signal) => Protocol == Grpc ? new(Endpoint) : new($"{Endpoint.TrimEnd('/')}/v1/{signal}");

    /// <summary>None repeats a header: it may be a password.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        void Expect(bool holds, string member, string what) { if (!holds) problems.Add($"Expected {Section}:{member} to be {what}."); }
        Expect(Endpoint.Length == 0 || (Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0), "Endpoint", "an address beginning with http and without a query, or empty");
        Expect(Protocol is Protobuf or Grpc, "Protocol", $"{Protobuf} or {Grpc}");
        Expect(Headers.Length == 0 || Headers.Split(',').All(h => h.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && h[..at].Trim() is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')), "Headers", "name=value, with commas between");
        Expect(Sampling is >= 0 and <= 1, "Sampling", "0 to 1");
        Expect(ServiceName.Length is > 0 and <= 64 && ServiceName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), "ServiceName", "1 to 64 letters, digits, '-', '_' or '.'");
        Expect(IntervalSeconds is >= 1 and <= 3_600, "IntervalSeconds", "1 to 3600");
        Expect(TimeoutSeconds is >= 1 and <= 60, "TimeoutSeconds", "1 to 60");
        return problems;
    }
}
