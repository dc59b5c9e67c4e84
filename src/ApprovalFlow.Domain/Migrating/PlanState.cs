using System.Collections.Immutable;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Migrating.PlanEvent;

namespace ApprovalFlow.Domain.Migrating;

public enum PlanStage
{
    /// <summary>Being drawn up.</summary>
    Draft,
    /// <summary>Waits for the second person.</summary>
    Submitted,
    Signed,
    Running,
    Stopped,
    /// <summary>Every case has gone over, or it is known why not.</summary>
    Finished,
    /// <summary>That it be taken back waits for the second person.</summary>
    UndoAsked,
    Undoing,
    UndoStopped,
    Undone,
    Discarded,
}

/// <summary>A plan to take running cases to another version, folded from its stream.</summary>
public sealed record PlanState
{
    public static PlanState Empty { get; } = new();

    public long Version { get; private init; }
    public bool Exists => Version > 0;
    public string PlanId { get; private init; } = "";
    public string DefinitionId { get; private init; } = "";
    public string FlowCode { get; private init; } = "";
    public string? DepartmentId { get; private init; }
    public PlanContent Content { get; private init; } = new(new("", 0, ""), [], [], "");
    public PlanStage Stage { get; private init; }
    public ActorStamp? DraftedBy { get; private init; }
    public DateTimeOffset DraftedAt { get; private init; }
    /// <summary>Everybody who drew it up, tried it or submitted it: none of them signs.</summary>
    public ImmutableList<ActorStamp> Authors { get; private init; } = [];
    public DryRunRecorded? DryRun { get; private init; }
    public DateTimeOffset? TriedAt { get; private init; }
    public ActorStamp? SubmittedBy { get; private init; }
    public ActorStamp? SignedBy { get; private init; }
    public DateTimeOffset? SignedAt { get; private init; }
    public PlanDeclined? Declined { get; private init; }
    public UndoAsked? Undo { get; private init; }
    public ActorStamp? UndoSignedBy { get; private init; }
    public ImmutableDictionary<string, CaseResult> Results { get; private init; } = ImmutableDictionary.Create<string, CaseResult>(StringComparer.Ordinal);
    public ImmutableDictionary<string, CaseResult> UndoResults { get; private init; } = ImmutableDictionary.Create<string, CaseResult>(StringComparer.Ordinal);
    /// <summary>Where it stood when taking back was asked for.</summary>
    private PlanStage Before { get; init; }

    /// <summary>Cases that may go over and have not been tried.</summary>
    public IEnumerable<DryRunLine> Pending => DryRun?.Lines.Where(l => l.CanGo && !Results.ContainsKey(l.CaseNumber)) ?? [];
    /// <summary>Cases that went over and have not been asked back. The last to go over is the first to come back.</summary>
    public IEnumerable<DryRunLine> PendingBack => DryRun?.Lines.Where(l => Results.TryGetValue(l.CaseNumber, out var r) && r.IsDone && !UndoResults.ContainsKey(l.CaseNumber)).Reverse() ?? [];
    public int Ready => DryRun?.Lines.Count(l => l.CanGo) ?? 0;
    public int Migrated => Results.Values.Count(r => r.IsDone);
    /// <summary>Left where they are: the dry run said so, or they had moved on since.</summary>
    public int Skipped => (DryRun?.Lines.Count(l => !l.CanGo) ?? 0) + Results.Values.Count(r => !r.IsDone);
    public int TakenBack => UndoResults.Values.Count(r => r.IsDone);
    /// <summary>Something is being done to cases.</summary>
    public bool IsUnderWay => Stage is PlanStage.Running or PlanStage.Undoing;

    public bool IsAuthor(string userId) => Authors.Exists(a => a.Concerns(userId));

    public static PlanState Fold(IEnumerable<PlanRecord> records) => records.Aggregate(Empty, (state, record) => state.Evolve(record));

    public PlanState Evolve(PlanRecord record)
    {
        if (record.Sequence != Version + 1) throw new ArgumentException($"Expected record {Version + 1} of plan '{PlanId}', but got {record.Sequence}.");
        return Apply(record.Event, record.At) with { Version = record.Sequence };
    }

    private PlanState Apply(PlanEvent @event, DateTimeOffset at) => @event switch
    {
        PlanDrafted e => this with { PlanId = e.PlanId, DefinitionId = e.DefinitionId, FlowCode = e.FlowCode, DepartmentId = e.DepartmentId, Content = e.Content, DraftedBy = e.By, DraftedAt = at, Authors = [e.By] },
        PlanRevised e => With(e.By) with { Content = e.Content, DryRun = null, TriedAt = null, Declined = null },
        DryRunRecorded e => With(e.By) with { DryRun = e, TriedAt = at },
        PlanSubmitted e => With(e.By) with { Stage = PlanStage.Submitted, SubmittedBy = e.By, Declined = null },
        PlanTakenBack => this with { Stage = PlanStage.Draft, SubmittedBy = null, SignedBy = null, SignedAt = null },
        PlanDeclined e => this with { Stage = PlanStage.Draft, SubmittedBy = null, Declined = e },
        PlanSigned e => this with { Stage = PlanStage.Signed, SignedBy = e.By, SignedAt = at },
        PlanDiscarded => this with { Stage = PlanStage.Discarded },
        MigrationStarted => this with { Stage = PlanStage.Running },
        MigrationStopped => this with { Stage = Stage == PlanStage.Undoing ? PlanStage.UndoStopped : PlanStage.Stopped },
        MigrationResumed => this with { Stage = Stage == PlanStage.UndoStopped ? PlanStage.Undoing : PlanStage.Running },
        CasesMigrated e => this with { Results = Results.AddRange(e.Results.Select(r => KeyValuePair.Create(r.CaseNumber, r))) },
        MigrationFinished => this with { Stage = PlanStage.Finished },
        UndoAsked e => this with { Stage = PlanStage.UndoAsked, Undo = e, Before = Stage },
        UndoDropped => this with { Stage = Before, Undo = null },
        UndoSigned e => this with { Stage = PlanStage.Undoing, UndoSignedBy = e.By },
        CasesTakenBack e => this with { UndoResults = UndoResults.AddRange(e.Results.Select(r => KeyValuePair.Create(r.CaseNumber, r))) },
        UndoFinished => this with { Stage = PlanStage.Undone },
        _ => throw new ArgumentException($"Expected a known event of plan '{PlanId}', but got {@event.GetType().Name}."),
    };

    private PlanState With(ActorStamp author) => IsAuthor(author.UserId) ? this : this with { Authors = Authors.Add(author) };
}
