namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>The county records papers that the applicant handed in there.</summary>
    /// <param name="Papers">Codes of the item's list.</param>
    public sealed record ReceiveCountyPapers(string TaskId, IReadOnlyList<string> Papers, Actor By) : CaseCommand;
}
