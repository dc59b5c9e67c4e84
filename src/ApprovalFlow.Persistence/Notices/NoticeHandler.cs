using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Persistence.Notices;

/// <summary>Events of a case that somebody is told of become messages.</summary>
public sealed class NoticeHandler(ICaseStore store, ApprovalCatalogue catalogue, MessageWriter writer) : IOutboxHandler
{
    public string Topic => CaseNotice.Topic;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (await store.LoadAsync(message.CaseNumber, after: 0, cancellation) is not { } stream)
            return;
        var state = CaseState.Fold(stream.Events.Select(e => e.ToRecord()));
        foreach (var stored in stream.Events.Where(e => e.Sequence >= message.Sequence && e.Sequence <= CaseNotice.LastOf(message)))
            if (stored.ToRecord() is var record && MessageRules.Tells(record.Event))
                await writer.WriteAsync(new($"{message.CaseNumber}/{stored.Sequence}", stored.Type, message.CaseNumber, stored.At, state), MessageRules.Of(state, record, catalogue), cancellation);
    }
}
