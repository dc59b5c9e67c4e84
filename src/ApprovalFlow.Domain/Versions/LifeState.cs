using System.Collections.Immutable;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Versions.LifeEvent;

namespace ApprovalFlow.Domain.Versions;

/// <summary>Where one definition stands: a fold of its records, and nothing else. The working content of a draft lies beside the stream.</summary>
public sealed record LifeState
{
    public static LifeState Empty { get; } = new();

    public long Version { get; private init; }
    public bool Exists => Version > 0;
    public string DefinitionId { get; private init; } = "";
    public string? FlowCode { get; private init; }
    public string? DepartmentId { get; private init; }
    public string? Region { get; private init; }
    /// <summary>The version of the parent that was last taken in; null: not a branch.</summary>
    public VersionName? Parent { get; private init; }
    /// <summary>Published versions, oldest first.</summary>
    public ImmutableList<LifeVersion> Versions { get; private init; } = [];
    public LifeDraft? Draft { get; private init; }

    public LifeVersion? Latest => Versions.Count > 0 ? Versions[^1] : null;
    public VersionName? LatestName => Latest is { } latest ? new(DefinitionId, latest.Number, latest.Hash) : null;
    public LifeStage Stage => Draft switch { null => LifeStage.Settled, { Approval: not null } => LifeStage.Approved, { Request: not null } => LifeStage.InReview, _ => LifeStage.Draft };

    public static LifeState Fold(IEnumerable<LifeRecord> records) => records.Aggregate(Empty, (state, record) => state.Evolve(record));

    public LifeState Evolve(LifeRecord record)
    {
        if (record.Sequence != Version + 1) throw new ArgumentException($"Expected record {Version + 1} of definition '{DefinitionId}', but got {record.Sequence}.");
        return Apply(record.Event, record.At) with { Version = record.Sequence };
    }

    private LifeState Apply(LifeEvent @event, DateTimeOffset at) => @event switch
    {
        DefinitionRegistered e => this with { DefinitionId = e.DefinitionId, FlowCode = e.FlowCode, DepartmentId = e.DepartmentId, Region = e.Region, Parent = e.Parent },
        DraftOpened e => this with { Draft = new(e.Origin, e.Base, e.Source, at, [e.By]) },
        DraftEdited e => this with { Draft = Draft! with { Authors = Draft.Authors.Add(e.By) } },
        DraftMerged e when e.Source.DefinitionId == DefinitionId => this with { Draft = Draft! with { Base = e.Source } },
        DraftMerged e => this with { Draft = Draft! with { Pulled = e.Source } },
        DraftDiscarded => this with { Draft = null },
        ReviewRequested e => this with { Draft = Draft! with { Request = e, RequestedAt = at, Approval = null, Rejection = null } },
        ReviewLapsed => this with { Draft = Draft! with { Request = null, RequestedAt = null, Approval = null } },
        ReviewRejected e => this with { Draft = Draft! with { Request = null, RequestedAt = null, Approval = null, Rejection = e } },
        ReviewApproved e => this with { Draft = Draft! with { Approval = e } },
        VersionPublished e => this with
        {
            Versions = Versions.Add(new(e.Version, e.Hash, e.BodyHash, e.EffectiveFrom, e.ChangeNote, at, e.By) { ApprovedBy = e.ApprovedBy, RequestedBy = e.ApprovedBy is null ? null : Draft?.Request?.By }),
            Draft = e.ApprovedBy is null ? Draft : null, Parent = e.ApprovedBy is null ? Parent : Draft?.Pulled ?? Parent,
        },
        VersionRetired e => this with { Versions = Versions.ConvertAll(v => v.Number == e.Version ? v with { RetiredFrom = e.From, RetiredBecause = e.Reason } : v) },
        _ => throw new ArgumentException($"Expected a known event of definition '{DefinitionId}', but got {@event.GetType().Name}."),
    };
}

public enum LifeStage { Settled, Draft, InReview, Approved }

/// <summary>A published version; its content lies in the store under its hash.</summary>
public sealed record LifeVersion(int Number, string Hash, string BodyHash, DateOnly? EffectiveFrom, string ChangeNote, DateTimeOffset At, ActorStamp By)
{
    public ActorStamp? ApprovedBy { get; init; }
    /// <summary>Who asked for its review; null where the installation published its own catalogue.</summary>
    public ActorStamp? RequestedBy { get; init; }
    public DateOnly? RetiredFrom { get; init; }
    public string? RetiredBecause { get; init; }
}

/// <param name="Base">The latest version that the draft knows of.</param>
/// <param name="Authors">Everybody who ever saved into it.</param>
public sealed record LifeDraft(DraftOrigin Origin, VersionName? Base, VersionName? Source, DateTimeOffset OpenedAt, ImmutableList<ActorStamp> Authors)
{
    public ReviewRequested? Request { get; init; }
    public DateTimeOffset? RequestedAt { get; init; }
    public ReviewApproved? Approval { get; init; }
    public ReviewRejected? Rejection { get; init; }
    /// <summary>The version of the parent that was merged in.</summary>
    public VersionName? Pulled { get; init; }

    public bool IsAuthor(string userId) => Authors.Exists(a => a.Concerns(userId)) || Request?.By.Concerns(userId) == true;
}

/// <summary>The working content of a draft.</summary>
/// <param name="Revision">Grows with every save of the definition's drafts and never falls back.</param>
/// <param name="Hash">Content hash.</param>
public sealed record DraftContent(int Revision, string Json, string Hash, DateTimeOffset SavedAt, string SavedById, string SavedByName);
