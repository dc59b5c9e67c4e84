using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>A case as far as this process has seen it. May be behind the journal when another process writes too.</summary>
internal sealed record LoadedCase(CaseState State, byte[] HeadHash, CaseDefinition? Definition)
{
    /// <summary>When the case's alarm goes off; null: it has none, or nobody knows.</summary>
    public DateTimeOffset? Alarm { get; init; }

    /// <summary>Its content was removed: nothing can be asked of it any more.</summary>
    public bool IsRedacted { get; init; }

    public static LoadedCase Absent { get; } = new(CaseState.Empty, CaseChain.Genesis.ToArray(), null);
}
