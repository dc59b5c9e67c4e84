using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Runtime.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Notices;

/// <summary>Makes messages of what the rules say: finds out who the audience is at this moment, renders each one's words and writes them down, once per event, person and channel.</summary>
/// <remarks>Nothing is sent here. Called again for the same event it adds nothing, whatever has changed since.</remarks>
public sealed class MessageWriter(
    UserQuery accounts, Contacts contacts, IMessageStore store, MessageTemplates templates, MessagePolicy policy, IEnumerable<IMessageChannel> channels, IDbContextFactory<ApprovalFlowContext> contexts)
{
    private readonly HashSet<string> channels = [.. channels.Select(c => c.Name)];

    public async Task WriteAsync(MessageCause cause, IReadOnlyList<Telling> tellings, CancellationToken cancellation)
    {
        List<Message> messages = [];
        List<StoredNotice> notices = [];
        foreach (var telling in tellings)
            foreach (var contact in await AudienceAsync(cause, telling, cancellation))
            {
                var template = templates.Of(telling.Kind);
                var words = template.Render(contact.Chinese, telling.Values, policy.MaxParts);
                foreach (var channel in ChannelsOf(telling, contact))
                    messages.Add(MessageFor(cause, telling, contact, channel, template.Version, words));
                if (telling.InApp is { } note && contact.Id != Contact.ApplicantId)
                    notices.Add(NoticeFor(cause, contact.Id, note, words));
            }
        if (messages.Count > 0)
        {
            await store.AddAsync(messages, cancellation);
            Origins.Remember(messages.Select(m => m.Key));
        }
        await NoteAsync(notices, cancellation);
    }

    /// <summary>One missing address is no news where another one is there; that somebody cannot be reached at all is.</summary>
    private IEnumerable<string> ChannelsOf(Telling telling, Contact contact)
    {
        var outside = MessageChannels.Outside.Where(c => channels.Contains(c) && telling.Kind.Channels.Contains(c) && (c != MessageChannels.Sms || telling.Rings)).ToList();
        var reaching = outside.Where(c => contact.AddressOn(c) is not null).ToList();
        foreach (var channel in reaching.Count > 0 ? reaching : outside.Take(1))
            yield return channel;
        if (telling.InApp is not null && contact.Id != Contact.ApplicantId)
            yield return MessageChannels.InApp;
    }

    private static Message MessageFor(MessageCause cause, Telling telling, Contact contact, string channel, int version, MessageWords words)
    {
        var address = contact.AddressOn(channel);
        var delivery = channel == MessageChannels.InApp ? new Delivery(DeliveryState.Delivered, null) { SentAt = cause.At, DeliveredAt = cause.At }
            : !contact.Wants(telling.Kind.Class, channel) ? new Delivery(DeliveryState.OptedOut, null) { Reason = "opted-out" }
            : address is null ? new Delivery(DeliveryState.NoAddress, null) { Reason = "no-address" }
            : Delivery.Queued(cause.At);
        return new(cause.EventKey, cause.EventName, cause.CaseNumber, contact.Id, channel, channel == MessageChannels.InApp ? null : address, telling.Kind.Class, telling.Kind.Id, version, contact.Chinese,
            channel == MessageChannels.Sms ? "" : words.Subject, channel == MessageChannels.Mail ? words.Text : words.Sms, cause.At, delivery);
    }

    private static StoredNotice NoticeFor(MessageCause cause, string userId, Note note, MessageWords words) => new()
    {
        UserId = userId, At = cause.At, Key = cause.EventKey, Kind = note.Kind, CaseNumber = cause.CaseNumber, TaskId = note.TaskId, FromName = note.From,
        TaskNameZh = note.TaskId is null ? null : cause.Case?.Task(note.TaskId)?.NameZh, TaskNameEn = note.TaskId is null ? null : cause.Case?.Task(note.TaskId)?.NameEn,
        Text = note.Kind == Note.Told ? words.Text : note.Text,
    };

    private async Task<IReadOnlyList<Contact>> AudienceAsync(MessageCause cause, Telling telling, CancellationToken cancellation)
    {
        switch (telling.To)
        {
            case Audience.Applicant:
                return cause.Case?.Applicant is { } applicant ? [await contacts.OfApplicantAsync(applicant, cancellation)] : [];
            case Audience.Person person:
                return await contacts.FindAsync([person.UserId], cancellation);
            case Audience.Pool pool:
                var ids = new HashSet<string>(StringComparer.Ordinal);
                foreach (var candidate in pool.Candidates)
                    ids.UnionWith(await accounts.HoldersAsync(candidate, cancellation));
                // A task that so many may take is everybody's: it stands in all their inboxes.
                return telling.Kind.Id == MessageKind.Task && ids.Count > policy.PoolLimit ? [] : await contacts.FindAsync([.. ids], cancellation);
            default:
                return [];
        }
    }

    private async Task NoteAsync(List<StoredNotice> notices, CancellationToken cancellation)
    {
        for (var again = false; notices.Count > 0; again = true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var key = notices[0].Key;
            var there = (await context.Notices.AsNoTracking().Where(n => n.Key == key).Select(n => new { n.UserId, n.At }).ToListAsync(cancellation)).Select(n => (n.UserId, n.At)).ToHashSet();
            context.Notices.AddRange(notices.DistinctBy(n => n.UserId).Where(n => !there.Contains((n.UserId, n.At))));
            try
            {
                await context.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException) when (!again)
            {
                // Another process delivered it at the same moment.
            }
        }
    }
}

/// <summary>The event that messages are about.</summary>
/// <param name="Case">The case it belongs to; null for a trip's words to a body.</param>
public sealed record MessageCause(string EventKey, string EventName, string CaseNumber, DateTimeOffset At, CaseState? Case);
