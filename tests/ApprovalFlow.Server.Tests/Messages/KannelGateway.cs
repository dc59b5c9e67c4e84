using ApprovalFlow.Testing;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using ApprovalFlow.Server.Messages;

namespace ApprovalFlow.Server.Tests.Messages;

/// <summary>Debian's Kannel with its fake message centre, on free ports of the loopback interface, in a folder of its own.</summary>
internal sealed partial class KannelGateway : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-kannel").FullName;
    private readonly int admin = FreePort.Next(), boxes = FreePort.Next(), centre = FreePort.Next(), send = FreePort.Next();
    private readonly StringBuilder received = new();
    private Process? bearerbox, smsbox, fake;

    /// <param name="callback">The server that reports come to.</param>
    public KannelGateway(string callback)
    {
        Options = new()
        {
            Mode = MessageOptions.Kannel, Url = $"http://127.0.0.1:{send}/cgi-bin/sendsms", User = "approvalflow", Password = "sms-password", Sender = "10690000", ReportUrl = callback,
            ReportSecret = "a-secret-of-the-tests", AdminUrl = $"http://127.0.0.1:{admin}", AdminPassword = "status-password", TimeoutSeconds = 3,
        };
        File.WriteAllText(Path.Combine(folder, "kannel.conf"), $"""
            group = core
            admin-port = {admin}
            admin-interface = 127.0.0.1
            admin-password = admin-password
            status-password = status-password
            admin-deny-ip = "*.*.*.*"
            admin-allow-ip = "127.0.0.1"
            smsbox-port = {boxes}
            smsbox-interface = 127.0.0.1
            smsbox-port-ssl = false
            box-deny-ip = "*.*.*.*"
            box-allow-ip = "127.0.0.1"
            dlr-storage = spool
            dlr-spool = "{Made("reports")}"
            store-type = spool
            store-location = "{Made("store")}"

            group = smsc
            smsc = fake
            smsc-id = FAKE
            port = {centre}
            connect-allow-ip = "127.0.0.1"

            group = smsbox
            bearerbox-host = 127.0.0.1
            bearerbox-port = {boxes}
            smsbox-id = approvalflow
            sendsms-port = {send}
            sendsms-interface = 127.0.0.1
            http-request-retry = 1000
            http-queue-delay = 1

            group = smsbox-route
            smsbox-id = approvalflow
            smsc-id = FAKE

            group = sendsms-user
            username = approvalflow
            password = sms-password
            user-deny-ip = "*.*.*.*"
            user-allow-ip = "127.0.0.1"
            max-messages = 10
            concatenation = true
            forced-smsc = FAKE

            group = sms-service
            keyword = default
            get-url = "{callback}/api/gateway/sms/inbound?from=%p&text=%a&token={Options.TokenOf("inbound")}"
            max-messages = 0
            omit-empty = true

            """);
    }

    public SmsOptions Options { get; }

    private string Made(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    public async Task StartAsync()
    {
        bearerbox = Start("/usr/sbin/bearerbox", "-v", "3", "kannel.conf");
        await Wait.UntilAsync(() => FreePort.Listens(boxes) && FreePort.Listens(centre), () => "bearerbox does not listen.");
        smsbox = Start("/usr/sbin/smsbox", "-v", "3", "kannel.conf");
        using var http = new HttpClient();
        await Wait.UntilAsync(async () => FreePort.Listens(send) && (await http.GetStringAsync($"{Options.AdminUrl}/status.txt?password=status-password")).Contains("smsbox:approvalflow", StringComparison.Ordinal), () => "smsbox does not come on line.");
    }

    /// <summary>The message centre connects; what waits goes out. It sends one short message itself, from a subscriber.</summary>
    public async Task ConnectCentreAsync(string from = "13900000000", string text = "hello")
    {
        await Wait.UntilAsync(() => FreePort.Listens(centre), () => "bearerbox does not listen for the centre.");
        fake = Start("/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", $"{centre}", "-i", "1000000", "-m", "2", $"{from} 10690000 text {text}");
    }

    public void DisconnectCentre() => Kill(ref fake);

    /// <summary>Without a chance to store anything or to say goodbye.</summary>
    public void KillBoxes()
    {
        Kill(ref smsbox);
        Kill(ref bearerbox);
    }

    /// <summary>It takes connections and requests no more, and answers nothing, until it is let go on.</summary>
    public void FreezeSmsbox() => Signal(smsbox!, 19);
    /// <summary>smsbox takes requests and hands them on; what it hands on lies unread until this goes on.</summary>
    public void FreezeBearerbox() => Signal(bearerbox!, 19);
    public void ThawBearerbox() => Signal(bearerbox!, 18);
    public void KillSmsbox() => Kill(ref smsbox);
    public async Task StartSmsboxAsync()
    {
        smsbox = Start("/usr/sbin/smsbox", "-v", "3", "kannel.conf");
        await Wait.UntilAsync(() => FreePort.Listens(send), () => "smsbox does not listen.");
    }

    /// <summary>The messages as telephones would show them, their parts put together.</summary>
    public IReadOnlyList<(string To, string Text, int Parts)> Messages()
    {
        string log;
        lock (received)
            log = received.ToString();
        var messages = new List<(string To, string Text, int Parts)>();
        var open = new Dictionary<(string To, byte Reference), byte[]?[]>();
        foreach (Match line in Received().Matches(log))
        {
            // The fake centre shows what is in its own alphabet as it is, and everything else byte by byte.
            var data = line.Groups["type"].Value == "text" ? Encoding.Latin1.GetBytes(line.Groups["data"].Value) : Bytes(line.Groups["data"].Value);
            var to = line.Groups["to"].Value;
            if (line.Groups["udh"].Value is not { Length: > 0 } header)
            {
                messages.Add((to, Text(data, line.Groups["type"].Value), 1));
                continue;
            }
            // 05 00 03 reference total number
            var udh = Bytes(header);
            var parts = open.TryGetValue((to, udh[3]), out var known) ? known : open[(to, udh[3])] = new byte[]?[udh[4]];
            parts[udh[5] - 1] = data;
            if (parts.All(p => p is not null))
            {
                messages.Add((to, Text([.. parts.SelectMany(p => p!)], "data"), parts.Length));
                open.Remove((to, udh[3]));
            }
        }
        return messages;
    }

    private static string Text(byte[] data, string type) => type == "text" ? Encoding.UTF8.GetString(data) : Encoding.BigEndianUnicode.GetString(data);

    private static byte[] Bytes(string encoded) => WebUtility.UrlDecodeToBytes(Encoding.Latin1.GetBytes(encoded), 0, encoded.Length);

    private Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardErrorEncoding = Encoding.Latin1, StandardOutputEncoding = Encoding.Latin1 })!;
        void Keep(object _, DataReceivedEventArgs line)
        {
            if (line.Data?.Contains("Got message", StringComparison.Ordinal) == true)
                lock (received)
                    received.AppendLine(line.Data);
        }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Kill(ref Process? process)
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    private static void Signal(Process process, int signal)
    {
        if (kill(process.Id, signal) != 0)
            throw new InvalidOperationException($"Expected to signal {process.Id}, but it answered {Marshal.GetLastPInvokeError()}.");
    }

    public ValueTask DisposeAsync()
    {
        Kill(ref fake);
        KillBoxes();
        Leftovers.Delete(folder);
        return ValueTask.CompletedTask;
    }

#pragma warning disable CA2101, SYSLIB1054, CA5392
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
#pragma warning restore CA2101, SYSLIB1054, CA5392

    [GeneratedRegex(@"Got message \d+: <\S+ (?<to>\S+) (?:udh (?<udh>\S+) )?(?<type>text|data|ucs-2) (?<data>.*)>")]
    private static partial Regex Received();
}
