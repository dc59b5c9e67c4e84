using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Which events of a case somebody is told of: urged, copied, mentioned, named for a task, or asked to name somebody. They leave through the outbox like every effect.</summary>
public static class CaseNotice
{
    public const string Topic = "Notice";

    internal static bool IsOne(CaseEvent @event) => @event is CaseEvent.TaskOpened { Unfilled: not null } or CaseEvent.TaskAssigned or CaseEvent.TaskUrged or CaseEvent.CaseCopied or CaseEvent.CommentAdded { Mentions.Count: > 0 };
}
