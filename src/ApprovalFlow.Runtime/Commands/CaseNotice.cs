using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Which events of a case somebody is told of: urged, copied, mentioned. They leave through the outbox like every effect.</summary>
public static class CaseNotice
{
    public const string Topic = "Notice";

    internal static bool IsOne(CaseEvent @event) => @event is CaseEvent.TaskUrged or CaseEvent.CaseCopied or CaseEvent.CommentAdded { Mentions.Count: > 0 };
}
