using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Messages;

namespace ApprovalFlow.Server.Api;

/// <summary>What the SMS gateway calls: it has no account here, its addresses are signed instead.</summary>
public static class GatewayApi
{
    /// <summary>What the token of the address for incoming messages is made of.</summary>
    public const string Inbound = "inbound";
    /// <summary>回 T 退订, as the operators' rules have it.</summary>
    private static readonly string[] Stops = ["T", "TD", "QX", "退订", "STOP"];

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var gateway = routes.MapGroup("/api/gateway/sms").WithTags("Gateway").AllowAnonymous().ProducesProblem(StatusCodes.Status403Forbidden);

        gateway.MapGet("/report", async (string message, string token, int type, MessageReports reports, MessageOptions options, CancellationToken cancellation) =>
        {
            if (KannelChannel.KeyOf(message) is not { } key || !IsSigned(options, key, token))
                return NotSigned();
            if (SmsAnswer.Report(type) is { } report)
                await reports.ReportAsync(key, report, cancellation);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).WithName("ReportSms").WithSummary("A delivery report of the SMS gateway; the address is signed for one message.");

        gateway.MapGet("/inbound", async (string from, string? text, string token, Contacts contacts, MessageOptions options, CancellationToken cancellation) =>
        {
            if (!IsSigned(options, Inbound, token))
                return NotSigned();
            if (PhoneNumber.Read(from) is { } number && Stops.Contains(text?.Trim(), StringComparer.OrdinalIgnoreCase))
                await contacts.StopAsync(number, cancellation);
            // Whatever is answered would be sent back and paid for.
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).WithName("ReceiveSms").WithSummary("A short message that somebody sent: T, TD or 退订 opts the number out of what is optional.");
    }

    /// <summary>Without a gateway nobody has a secret, and nothing is signed.</summary>
    private static bool IsSigned(MessageOptions options, string text, string token) => options.Sms.Mode == MessageOptions.Kannel
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(options.Sms.TokenOf(text)), Encoding.UTF8.GetBytes(token));

    private static IResult NotSigned() => Refusals.Problem("gateway-not-signed", "Expected an address that this server gave to its gateway, but its token is another one.");
}
