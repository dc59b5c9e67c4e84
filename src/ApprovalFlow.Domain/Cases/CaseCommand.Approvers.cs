namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>指派: an administrator names somebody for a task that nobody was found for.</summary>
    public sealed record AssignTask(string TaskId, Actor By, Actor To) : CaseCommand { public string? Reason { get; init; } }
}
