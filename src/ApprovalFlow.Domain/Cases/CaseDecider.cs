using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Decides what a command means for one case. Pure: the same state, command and context give the same records.</summary>
public static partial class CaseDecider
{
    private const string Applicant = Roles.Applicant, WindowClerk = Roles.WindowClerk;

    /// <exception cref="ArgumentException">The context is not the one the case is pinned to: a mistake of the caller, not of a person.</exception>
    public static CaseDecision Decide(CaseState state, CaseCommand command, CaseContext context)
    {
        var burst = new CaseBurst(state, context);
        var rejection = command switch
        {
            CaseCommand.Register register => Register(state, register, context, burst),
            _ when !state.Exists => Reject("case-unknown"),
            _ when Suspended(state, command) is { } held => held,
            _ when Stopped(state, command) is { } held => held,
            CaseCommand.ClaimTask claim => Claim(state, claim, context, burst),
            CaseCommand.ReleaseTask release => Release(state, release, burst),
            CaseCommand.CompleteTask complete => CompleteInForce(state, complete, context, burst),
            CaseCommand.AddSigners add => AddSigners(state, add, context, burst),
            CaseCommand.RemoveSigner remove => RemoveSigner(state, remove, context, burst),
            CaseCommand.TransferTask transfer => Transfer(state, transfer, context, burst),
            CaseCommand.DelegateTask handed => Delegate(state, handed, context, burst),
            CaseCommand.GiveBackTask back => GiveBack(state, back, context, burst),
            CaseCommand.Recuse recuse => Recuse(state, recuse, context, burst),
            CaseCommand.AssignTask assign => Assign(state, assign, context, burst),
            CaseCommand.ReturnToPrevious back => ReturnToPrevious(state, back, context, burst),
            CaseCommand.ReturnToStep back => ReturnToStep(state, back, context, burst),
            CaseCommand.TakeBack back => TakeBack(state, back, context, burst),
            CaseCommand.Suspend suspend => Suspend(state, suspend, context, burst),
            CaseCommand.Resume resume => Resume(state, resume, burst),
            CaseCommand.Terminate terminate => Terminate(state, terminate, context, burst),
            CaseCommand.RequestJump jump => RequestJump(state, jump, context, burst),
            CaseCommand.ApproveJump jump => ApproveJump(state, jump, context, burst),
            CaseCommand.DeclineJump jump => DeclineJump(state, jump, burst),
            CaseCommand.Migrate migrate => Migrate(state, migrate, context, burst),
            CaseCommand.RetryIncident retry => RetryIncident(state, retry, context, burst),
            CaseCommand.UrgeTask urge => Urge(state, urge, context, burst),
            CaseCommand.CopyCase copy => Copy(state, copy, context, burst),
            CaseCommand.ReadCopy read => ReadCopy(state, read, burst),
            CaseCommand.AddComment comment => Comment(state, comment, burst),
            CaseCommand.Withdraw withdraw => Withdraw(state, withdraw, context, burst),
            CaseCommand.FireTimer fire => Fire(state, fire, burst),
            CaseCommand.ReceiveCountyPapers papers => ReceiveCountyPapers(state, papers, context, burst),
            CaseCommand.ProposeVisit propose => ProposeVisit(state, propose, context, burst),
            CaseCommand.WithdrawVisitProposal withdraw => WithdrawVisitProposal(state, withdraw, context, burst),
            CaseCommand.ReceiveTripNews received => Receive(state, received.News, context, burst),
            CaseCommand.ReceivePacketNews received => Receive(state, received.News, context, burst),
            CaseCommand.StateOnRevocation stated => StateOnRevocation(state, stated, context, burst),
            CaseCommand.DecideRevocation decided => DecideRevocation(state, decided, context, burst),
            CaseCommand.Timekeeping keeping => Keep(state, keeping, context, burst),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
        return rejection is null ? new CaseDecision(burst.Records, burst.State, null) : new CaseDecision([], state, rejection);
    }

    /// <summary>The applicant, or the item's window on the applicant's written request.</summary>
    private static Rejection? Withdraw(CaseState state, CaseCommand.Withdraw command, CaseContext context, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        var window = new Candidate(WindowClerk, context.Item.DepartmentId);
        if (!state.IsApplicant(command.By) && !command.By.Mandates.Any(window.Admits)) return Reject("withdrawal-not-allowed", command.By.Name);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Reject("reason-required");
        if (state.Decision is { } decision) return Reject("case-decided", state.CaseNumber, decision.Result, ChineseNames.Result(decision.Result));
        if (state.OpenTasks.FirstOrDefault(t => t.StepOutcomes.Contains(Outcomes.Withdraw)) is not { } task) return Reject("withdrawal-not-possible", state.CaseNumber);

        burst.Add(new CaseEvent.WithdrawalRequested(Stamp(state, command.By, window), command.Reason.Trim()));
        return burst.Resume(task.BookmarkId, Outcomes.Withdraw);
    }

    private static Rejection? Fire(CaseState state, CaseCommand.FireTimer command, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        if (state.Timers.FirstOrDefault(t => t.BookmarkId == command.BookmarkId) is not { } timer) return Reject("timer-unknown", command.BookmarkId);
        if (burst.At < CaseBurst.WholeMilliseconds(timer.ResumeAt)) return Reject("timer-not-due", command.BookmarkId, PlainJson.Iso(timer.ResumeAt));
        return burst.Run(new WorkflowCommand.Resume(command.BookmarkId));
    }

    private static Rejection Closed(CaseState state) => Reject("case-closed", state.CaseNumber, state.Result ?? "", ChineseNames.Result(state.Result ?? ""));

    /// <summary>Who acted, with the mandate that let them.</summary>
    private static ActorStamp Stamp(CaseState state, Actor actor, Candidate needed)
    {
        var mandate = actor.Mandates.FirstOrDefault(needed.Admits);
        return new ActorStamp(actor.UserId, actor.Name) { Role = mandate?.Role ?? (state.IsApplicant(actor) ? Applicant : null), DepartmentId = mandate?.DepartmentId };
    }

    /// <summary>Who acted, in whose name, with the mandate of the latter.</summary>
    private static ActorStamp Stamp(CaseState state, Actor actor, Actor acting, Candidate needed) => ReferenceEquals(actor, acting)
        ? Stamp(state, actor, needed)
        : Stamp(state, acting, needed) with { UserId = actor.UserId, Name = actor.Name, For = new Principal(acting.UserId, acting.Name) };
}

/// <summary>What the decider may know besides the case's own stream.</summary>
/// <param name="Now">The instant of the command; records carry it in UTC, cut to whole milliseconds, so that every store keeps it exactly.</param>
/// <param name="Graph">The definition the case is (or will be) pinned to, compiled.</param>
public sealed record CaseContext(DateTimeOffset Now, WorkflowGraph Graph, ApprovalFlowEntry Flow, ApprovalItem Item)
{
    /// <summary>The item with the papers that this version asks for.</summary>
    public ApprovalItem Item { get; init; } = Item.AskedBy(Graph.Definition);

    /// <summary>Last day of a limit in working days that begins on a day (the day itself is not counted); null when the calendar of that year is not known.</summary>
    public Func<DateOnly, double, DateOnly?> Due { get; init; } = static (_, _) => null;

    /// <summary>Limits, calendar and thresholds of the case; null where nobody asks about time.</summary>
    public ClockContext? Clocks { get; init; }

    /// <summary>Who works here and in which post; null where no step of the definition asks.</summary>
    public Organisation? Organisation { get; init; }

    /// <summary>The version in force on the day of acceptance, where the command accepts and it is another one than the case is pinned to.</summary>
    public CaseContext? InForce { get; init; }

    /// <summary>The version that a migration goes over to; null where it is not one of this flow.</summary>
    public CaseContext? Target { get; init; }

    /// <summary>What was found out when this was decided the first time, where it is decided again; null: ask.</summary>
    public RecordedAnswers? Recorded { get; init; }

    /// <summary>Who must not act although their mandates would allow it.</summary>
    public IReadOnlyList<DutyRule> DutyRules { get; init; } = SeparationOfDuties.Default;
}

/// <summary>Either records to append, in order, and the state they lead to, or a rejection and the state as it was.</summary>
public sealed class CaseDecision(IReadOnlyList<CaseRecord> records, CaseState state, Rejection? rejection)
{
    public IReadOnlyList<CaseRecord> Records { get; } = records;
    public CaseState State { get; } = state;
    public Rejection? Rejection { get; } = rejection;
}
