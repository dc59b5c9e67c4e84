using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Which events of a case somebody is told of: urged, copied, mentioned, named for a task, asked to name somebody, or given a card or a supervision order. They leave through the outbox like every effect.</summary>
public static class CaseNotice
{
    public const string Topic = "Notice";

    internal static bool IsOne(CaseEvent @event) => @event is CaseEvent.TaskOpened { Unfilled: not null } or CaseEvent.TaskAssigned or CaseEvent.TaskUrged or CaseEvent.CaseCopied or CaseEvent.CommentAdded { Mentions.Count: > 0 }
        or CaseEvent.CardRaised or CaseEvent.OrderOpened or CaseEvent.OrderEscalated;
}
