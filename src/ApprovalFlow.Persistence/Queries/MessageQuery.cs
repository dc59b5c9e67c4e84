using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>Which messages a list shows. Conditions that are null do not limit.</summary>
public sealed record MessageListRequest
{
    public string? CaseNumber { get; init; }
    /// <summary>A user name, or a whole number or mail address.</summary>
    public string? Person { get; init; }
    public string? Channel { get; init; }
    public DeliveryState? State { get; init; }
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <summary>One message as those see it who watch the sending: the address masked.</summary>
/// <param name="Recipient">Name of the account; null for an applicant without one.</param>
public sealed record MessageRow(
    string Key, DateTimeOffset At, string CaseNumber, string EventKey, string EventName, string? Recipient, string? RecipientEn, string Address, string Channel, string Class,
    string TemplateId, int TemplateVersion, string Subject, string Text, int Parts, DeliveryState State, string? Reason, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? SentAt, DateTimeOffset? DeliveredAt)
{
    public bool MayBeRetried => State == DeliveryState.Dead;
    /// <summary>What happened to it, the oldest first.</summary>
    public IReadOnlyList<MessageStepRow> Steps { get; init; } = [];
}

public sealed record MessageStepRow(DateTimeOffset At, string What, string? Reason, string? By);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record MessagePage(IReadOnlyList<MessageRow> Rows, string? Next);

/// <summary>What was sent to whom and how it went, youngest first.</summary>
public sealed class MessageQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    private const int OfOneCase = 200;

    public async Task<MessagePage> ListAsync(MessageListRequest request, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var messages = context.Messages.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(request.CaseNumber) && request.CaseNumber.Trim() is var number)
            messages = messages.Where(m => m.CaseNumber == number);
        if (!string.IsNullOrWhiteSpace(request.Person) && request.Person.Trim() is var person)
        {
            var (normalized, address) = (person.ToUpperInvariant(), PhoneNumber.Read(person) ?? person);
            var ids = await context.Users.Where(u => u.NormalizedUserName == normalized).Select(u => u.Id).ToListAsync(cancellation);
            messages = messages.Where(m => m.Address == address || ids.Contains(m.RecipientId));
        }
        if (!string.IsNullOrEmpty(request.Channel))
            messages = messages.Where(m => m.Channel == request.Channel);
        if (request.State is { } state)
            messages = messages.Where(m => m.State == state);
        if (InboxQuery.Cursor.Read(request.After) is { } after)
            messages = messages.Where(m => m.At < after.OpenedAt || (m.At == after.OpenedAt && m.Key.CompareTo(after.TaskId) < 0));
        var rows = await messages.OrderByDescending(m => m.At).ThenByDescending(m => m.Key).Take(request.Take + 1).ToListAsync(cancellation);
        var more = rows.Count > request.Take;
        if (more)
            rows.RemoveAt(request.Take);
        return new(await WithNamesAsync(context, rows, cancellation), more ? InboxQuery.Cursor.Write(rows[^1].At, rows[^1].Key) : null);
    }

    /// <summary>What an applicant was told of one case.</summary>
    public async Task<IReadOnlyList<MessageRow>> OfApplicantAsync(string caseNumber, string userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.Messages.AsNoTracking().Where(m => m.CaseNumber == caseNumber && (m.RecipientId == userId || m.RecipientId == Contact.ApplicantId))
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Key).Take(OfOneCase).ToListAsync(cancellation);
        return rows.ConvertAll(m => Row(m, null, null));
    }

    private static async Task<IReadOnlyList<MessageRow>> WithNamesAsync(ApprovalFlowContext context, List<StoredMessage> rows, CancellationToken cancellation)
    {
        var (ids, keys) = (rows.Select(m => m.RecipientId).Distinct().ToList(), rows.Select(m => m.Key).ToList());
        var names = await context.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayNameZh, u.DisplayNameEn }).ToDictionaryAsync(u => u.Id, cancellation);
        var steps = (await context.MessageSteps.AsNoTracking().Where(s => keys.Contains(s.MessageKey)).OrderBy(s => s.Version).ToListAsync(cancellation)).ToLookup(s => s.MessageKey);
        return rows.ConvertAll(m => Row(m, names.GetValueOrDefault(m.RecipientId)?.DisplayNameZh, names.GetValueOrDefault(m.RecipientId)?.DisplayNameEn) with
        {
            Steps = [.. steps[m.Key].Select(s => new MessageStepRow(s.At, s.What, s.Reason, s.By))],
        });
    }

    private static MessageRow Row(StoredMessage m, string? name, string? nameEn) => new(
        m.Key, m.At, m.CaseNumber, m.EventKey, m.EventName, name, nameEn, Contact.Masked(m.Address), m.Channel, MessageClasses.NameOf(m.Class), m.TemplateId, m.TemplateVersion, m.Subject, m.Text,
        m.Channel == MessageChannels.Sms ? MessageText.Parts(m.Text) : 0, m.State, m.Reason, m.Attempts, m.DueAt, m.SentAt, m.DeliveredAt);
}
