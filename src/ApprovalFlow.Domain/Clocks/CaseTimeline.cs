namespace ApprovalFlow.Domain.Clocks;

/// <summary>The dated facts of one case in the order in which they were recorded; facts of one instant keep the order given.</summary>
public sealed class CaseTimeline
{
    public CaseTimeline(string caseNumber, IEnumerable<CaseFact> facts)
    {
        CaseNumber = caseNumber;
        var list = facts.ToList();
        for (var i = 1; i < list.Count; i++)
            if (list[i].At < list[i - 1].At)
            {
                list = [.. list.OrderBy(f => f.At)];
                break;
            }
        Facts = list;
    }

    private CaseTimeline(string caseNumber, IReadOnlyList<CaseFact> facts) => (CaseNumber, Facts) = (caseNumber, facts);

    /// <summary>Facts that are in order already, without a copy.</summary>
    internal static CaseTimeline Over(string caseNumber, IReadOnlyList<CaseFact> facts) => new(caseNumber, facts);

    public string CaseNumber { get; }
    public IReadOnlyList<CaseFact> Facts { get; }

    public CaseTimeline With(CaseFact fact) => new(CaseNumber, Facts.Append(fact));
}
