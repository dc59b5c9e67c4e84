namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>A step that had faulted begins anew.</summary>
    public sealed record IncidentRetried(ActorStamp By, int Context, StepName Step, string Reason) : CaseEvent;
}
