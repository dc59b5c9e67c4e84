namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>An administrator has seen to the cause of an incident and lets the step begin anew.</summary>
    /// <param name="Context">The execution that faulted.</param>
    public sealed record RetryIncident(Actor By, int Context, string Reason) : CaseCommand;
}
