namespace ApprovalFlow.Domain.Inspections;

/// <summary>What working together saves against one approval after the other.</summary>
/// <param name="SeparateDays">Working days of all, one after the other.</param>
/// <param name="JointDays">Working days of the counted steps of the joint way.</param>
public sealed record JointSaving(double SeparateDays, double JointDays)
{
    /// <summary>0 to 1.</summary>
    public double SavedShare => SeparateDays > 0 ? 1 - JointDays / SeparateDays : 0;

    public static JointSaving Of(IReadOnlyList<double> separateDays, IReadOnlyList<double> countedSteps) => new(separateDays.Sum(), countedSteps.Sum());
}
