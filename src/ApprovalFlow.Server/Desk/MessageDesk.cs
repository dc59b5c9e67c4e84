using System.Security.Claims;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Accounts;
using MimeKit;

namespace ApprovalFlow.Server.Desk;

/// <summary>Messages for those who watch them, and each person's own wishes.</summary>
public sealed class MessageDesk(MessageReports reports, Contacts contacts, CurrentActor actors)
{
    public async Task<Rejection?> RetryAsync(ClaimsPrincipal user, string key, CancellationToken cancellation = default) => await reports.RetryAsync(key, await actors.OfAsync(user, cancellation), cancellation);

    public async Task<MessageSettings> SettingsAsync(ClaimsPrincipal user, CancellationToken cancellation = default)
    {
        var contact = (await contacts.FindAsync([user.UserId()], cancellation)).Single();
        return new(contact.Phone, contact.Mail, contact.Chinese ? "zh-CN" : "en",
            [.. contact.OptOuts.Select(o => new MessageOptOut(MessageClasses.NameOf(o.Class), o.Channel)).OrderBy(o => o.Class, StringComparer.Ordinal).ThenBy(o => o.Channel, StringComparer.Ordinal)]);
    }

    public async Task<Rejection?> SetAsync(ClaimsPrincipal user, MessageSettings wanted, CancellationToken cancellation = default)
    {
        if (!string.IsNullOrWhiteSpace(wanted.Phone) && PhoneNumber.Read(wanted.Phone) is null)
            return new("phone-invalid", "Expected a mobile number of eleven digits, but it is another text.");
        if (!string.IsNullOrWhiteSpace(wanted.Mail) && !(MailboxAddress.TryParse(wanted.Mail.Trim(), out var mailbox) && mailbox.Address == wanted.Mail.Trim() && mailbox.Address.Contains('@', StringComparison.Ordinal)))
            return new("mail-invalid", "Expected a mail address, but it is another text.");
        var optOuts = new HashSet<(MessageClass, string)>();
        foreach (var optOut in wanted.OptOuts)
        {
            if (MessageClasses.Find(optOut.Class) is not { } kind || !MessageClasses.IsOptional(kind) || !MessageChannels.Outside.Contains(optOut.Channel))
                return new("message-class-required", $"Expected a class and channel that can be opted out of, but it is '{optOut.Class}' on '{optOut.Channel}'.");
            optOuts.Add((kind, optOut.Channel));
        }
        await contacts.SetAsync(new(user.UserId(), wanted.Phone, wanted.Mail) { Chinese = wanted.Language != Contacts.English, OptOuts = optOuts }, cancellation);
        return null;
    }
}

/// <param name="Language"><c>zh-CN</c> or <c>en</c>: in which messages are written.</param>
/// <param name="OptOuts">Classes that are not wanted on a channel; legal notices and supervision cannot be among them.</param>
public sealed record MessageSettings(string? Phone, string? Mail, string Language, IReadOnlyList<MessageOptOut> OptOuts);

public sealed record MessageOptOut(string Class, string Channel);
