using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Migrating.PlanEvent;
using static ApprovalFlow.Domain.Migrating.PlanText;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>Decides what a command means for one plan. Pure: the same state, command and context give the same records.</summary>
public static class PlanDecider
{
    /// <param name="planId">The plan that is asked, also when there is none of that id yet.</param>
    public static PlanDecision Decide(string planId, PlanState state, PlanCommand command, PlanContext context)
    {
        var burst = new PlanBurst(state, context);
        var rejection = command switch
        {
            PlanCommand.Draft c => Draft(planId, state, c, burst),
            _ when !state.Exists => Reject("plan-unknown", planId),
            PlanCommand.RecordResults c => Record(state, c, burst),
            PlanCommand.Revise c => Revise(state, c, burst),
            PlanCommand.RecordDryRun c => RecordDryRun(state, c, burst),
            PlanCommand.Submit c => Submit(state, c, burst),
            PlanCommand.TakeBack c => TakeBack(state, c, burst),
            PlanCommand.Decline c => Decline(state, c, burst),
            PlanCommand.Sign c => Sign(state, c, burst),
            PlanCommand.Discard c => Discard(state, c, burst),
            PlanCommand.Start c => Start(state, c, burst),
            PlanCommand.Stop c => Stop(state, c, burst),
            PlanCommand.Resume c => Resume(state, c, burst),
            PlanCommand.AskUndo c => AskUndo(state, c, burst),
            PlanCommand.DropUndo c => DropUndo(state, c, burst),
            PlanCommand.SignUndo c => SignUndo(state, c, burst),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
        return rejection is null ? new(burst.Records, burst.State, null) : new([], state, rejection);
    }

    /// <summary>Names what a dry run of all cases said.</summary>
    public static string DigestOf(IEnumerable<DryRunLine> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(l => $"{l.CaseNumber} {l.From} {l.Digest}")))).AsSpan(0, 16));

    private static Rejection? Draft(string planId, PlanState state, PlanCommand.Draft command, PlanBurst burst)
    {
        if (state.Exists) return Reject("plan-exists", planId);
        if (NotAdministrator(command.By, burst.Context.DepartmentId) is { } refused) return refused;
        if (Unfit(command.Content, burst.Context) is { } unfit) return unfit;
        burst.Add(new PlanDrafted(planId, command.Content.Target.DefinitionId, burst.Context.FlowCode, burst.Context.DepartmentId, Tidy(command.Content), Stamp(command.By)));
        return null;
    }

    private static Rejection? Revise(PlanState state, PlanCommand.Revise command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Draft) is { } refused) return refused;
        if (Unfit(command.Content, burst.Context) is { } unfit) return unfit;
        burst.Add(new PlanRevised(Tidy(command.Content), Stamp(command.By)));
        return null;
    }

    private static Rejection? RecordDryRun(PlanState state, PlanCommand.RecordDryRun command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Draft) is { } refused) return refused;
        // Somebody may have drawn the plan anew while its cases were being tried.
        if (!command.Lines.Select(l => l.CaseNumber).SequenceEqual(state.Content.Cases)) return Reject("plan-dry-run-outdated", state.PlanId);
        burst.Add(new DryRunRecorded(DigestOf(command.Lines), command.Lines, Stamp(command.By)));
        return null;
    }

    private static Rejection? Submit(PlanState state, PlanCommand.Submit command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Draft) is { } refused) return refused;
        if (state.DryRun is not { } run) return Reject("plan-dry-run-required", state.PlanId);
        if (run.Digest != command.Digest) return Reject("plan-dry-run-outdated", state.PlanId);
        if (state.Ready == 0) return Reject("plan-nothing-to-migrate", state.PlanId);
        burst.Add(new PlanSubmitted(run.Digest, Stamp(command.By)));
        return null;
    }

    private static Rejection? TakeBack(PlanState state, PlanCommand.TakeBack command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Submitted, PlanStage.Signed) is { } refused) return refused;
        burst.Add(new PlanTakenBack(Stamp(command.By)));
        return null;
    }

    private static Rejection? Decline(PlanState state, PlanCommand.Decline command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Submitted) is { } refused) return refused;
        if (state.IsAuthor(command.By.UserId)) return Reject("plan-author-signs", command.By.Name);
        if (Text(command.Comment) is { } missing) return missing;
        burst.Add(new PlanDeclined(command.Comment.Trim(), Stamp(command.By)));
        return null;
    }

    /// <summary>双人: the second person signs the very dry run that they have seen.</summary>
    private static Rejection? Sign(PlanState state, PlanCommand.Sign command, PlanBurst burst)
    {
        if (NotAdministrator(command.By, state.DepartmentId) is { } refused) return refused;
        if (state.SignedBy is { } signed) return Reject("plan-signed-already", state.PlanId, signed.Name);
        if (Refuse(state, command.By, PlanStage.Submitted) is { } early) return early;
        if (state.IsAuthor(command.By.UserId)) return Reject("plan-author-signs", command.By.Name);
        if (state.DryRun!.Digest != command.Digest) return Reject("plan-dry-run-outdated", state.PlanId);
        burst.Add(new PlanSigned(command.Digest, Stamp(command.By)));
        return null;
    }

    private static Rejection? Discard(PlanState state, PlanCommand.Discard command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Draft, PlanStage.Submitted, PlanStage.Signed) is { } refused) return refused;
        burst.Add(new PlanDiscarded(Stamp(command.By)));
        return null;
    }

    private static Rejection? Start(PlanState state, PlanCommand.Start command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Signed) is { } refused) return refused;
        burst.Add(new MigrationStarted(Stamp(command.By)));
        return null;
    }

    private static Rejection? Stop(PlanState state, PlanCommand.Stop command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Running, PlanStage.Undoing) is { } refused) return refused;
        burst.Add(new MigrationStopped(Stamp(command.By)));
        return null;
    }

    private static Rejection? Resume(PlanState state, PlanCommand.Resume command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Stopped, PlanStage.UndoStopped) is { } refused) return refused;
        burst.Add(new MigrationResumed(Stamp(command.By)));
        return null;
    }

    /// <summary>What was done before somebody stopped it, or asked for it to be undone, is told too: nothing that has happened may be missing.</summary>
    private static Rejection? Record(PlanState state, PlanCommand.RecordResults command, PlanBurst burst)
    {
        var isUndoing = state.Stage is PlanStage.Undoing or PlanStage.UndoStopped;
        if (!isUndoing && (command.IsUndo || state.Stage is not (PlanStage.Running or PlanStage.Stopped or PlanStage.UndoAsked)))
            return Reject("plan-stage", state.PlanId, StageText(state.Stage).Zh, StageText(state.Stage).En);
        var wanted = (command.IsUndo ? state.PendingBack : state.Pending).Select(l => l.CaseNumber).ToHashSet(StringComparer.Ordinal);
        List<CaseResult> news = [.. command.Results.Where(r => wanted.Remove(r.CaseNumber))];
        if (news.Count > 0) burst.Add(command.IsUndo ? new CasesTakenBack(news) : new CasesMigrated(news));
        if (wanted.Count == 0 && command.IsUndo == isUndoing && state.Stage != PlanStage.UndoAsked) burst.Add(command.IsUndo ? new UndoFinished() : new MigrationFinished());
        return null;
    }

    private static Rejection? AskUndo(PlanState state, PlanCommand.AskUndo command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.Finished, PlanStage.Stopped) is { } refused) return refused;
        if (state.Migrated == 0) return Reject("plan-nothing-to-undo", state.PlanId);
        if (Text(command.Reason) is { } missing) return missing;
        burst.Add(new UndoAsked(command.Reason.Trim(), Stamp(command.By)));
        return null;
    }

    private static Rejection? DropUndo(PlanState state, PlanCommand.DropUndo command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.UndoAsked) is { } refused) return refused;
        burst.Add(new UndoDropped(Stamp(command.By)));
        return null;
    }

    private static Rejection? SignUndo(PlanState state, PlanCommand.SignUndo command, PlanBurst burst)
    {
        if (Refuse(state, command.By, PlanStage.UndoAsked) is { } refused) return refused;
        if (state.Undo!.By.Concerns(command.By.UserId)) return Reject("plan-undo-same-person", command.By.Name);
        burst.Add(new UndoSigned(Stamp(command.By)));
        return null;
    }

    /// <summary>May draw up, sign, start and stop plans of a department's definition.</summary>
    public static bool MayPlan(Actor actor, string? departmentId) => LifeDecider.MayPublish(actor, departmentId);

    private static Rejection? NotAdministrator(Actor by, string? departmentId) => MayPlan(by, departmentId) ? null : Reject("plan-not-administrator", by.Name);

    private static Rejection? Refuse(PlanState state, Actor by, params PlanStage[] stages) => NotAdministrator(by, state.DepartmentId)
        ?? (stages.Contains(state.Stage) ? null : Reject("plan-stage", state.PlanId, StageText(state.Stage).Zh, StageText(state.Stage).En));

    private static Rejection? Unfit(PlanContent content, PlanContext context)
    {
        if (Text(content.Reason) is { } missing) return missing;
        if (content.BatchSize is < 1 or > PlanContent.LargestBatch) return Reject("plan-batch-size", PlainJson.Text(PlanContent.LargestBatch));
        if (content.Cases.Count == 0 || content.Sources.Count == 0) return Reject("plan-no-cases");
        if (content.Cases.Count > PlanContent.MostCases) return Reject("plan-too-many-cases", PlainJson.Text(content.Cases.Count), PlainJson.Text(PlanContent.MostCases));
        if (content.Cases.Distinct(StringComparer.Ordinal).Count() != content.Cases.Count) return Reject("plan-case-twice", content.Cases.GroupBy(c => c, StringComparer.Ordinal).First(g => g.Count() > 1).Key);
        if (!context.Graphs.TryGetValue(content.Target.Hash, out var target)) return Reject("plan-version-unknown", content.Target.DefinitionId, PlainJson.Text(content.Target.Version));
        foreach (var source in content.Sources)
        {
            if (!context.Graphs.TryGetValue(source.Version.Hash, out var left) || source.Version.DefinitionId != content.Target.DefinitionId)
                return Reject("plan-version-unknown", source.Version.DefinitionId, PlainJson.Text(source.Version.Version));
            if (source.Version.Hash == content.Target.Hash) return Reject("plan-same-version", PlainJson.Text(source.Version.Version));
            if (ActivityPlaces.Problems(left, target, source.Map) is [var problem, ..]) return CaseDecider.Named(problem, left, target);
        }
        return null;
    }

    private static PlanContent Tidy(PlanContent content) => content with { Reason = content.Reason.Trim() };

    private static Rejection? Text(string? text) => string.IsNullOrWhiteSpace(text) ? Reject("plan-reason-required") : text.Trim().Length > PlanContent.LongestReason ? Reject("plan-text-too-long", PlainJson.Text(PlanContent.LongestReason)) : null;

    private static ActorStamp Stamp(Actor by)
    {
        var mandate = by.Mandates.FirstOrDefault(m => m.Role == Roles.Administrator);
        return new(by.UserId, by.Name) { Role = mandate?.Role, DepartmentId = mandate?.DepartmentId };
    }
}

/// <summary>What the decider may know besides the plan's own stream.</summary>
/// <param name="Graphs">The versions that the plan names, by content hash; those that are not published are missing.</param>
public sealed record PlanContext(DateTimeOffset Now, string FlowCode, string? DepartmentId, IReadOnlyDictionary<string, WorkflowGraph> Graphs);

/// <summary>Either records to append, or a rejection and the state as it was.</summary>
public sealed record PlanDecision(IReadOnlyList<PlanRecord> Records, PlanState State, Rejection? Rejection);

internal sealed class PlanBurst(PlanState before, PlanContext context)
{
    private readonly List<PlanRecord> records = [];
    private readonly DateTimeOffset at = CaseBurst.WholeMilliseconds(context.Now);

    public PlanState State { get; private set; } = before;
    public PlanContext Context => context;
    public IReadOnlyList<PlanRecord> Records => records;

    public void Add(PlanEvent @event)
    {
        var record = new PlanRecord(State.Version + 1, at, @event);
        State = State.Evolve(record);
        records.Add(record);
    }
}
