using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What happened to one case. Everything anyone sees of a case is computed from these.</summary>
/// <remarks>Every event carries its instant in the stored envelope (<see cref="CaseRecord"/>), not in the record.</remarks>
public abstract partial record CaseEvent
{
    private CaseEvent() { }

    public sealed record CaseRegistered(
        string CaseNumber, string FlowCode, string ItemCode, string DefinitionHash, Applicant Applicant,
        IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials, ActorStamp By, ApplicationChannel Channel) : CaseEvent
    {
        public string? CountyCode { get; init; }
    }

    public sealed record TaskOpened(string TaskId, string BookmarkId, string ActivityId, string ActivityType, string NameZh, string NameEn, Candidate Candidate) : CaseEvent
    {
        /// <summary>Working days; null = no limit.</summary>
        public double? LimitDays { get; init; }
        /// <summary>Counts towards the promise to the applicant; special procedures (Art 45) do not.</summary>
        public bool Counted { get; init; }
        /// <summary>Last day, when the calendar of that year is known.</summary>
        public DateOnly? Due { get; init; }
        public IReadOnlyList<string> Outcomes { get; init; } = [];
        /// <summary>The one person who may do it, and holds it from the beginning; null: it lies in the pool of the candidate.</summary>
        public ActorStamp? Person { get; init; }
        /// <summary>The task whose holder asked for this signer.</summary>
        public string? AddedTo { get; init; }
        /// <summary>How the approver rule came to whom it came; null where the definition has none.</summary>
        public ApproverTrace? Why { get; init; }
        /// <summary>审批人为空: <c>administrator</c> or <c>incident</c>. Nobody may act on it until an administrator has named somebody.</summary>
        public string? Unfilled { get; init; }
    }

    public sealed record TaskClaimed(string TaskId, ActorStamp By) : CaseEvent;
    public sealed record TaskReleased(string TaskId, ActorStamp By) : CaseEvent;

    public sealed record TaskCompleted(string TaskId, ActorStamp By, string Outcome) : CaseEvent
    {
        public string? Comment { get; init; }
        public IReadOnlyDictionary<string, object?>? Data { get; init; }
        /// <summary>相同审批人自动跳过: it passed because the same person had just completed this other task, and the definition allows that.</summary>
        public string? Repeats { get; init; }
    }

    /// <summary>Nobody can decide it any more: another branch, another answer or the end of the case took the wait away.</summary>
    public sealed record TaskCanceled(string TaskId) : CaseEvent;

    public sealed record CaseAccepted : CaseEvent
    {
        /// <summary>The date on the voucher, where it is another day than that of the record. Clocks follow the record.</summary>
        public DateOnly? DatedOn { get; init; }
    }

    public sealed record CorrectionRequested(string TaskId, string? Reason) : CaseEvent
    {
        /// <summary>Papers that were asked for and are not on the item's published list.</summary>
        public IReadOnlyList<string>? UnlistedPapers { get; init; }
        /// <summary>The corrected papers come straight back to the one who asked, not through acceptance again.</summary>
        public bool ComesBack { get; init; }
    }

    /// <summary>The form values and papers that changed; the rest stands.</summary>
    public sealed record CaseResubmitted(IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials) : CaseEvent;
    public sealed record WithdrawalRequested(ActorStamp By, string Reason) : CaseEvent;

    /// <summary>The legal act: granted, granted with conditions or refused, with reasons.</summary>
    public sealed record DecisionMade(string Result, ActorStamp By) : CaseEvent
    {
        public string? Reasons { get; init; }
        public string? Conditions { get; init; }
        /// <summary>How to have a refusal reviewed or to sue (Article 38).</summary>
        public string? Remedies { get; init; }
    }

    public sealed record CertificateIssued(string Number, string NameZh, DateOnly IssuedOn) : CaseEvent { public DateOnly? ValidUntil { get; init; } }
    public sealed record CaseDelivered(ActorStamp By) : CaseEvent { public string? Method { get; init; } }

    /// <summary>The end. <paramref name="Result"/> is one of the flow's outcomes (approved, refused, withdrawn, filed …).</summary>
    public sealed record CaseClosed(string Result) : CaseEvent;

    /// <summary>A step of the workflow, kept in the same stream.</summary>
    public sealed record Flow(WorkflowEvent Event) : CaseEvent;
}

/// <summary>Who acted, and with which mandate: what an auditor asks first.</summary>
public sealed record ActorStamp(string UserId, string Name)
{
    public string? Role { get; init; }
    public string? DepartmentId { get; init; }
    /// <summary>In whose name a substitute acted (代).</summary>
    public Principal? For { get; init; }

    /// <summary>Whether a person did this, or it was done in their name.</summary>
    public bool Concerns(string userId) => UserId == userId || For?.UserId == userId;

    /// <summary>Whose work it is: the one in whose name a substitute acts.</summary>
    internal ActorStamp Holder => For is { } principal ? this with { UserId = principal.UserId, Name = principal.Name, For = null } : this;
}

/// <summary>The person for whom a substitute acts.</summary>
public sealed record Principal(string UserId, string Name);

/// <summary>Who may take a task.</summary>
public sealed record Candidate(string Role, string? DepartmentId = null, string? Region = null)
{
    public bool Admits(Mandate mandate) => mandate.Role == Role
        && (mandate.DepartmentId is null || DepartmentId is null || mandate.DepartmentId == DepartmentId)
        && (mandate.Region is null || Region is null || mandate.Region == Region);
}

/// <summary>One entry of a case's stream: position (from 1), instant of the command that caused it, event.</summary>
public sealed record CaseRecord(long Sequence, DateTimeOffset At, CaseEvent Event);
