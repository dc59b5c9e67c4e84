using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Notices;

/// <summary>How people can be reached and what they do not want: numbers and addresses of accounts, the number on an application, opt-outs.</summary>
public sealed class Contacts(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    private const string Number = "tel:";
    public const string English = "en";

    public async Task<IReadOnlyList<Contact>> FindAsync(IReadOnlyList<string> userIds, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var users = await context.Users.AsNoTracking().Where(u => userIds.Contains(u.Id)).Select(u => new { u.Id, u.PhoneNumber, u.Email, u.Language }).ToListAsync(cancellation);
        var optOuts = await OptOutsAsync(context, [.. users.Select(u => u.Id)], cancellation);
        return [.. users.OrderBy(u => u.Id, StringComparer.Ordinal).Select(u => new Contact(u.Id, u.PhoneNumber, u.Email) { Chinese = u.Language != English, OptOuts = optOuts[u.Id].ToHashSet() })];
    }

    /// <summary>The applicant's account, where there is one; the number on the application stands in for one that the account lacks.</summary>
    public async Task<Contact> OfApplicantAsync(Applicant applicant, CancellationToken cancellation = default)
    {
        if (applicant.UserId is { } userId && (await FindAsync([userId], cancellation)).FirstOrDefault() is { } account)
            return PhoneNumber.Read(account.Phone) is null ? account with { Phone = applicant.Phone } : account;
        var subject = Number + PhoneNumber.Read(applicant.Phone);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return new(Contact.ApplicantId, applicant.Phone, null) { OptOuts = (await OptOutsAsync(context, [subject], cancellation))[subject].ToHashSet() };
    }

    /// <summary>Sets number, address, language and opt-outs of an account; what is not optional cannot be opted out of.</summary>
    public async Task SetAsync(Contact wanted, CancellationToken cancellation = default)
    {
        DateTimeOffset now = time.GetUtcNow();
        var wishes = wanted.OptOuts.Where(o => MessageClasses.IsOptional(o.Class) && MessageChannels.Outside.Contains(o.Channel)).ToHashSet();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var (phone, mail, language) = (PhoneNumber.Read(wanted.Phone), wanted.AddressOn(MessageChannels.Mail), wanted.Chinese ? null : English);
        var user = await context.Users.SingleAsync(u => u.Id == wanted.Id, cancellation);
        (user.PhoneNumber, user.Email, user.NormalizedEmail, user.Language) = (phone, mail, mail?.ToUpperInvariant(), language);
        var stored = await context.OptOuts.Where(o => o.Subject == wanted.Id).ToListAsync(cancellation);
        context.OptOuts.RemoveRange(stored.Where(o => !wishes.Contains((o.Class, o.Channel))));
        context.OptOuts.AddRange(wishes.Where(w => !stored.Exists(o => (o.Class, o.Channel) == w)).Select(w => new StoredOptOut { Subject = wanted.Id, Class = w.Class, Channel = w.Channel, At = now }));
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>退订: the number, and every account that has it, takes no optional short messages any more.</summary>
    public async Task StopAsync(string number, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        List<string> subjects = [Number + number, .. await context.Users.Where(u => u.PhoneNumber == number).Select(u => u.Id).ToListAsync(cancellation)];
        var there = (await context.OptOuts.AsNoTracking().Where(o => subjects.Contains(o.Subject) && o.Channel == MessageChannels.Sms).ToListAsync(cancellation)).Select(o => (o.Subject, o.Class)).ToHashSet();
        foreach (var subject in subjects)
            foreach (var kind in MessageClasses.All.Where(c => MessageClasses.IsOptional(c) && !there.Contains((subject, c))))
                context.OptOuts.Add(new() { Subject = subject, Class = kind, Channel = MessageChannels.Sms, At = now });
        await context.SaveChangesAsync(cancellation);
    }

    private static async Task<ILookup<string, (MessageClass, string)>> OptOutsAsync(ApprovalFlowContext context, IReadOnlyList<string> subjects, CancellationToken cancellation) =>
        (await context.OptOuts.AsNoTracking().Where(o => subjects.Contains(o.Subject)).ToListAsync(cancellation)).ToLookup(o => o.Subject, o => (o.Class, o.Channel));
}
