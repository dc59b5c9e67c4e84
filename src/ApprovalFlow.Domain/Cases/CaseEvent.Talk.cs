namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    public sealed record TaskUrged(string TaskId, ActorStamp By) : CaseEvent { public string? Reason { get; init; } }

    public sealed record CaseCopied(string TaskId, ActorStamp By, IReadOnlyList<ActorStamp> To) : CaseEvent { public string? Note { get; init; } }

    /// <summary>The read receipt of a copy: written once, when its reader first opens the case.</summary>
    public sealed record CopyRead(ActorStamp By) : CaseEvent;

    public sealed record CommentAdded(ActorStamp By, string Text) : CaseEvent
    {
        public string? TaskId { get; init; }
        public IReadOnlyList<ActorStamp> Mentions { get; init; } = [];
        public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    }
}
