using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;

namespace ApprovalFlow.Server.Messages;

/// <summary>Short messages through Kannel: <c>sendsms</c> of smsbox, reports to an address of ours that carries the message's own key.</summary>
internal sealed class KannelChannel(HttpClient http, SmsOptions options) : IMessageChannel
{
    public const string ReportPath = "/api/gateway/sms/report";
    private const int LargestAnswer = 4 * 1024 * 1024;

    public string Name => MessageChannels.Sms;

    /// <remarks>A connection for each request: on one that was used before, the client would send a request again by itself when the gateway dies, and two messages would go out.</remarks>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<AttemptOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            using var answer = await http.GetAsync(AddressOf(message), timeout.Token);
            return SmsAnswer.Read(RequestFault.None, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(timeout.Token));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError || e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return SmsAnswer.Read(RequestFault.NotConnected, 0, "");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return SmsAnswer.Read(RequestFault.NoAnswer, 0, "");
        }
    }

    /// <remarks>A gateway whose boxes do not all run proves nothing: what it holds may lie where it cannot be asked.</remarks>
    public async Task<GatewayMemory> AskAsync(Message message, CancellationToken cancellation)
    {
        if (options.AdminUrl.Length == 0)
            return GatewayMemory.NotAskable;
        try
        {
            var status = await ReadAsync("status.xml", cancellation);
            var runs = status.Descendants("status").Any(s => s.Value.StartsWith("running", StringComparison.Ordinal))
                && status.Descendants("box").Any(b => (string?)b.Element("type") == "smsbox" && ((string?)b.Element("status"))?.StartsWith("on-line", StringComparison.Ordinal) == true);
            if (!runs)
                return GatewayMemory.Silent;
            var store = await ReadAsync("store-status.xml", cancellation);
            return store.Descendants("message").Any(m => (string?)m.Element("receiver") == message.Address || (string?)m.Element("sender") == message.Address) ? GatewayMemory.Holds : GatewayMemory.HoldsNothing;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or XmlException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return GatewayMemory.Silent;
        }
    }

    /// <summary>A message's key as it stands in the address of its report.</summary>
    public static string NameOf(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Null when nobody here can have made it.</summary>
    public static string? KeyOf(string name) => Base64Url.IsValid(name) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(name)) : null;

    private Uri AddressOf(Message message)
    {
        // Kannel puts values of its own behind percent signs, so the key must bring none.
        var report = $"{options.ReportUrl.TrimEnd('/')}{ReportPath}?message={NameOf(message.Key)}&token={options.TokenOf(message.Key)}&type=%d";
        Dictionary<string, string> fields = new()
        {
            ["username"] = options.User, ["password"] = options.Password, ["to"] = message.Address!, ["text"] = message.Text, ["charset"] = "UTF-8",
            // Without coding=2 Kannel would make the GSM alphabet of Chinese.
            ["coding"] = MessageText.IsGsm(message.Text) ? "0" : "2",
            // Delivered, not delivered, waits at the centre, at the centre, refused there.
            ["dlr-mask"] = 31.ToString(CultureInfo.InvariantCulture), ["dlr-url"] = report,
        };
        if (options.Sender.Length > 0)
            fields["from"] = options.Sender;
        return new($"{options.Url}?{string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}");
    }

    private async Task<XDocument> ReadAsync(string page, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        using var answer = await http.GetAsync($"{options.AdminUrl.TrimEnd('/')}/{page}?password={Uri.EscapeDataString(options.AdminPassword)}", timeout.Token);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(timeout.Token);
        using var reader = XmlReader.Create(body, new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = LargestAnswer });
        return await XDocument.LoadAsync(reader, LoadOptions.None, timeout.Token);
    }
}
