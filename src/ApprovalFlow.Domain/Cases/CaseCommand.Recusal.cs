namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>回避: a person declares an interest in the case, or an administrator does it for them.</summary>
    public sealed record Recuse(Actor Person, Actor By, string Reason) : CaseCommand;
}
