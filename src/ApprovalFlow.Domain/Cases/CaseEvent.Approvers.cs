namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>选定审批人: the applicant, or whoever did the step before, said who decides a step to come.</summary>
    public sealed record ApproversChosen(string ActivityId, IReadOnlyList<ActorStamp> Persons, ActorStamp By) : CaseEvent;

    /// <summary>指派: an administrator named somebody for a task that nobody was found for.</summary>
    public sealed record TaskAssigned(string TaskId, ActorStamp By, ActorStamp To) : CaseEvent { public string? Reason { get; init; } }
}
