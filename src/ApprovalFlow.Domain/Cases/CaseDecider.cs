using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Decides what a command means for one case. Pure: the same state, command and context give the same records.</summary>
public static partial class CaseDecider
{
    public static CaseDecision Decide(CaseState state, CaseCommand command, CaseContext context) => throw new NotImplementedException();
}

/// <summary>What the decider may know besides the case's own stream.</summary>
/// <param name="Now">The instant of the command; records carry it in UTC, cut to whole milliseconds, so that every store keeps it exactly.</param>
/// <param name="Graph">The definition the case is (or will be) pinned to, compiled.</param>
public sealed record CaseContext(DateTimeOffset Now, WorkflowGraph Graph, ApprovalFlowEntry Flow, ApprovalItem Item)
{
    /// <summary>Last day of a limit in working days that begins on a day (the day itself is not counted); null when the calendar of that year is not known.</summary>
    public Func<DateOnly, double, DateOnly?> Due { get; init; } = static (_, _) => null;
}

/// <summary>Either records to append, in order, and the state they lead to, or a rejection and the state as it was.</summary>
public sealed class CaseDecision(IReadOnlyList<CaseRecord> records, CaseState state, Rejection? rejection)
{
    public IReadOnlyList<CaseRecord> Records { get; } = records;
    public CaseState State { get; } = state;
    public Rejection? Rejection { get; } = rejection;
}
