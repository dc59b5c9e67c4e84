using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>What may be asked of one plan.</summary>
public abstract record PlanCommand
{
    private PlanCommand() { }

    public sealed record Draft(PlanContent Content, Actor By) : PlanCommand;
    public sealed record Revise(PlanContent Content, Actor By) : PlanCommand;

    /// <summary>Keeps what a dry run of every case said.</summary>
    public sealed record RecordDryRun(IReadOnlyList<DryRunLine> Lines, Actor By) : PlanCommand;

    /// <param name="Digest">Of the dry run that was looked at.</param>
    public sealed record Submit(string Digest, Actor By) : PlanCommand;
    public sealed record TakeBack(Actor By) : PlanCommand;
    public sealed record Decline(string Comment, Actor By) : PlanCommand;

    /// <param name="Digest">Of the dry run that the second person has looked at.</param>
    public sealed record Sign(string Digest, Actor By) : PlanCommand;
    public sealed record Discard(Actor By) : PlanCommand;
    public sealed record Start(Actor By) : PlanCommand;
    public sealed record Stop(Actor By) : PlanCommand;
    public sealed record Resume(Actor By) : PlanCommand;
    public sealed record AskUndo(string Reason, Actor By) : PlanCommand;
    public sealed record DropUndo(Actor By) : PlanCommand;
    public sealed record SignUndo(Actor By) : PlanCommand;

    /// <summary>What became of some cases, as whoever took them over tells. What was told already is not told twice.</summary>
    public sealed record RecordResults(IReadOnlyList<CaseResult> Results, bool IsUndo) : PlanCommand;
}
