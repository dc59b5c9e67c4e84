namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>A step filled in what the definition lets it: the values and papers that changed; the rest stands. A value that is null was emptied.</summary>
    public sealed record FormFilledIn(string TaskId, ActorStamp By, IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials) : CaseEvent;
}
