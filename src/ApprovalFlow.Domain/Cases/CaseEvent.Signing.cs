using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>A step with several signers has begun. The tasks follow as each signer's turn comes.</summary>
    public sealed record SigningOpened(string BookmarkId, SigningRule Rule, IReadOnlyList<NamedSigner> Signers) : CaseEvent;

    /// <summary>Somebody was asked to sign too.</summary>
    /// <param name="TaskId">The task the signer gets when their turn comes.</param>
    /// <param name="Beside">The task whose holder asked.</param>
    public sealed record SignerAdded(string TaskId, string Beside, SignerKind Kind, ActorStamp Person, ActorStamp By) : CaseEvent { public string? Reason { get; init; } }

    public sealed record SignerRemoved(string TaskId, ActorStamp By) : CaseEvent { public string? Reason { get; init; } }

    /// <summary>An opinion counts no longer, before the step has a result: its place is asked anew.</summary>
    /// <param name="Places">The place of that opinion first, then those whose turn it had brought: they wait again.</param>
    public sealed record VoteTakenBack(string TaskId, ActorStamp By, IReadOnlyList<RenewedPlace> Places) : CaseEvent { public string? Reason { get; init; } }

    /// <summary>意见汇总: what the signers came to, by which rule, with every opinion.</summary>
    /// <param name="By">Whose opinion made the result certain.</param>
    public sealed record SigningDecided(string BookmarkId, string Outcome, ActorStamp By, SigningRule Rule, IReadOnlyList<GivenOpinion> Opinions) : CaseEvent
    {
        /// <summary>Signers whose opinions the rule counted, those who have not signed included.</summary>
        public int Signers { get; init; }
    }

    public sealed record TaskTransferred(string TaskId, ActorStamp By, ActorStamp From, ActorStamp To) : CaseEvent { public string? Reason { get; init; } }
    public sealed record TaskDelegated(string TaskId, ActorStamp By, ActorStamp To) : CaseEvent { public string? Reason { get; init; } }

    /// <param name="To">Whoever holds it again.</param>
    public sealed record TaskGivenBack(string TaskId, ActorStamp By, ActorStamp To) : CaseEvent { public string? Comment { get; init; } }
}

/// <summary>A signer of the definition.</summary>
public sealed record NamedSigner(string TaskId, Candidate Candidate)
{
    public ActorStamp? Person { get; init; }
    public ApproverTrace? Why { get; init; }
    public string? Unfilled { get; init; }
}

/// <summary>A signer's place that gets another task.</summary>
/// <param name="Anew">The task it has from now on, opened when its turn comes.</param>
public sealed record RenewedPlace(string TaskId, string Anew);

/// <summary>An opinion as it is kept with the result.</summary>
public sealed record GivenOpinion(string TaskId, SignerKind Kind, ActorStamp By, string Outcome, DateTimeOffset At) { public string? Comment { get; init; } }
