namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>The task is given up and an earlier step begins anew.</summary>
    public sealed record TaskReturned(string TaskId, ActorStamp By, StepName To, string Reason) : CaseEvent
    {
        /// <summary>Branches opened since that step are cancelled too; otherwise they go on.</summary>
        public bool CancelsSiblings { get; init; }
    }

    /// <summary>A completed task counts no longer, and its step begins anew.</summary>
    public sealed record TaskTakenBack(string TaskId, ActorStamp By) : CaseEvent { public string? Reason { get; init; } }

    /// <summary>The decision made before stands no longer: the step that made it is done again. Never after the certificate or the delivery.</summary>
    public sealed record DecisionTakenBack(ActorStamp By) : CaseEvent;

    public sealed record CaseSuspended(ActorStamp By, string Reason) : CaseEvent;
    public sealed record CaseResumed(ActorStamp By) : CaseEvent { public string? Remark { get; init; } }
    public sealed record CaseTerminated(ActorStamp By, string Reason) : CaseEvent;

    public sealed record JumpRequested(ActorStamp By, StepName To, string Reason) : CaseEvent;
    public sealed record JumpDeclined(ActorStamp By, string Reason) : CaseEvent;

    /// <summary>An alteration: the running flow was moved by hand.</summary>
    /// <param name="By">The second person, who agreed.</param>
    public sealed record CaseAltered(ActorStamp By, ActorStamp RequestedBy, StepName To, string Reason) : CaseEvent { public string? Remark { get; init; } }
}

/// <summary>A step of the definition as it was called.</summary>
/// <param name="Path">Ids from the root down, colon separated.</param>
public sealed record StepName(string Path, string NameZh, string NameEn);
