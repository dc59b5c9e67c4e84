namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>催办: the applicant or whoever oversees asks the holder to go on.</summary>
    public sealed record UrgeTask(string TaskId, Actor By) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>抄送: others may read the case from now on and are told so; no task.</summary>
    public sealed record CopyCase(string TaskId, Actor By, IReadOnlyList<Actor> To) : CaseCommand { public string? Note { get; init; } }

    /// <summary>已阅: somebody who was sent a copy has opened the case.</summary>
    public sealed record ReadCopy(Actor By) : CaseCommand;

    /// <summary>批注: a remark on the case or on one of its tasks, with persons called and files attached.</summary>
    public sealed record AddComment(Actor By, string Text) : CaseCommand
    {
        public string? TaskId { get; init; }
        public IReadOnlyList<Actor> Mentions { get; init; } = [];
        public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    }
}

/// <summary>A file with a remark. The bytes are kept elsewhere, by their hash.</summary>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
public sealed record Attachment(string Name, string Hash, long Size, string MediaType);
