namespace ApprovalFlow.Domain.Cases;

/// <summary>市县联动: what a lower organ does with a case before its superior decides (行政许可法 第三十五条、第四十三条).</summary>
public abstract partial record CaseEvent
{
    /// <summary>The county took papers in itself; from then on nobody may ask the applicant for them.</summary>
    public sealed record CountyPapersReceived(string TaskId, IReadOnlyList<MaterialReceipt> Papers, ActorStamp By) : CaseEvent;

    /// <summary>报送: opinion and all papers go up together.</summary>
    /// <param name="Outcome">What the county's step was completed with. It binds nobody: the superior organ decides.</param>
    /// <param name="Papers">Codes of every paper that goes with the opinion.</param>
    public sealed record CountyReported(string TaskId, string Outcome, IReadOnlyList<string> Papers, ActorStamp By) : CaseEvent { public string? Opinion { get; init; } }
}
