using ApprovalFlow.Testing;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Messages;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using MimeKit;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Messages;

/// <summary>Mail to a real server on the loopback interface; and servers that refuse, are away, or die after they have read a mail.</summary>
[Needs(NeedsAttribute.MailServer)]
public sealed class SmtpTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-mail").FullName;
    private readonly int port = FreePort.Next();
    private Process? server;

    private string Box => Path.Combine(folder, "box");

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.Missing(NeedsAttribute.MailServer) is not null)
            return;
        server = Process.Start(new ProcessStartInfo("/usr/bin/aiosmtpd", ["-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", Box]) { RedirectStandardError = true, RedirectStandardOutput = true });
        await Wait.UntilAsync(() => FreePort.Listens(port), () => "the mail server does not listen.");
    }

    public Task DisposeAsync()
    {
        server?.Kill();
        server?.WaitForExit();
        server?.Dispose();
        Leftovers.Delete(folder);
        return Task.CompletedTask;
    }

    private static SmtpChannel Channel(int port) => new(new() { Mode = "smtp", Host = "127.0.0.1", Port = port, Security = "none", From = "window@example.org", TimeoutSeconds = 5 });

    private static Message Mail(string? address = "li.wei@example.org", string text = "第一行\n第二行") =>
        MessageCompliance.Of("A-1/4", channel: MessageChannels.Mail, address: address) with { Subject = "待办：审查（A-1）", Text = text };

    [ProviderFact]
    public async Task Mail_should_arrive_with_its_chinese_words_and_a_name_that_never_changes()
    {
        (await Channel(port).SendAsync(Mail(), default)).ShouldBe(new AttemptOutcome.Accepted(Final: true));
        (await Channel(port).SendAsync(Mail(), default)).ShouldBe(new AttemptOutcome.Accepted(Final: true));
        var mails = Directory.EnumerateFiles(Path.Combine(Box, "new")).Select(f => MimeMessage.Load(f)).ToList();
        mails.Count.ShouldBe(2);
        mails[0].Subject.ShouldBe("待办：审查（A-1）");
        mails[0].TextBody!.ReplaceLineEndings("\n").TrimEnd().ShouldBe("第一行\n第二行");
        mails[0].To.Mailboxes.Single().Address.ShouldBe("li.wei@example.org");
        mails[0].MessageId.ShouldBe(mails[1].MessageId);
    }

    [ProviderFact]
    public async Task Address_that_is_none_should_be_refused_without_asking() =>
        (await Channel(1).SendAsync(Mail("nobody\r\nBcc: all@example.org"), default)).ShouldBe(new AttemptOutcome.Refused("address-invalid"));

    [ProviderFact]
    public async Task Server_that_is_away_should_have_taken_nothing() => (await Channel(FreePort.Next()).SendAsync(Mail(), default)).ShouldBe(new AttemptOutcome.NotTaken("unreachable"));

    [ProviderFact]
    public async Task Server_should_be_read_by_what_it_did_with_the_mail()
    {
        (await AgainstAsync("550 no such person")).ShouldBe(new AttemptOutcome.Refused("refused-by-gateway"));
        (await AgainstAsync("451 later")).ShouldBe(new AttemptOutcome.NotTaken("gateway-busy"));
        (await AgainstAsync(null)).ShouldBe(new AttemptOutcome.Unanswered("no-answer"), "it has read the mail and died");
    }

    /// <param name="afterMail">What it answers once it has the mail; null: it closes the connection.</param>
    private static async Task<AttemptOutcome> AgainstAsync(string? afterMail)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line == ".")
                {
                    if (afterMail is null)
                        return;
                    await writer.WriteLineAsync(afterMail);
                }
                else if (line.StartsWith("DATA", StringComparison.Ordinal))
                    await writer.WriteLineAsync("354 go on");
                else if (line.StartsWith("EHLO", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal) || line.StartsWith("RSET", StringComparison.Ordinal))
                    await writer.WriteLineAsync("250 ok");
                else if (line.StartsWith("QUIT", StringComparison.Ordinal))
                    return;
            }
        });
        var outcome = await Channel(((IPEndPoint)listener.LocalEndpoint).Port).SendAsync(Mail(), default);
        await serving;
        return outcome;
    }
}
