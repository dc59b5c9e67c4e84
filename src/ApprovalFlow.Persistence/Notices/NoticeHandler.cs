using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Notices;

/// <summary>Brings what the outbox tells of a case to the people it concerns: the holder who is urged, the readers of a copy, those who are mentioned, whoever answers for a card and the supervisors.</summary>
/// <remarks>A task in a pool has no holder: everybody who may take it is told. Delivered twice, a notice is there once.</remarks>
public sealed class NoticeHandler(ICaseStore store, UserQuery accounts, IDbContextFactory<ApprovalFlowContext> contexts) : IOutboxHandler
{
    private static readonly ActorStamp System = new(Actor.System.UserId, Actor.System.Name);

    public string Topic => CaseNotice.Topic;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (await store.LoadAsync(message.CaseNumber, after: 0, cancellation) is not { } stream)
            return;
        var records = stream.Events.Select(e => e.ToRecord()).ToList();
        var record = records[(int)message.Sequence - 1];
        var state = CaseState.Fold(records);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var notice in await NoticesAsync(record, message.Key, state, cancellation))
            if (!await context.Notices.AnyAsync(n => n.UserId == notice.UserId && n.At == notice.At && n.Key == notice.Key, cancellation))
                context.Notices.Add(notice);
        await context.SaveChangesAsync(cancellation);
    }

    private async Task<List<StoredNotice>> NoticesAsync(CaseRecord record, string key, CaseState state, CancellationToken cancellation)
    {
        // Which card it is stands as the text; its cause is read from the card, in the reader's language.
        StoredNotice OfCard(string userId, string kind, string cardId, string? subject) => Notice(userId, kind, System, subject is not null && state.Task(subject) is not null ? subject : null, cardId);
        StoredNotice Notice(string userId, string kind, ActorStamp from, string? taskId, string? text) => new()
        {
            UserId = userId, At = record.At, Key = key, Kind = kind, CaseNumber = state.CaseNumber, TaskId = taskId, FromName = from.Name,
            TaskNameZh = taskId is null ? null : state.Task(taskId)?.NameZh, TaskNameEn = taskId is null ? null : state.Task(taskId)?.NameEn, Text = text,
        };
        return record.Event switch
        {
            // Nobody was found for it: every administrator is asked to name somebody.
            CaseEvent.TaskOpened { Unfilled: not null } e => state.Task(e.TaskId)?.Unfilled is null ? []
                : [.. (await accounts.HoldersAsync(new Candidate(Roles.Administrator), cancellation)).Select(id => Notice(id, "unfilled", new("", ""), e.TaskId, null))],
            CaseEvent.TaskAssigned e => [Notice(e.To.UserId, "assigned", e.By, e.TaskId, e.Reason)],
            CaseEvent.TaskUrged e => [.. (await HoldersAsync(state.Task(e.TaskId)!, cancellation)).Select(id => Notice(id, "urged", e.By, e.TaskId, e.Reason))],
            CaseEvent.CaseCopied e => [.. e.To.Select(p => Notice(p.UserId, "copied", e.By, e.TaskId, e.Note))],
            CaseEvent.CommentAdded e => [.. e.Mentions.Select(p => Notice(p.UserId, "mentioned", e.By, e.TaskId, e.Text))],
            CaseEvent.CardRaised e => [.. (await AnswerersAsync(e.OwnerUserId, e.Owner, cancellation)).Select(id => OfCard(id, $"card-{e.Level}", e.CardId, e.Subject))],
            CaseEvent.OrderOpened e => [.. (await AnswerersAsync(OwnerOf(state, e.CardId), e.To, cancellation)).Select(id => OfCard(id, "order-opened", e.CardId, null))],
            CaseEvent.OrderEscalated e => [.. (await AnswerersAsync(null, e.To, cancellation)).Select(id => OfCard(id, "order-escalated", CardOf(state, e.OrderId), null))],
            _ => [],
        };
    }

    /// <summary>Whoever holds the work, or may take it, and the supervisors; each once.</summary>
    private async Task<IReadOnlyList<string>> AnswerersAsync(string? holder, Candidate owner, CancellationToken cancellation)
    {
        IReadOnlyList<string> answering = holder is not null ? [holder] : await accounts.HoldersAsync(owner, cancellation);
        return [.. answering.Concat(await accounts.HoldersAsync(new Candidate(ClockApprovers.Supervisor, owner.DepartmentId), cancellation)).Distinct(StringComparer.Ordinal)];
    }

    private static string? OwnerOf(CaseState state, string cardId) => state.Cards.Find(c => c.Raised.CardId == cardId)?.Raised.OwnerUserId;

    private static string CardOf(CaseState state, string orderId) => state.Cards.First(c => c.Order?.OrderId == orderId).Raised.CardId;

    private async Task<IReadOnlyList<string>> HoldersAsync(CaseTask task, CancellationToken cancellation) =>
        task.Status != CaseTaskStatus.Open ? []
        : task.Assignee is { } holder ? [holder.UserId]
        : await accounts.HoldersAsync(task.Candidate, cancellation);
}
