namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>回避: this person acts no more in the case, in their own name or in another's. What they did before stands.</summary>
    public sealed record PersonRecused(ActorStamp Person, ActorStamp By, string Reason) : CaseEvent;
}
