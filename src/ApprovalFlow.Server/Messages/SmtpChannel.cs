using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ApprovalFlow.Server.Messages;

/// <summary>Mail over SMTP. What the server accepts counts as delivered: mail has no receipts that can be relied on.</summary>
internal sealed class SmtpChannel(MailOptions options) : IMessageChannel
{
    public string Name => MessageChannels.Mail;

    public async Task<AttemptOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(message.Address, out var to))
            return new AttemptOutcome.Refused("address-invalid");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        using var smtp = new SmtpClient();
        var handing = false;
        try
        {
            await smtp.ConnectAsync(options.Host, options.Port, options.Security switch { "tls" => SecureSocketOptions.SslOnConnect, "starttls" => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, timeout.Token);
            if (options.User.Length > 0)
                await smtp.AuthenticateAsync(options.User, options.Password, timeout.Token);
            handing = true;
            await smtp.SendAsync(MailOf(message, to), timeout.Token);
            handing = false;
            await CloseAsync(smtp);
            return new AttemptOutcome.Accepted(Final: true);
        }
        catch (SmtpCommandException e)
        {
            // The server has answered: 5xx is for good, 4xx for now.
            return (int)e.StatusCode >= 500 ? new AttemptOutcome.Refused("refused-by-gateway") : new AttemptOutcome.NotTaken("gateway-busy");
        }
        catch (Exception e) when (e is AuthenticationException or SslHandshakeException)
        {
            return new AttemptOutcome.NotTaken(e is AuthenticationException ? "gateway-login" : "gateway-address");
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or ServiceNotConnectedException or NotSupportedException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return handing ? new AttemptOutcome.Unanswered("no-answer") : new AttemptOutcome.NotTaken("unreachable");
        }
    }

    /// <remarks>No mail server says what it has taken: a person decides.</remarks>
    public Task<GatewayMemory> AskAsync(Message message, CancellationToken cancellation) => Task.FromResult(GatewayMemory.NotAskable);

    private MimeMessage MailOf(Message message, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(options.From);
        return new()
        {
            // The same for every attempt: a server that keeps to the standard drops a second one.
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)))[..32]}@{from.Domain}",
            From = { from }, To = { to }, Subject = message.Subject, Date = message.At, Body = new TextPart("plain") { Text = message.Text },
            Headers = { { "Auto-Submitted", "auto-generated" } },
        };
    }

    /// <summary>The mail is taken; whether the parting words arrive changes nothing.</summary>
    private static async Task CloseAsync(SmtpClient smtp)
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await smtp.DisconnectAsync(true, soon.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
        }
    }
}
