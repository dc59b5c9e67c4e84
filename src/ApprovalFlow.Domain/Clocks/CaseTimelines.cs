using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>The facts that a case's own stream carries: receipt, acceptance, corrections, steps, special procedures, extensions, decision, delivery.</summary>
/// <remarks>
/// A special procedure whose step records neither plan nor written notice stops nothing: the stream does not show that the applicant was told.
/// The applicant's corrections after acceptance become a <see cref="SpecialProcedure.Supplement"/>.
/// </remarks>
public static class CaseTimelines
{
    /// <summary>Pure and linear in the records.</summary>
    public static CaseTimeline Of(string caseNumber, IEnumerable<CaseRecord> records)
    {
        var fold = new TimelineFold();
        foreach (var record in records)
            fold.Add(record);
        return CaseTimeline.Over(caseNumber, fold.Facts);
    }
}
