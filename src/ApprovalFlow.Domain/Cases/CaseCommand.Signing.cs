using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>加签: the holder asks others to sign before, after or beside them.</summary>
    /// <param name="Signers">Resolved before the command: an account that does not exist never gets here.</param>
    public sealed record AddSigners(string TaskId, Actor By, SignerKind Kind, IReadOnlyList<Actor> Signers) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>减签: takes an added signer who has not signed out again.</summary>
    /// <param name="TaskId">The signer's own task, also while it waits for its turn.</param>
    public sealed record RemoveSigner(string TaskId, Actor By) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>转办: the task goes to another eligible person, who decides.</summary>
    public sealed record TransferTask(string TaskId, Actor By, Actor To) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>委派: another person works on it and gives it back; the holder decides.</summary>
    public sealed record DelegateTask(string TaskId, Actor By, Actor To) : CaseCommand { public string? Reason { get; init; } }

    /// <summary>归还: the one it was delegated to gives it back, or the one who delegated it calls it back.</summary>
    public sealed record GiveBackTask(string TaskId, Actor By) : CaseCommand { public string? Comment { get; init; } }
}
