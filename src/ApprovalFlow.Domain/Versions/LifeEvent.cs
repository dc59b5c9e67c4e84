using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Versions;

/// <summary>What happened to one workflow definition, from its first draft to the retirement of its versions.</summary>
public abstract record LifeEvent
{
    private LifeEvent() { }

    /// <summary>The definition begins. What it belongs to never changes afterwards.</summary>
    /// <param name="FlowCode">Flow of the catalogue; null: a workflow that no application starts.</param>
    public sealed record DefinitionRegistered(string DefinitionId, string? FlowCode, string? DepartmentId) : LifeEvent
    {
        /// <summary>Division code: a local version for applications of this county only (本地化).</summary>
        public string? Region { get; init; }
        /// <summary>What it was branched from.</summary>
        public VersionName? Parent { get; init; }
    }

    /// <param name="Base">The latest published version at that moment; null when none was published yet.</param>
    /// <param name="Source">The version that the content was taken from; null: not from a version.</param>
    public sealed record DraftOpened(DraftOrigin Origin, VersionName? Base, VersionName? Source, ActorStamp By) : LifeEvent;

    /// <summary>Somebody saved into this draft for the first time: from now on they are one of its authors.</summary>
    public sealed record DraftEdited(ActorStamp By) : LifeEvent;

    /// <summary>The draft took in a version that was published after it was opened, or a later version of its parent.</summary>
    public sealed record DraftMerged(VersionName Source, ActorStamp By) : LifeEvent;

    public sealed record DraftDiscarded(ActorStamp By) : LifeEvent;

    /// <summary>送审.</summary>
    /// <param name="Version">Number that the version will have.</param>
    /// <param name="Hash">Content hash that the version will have.</param>
    /// <param name="ComparedHash">Names the compared pair, predecessor and this: what a reviewer approves.</param>
    public sealed record ReviewRequested(int Version, string Hash, string ComparedHash, DateOnly EffectiveFrom, string ChangeNote, ActorStamp By) : LifeEvent;

    /// <summary>The request, and an approval with it, no longer stands: taken back, or the draft changed.</summary>
    public sealed record ReviewLapsed(ReviewLapse Reason, ActorStamp By) : LifeEvent;

    public sealed record ReviewRejected(string Comment, ActorStamp By) : LifeEvent;
    public sealed record ReviewApproved(string ComparedHash, ActorStamp By) : LifeEvent { public string? Comment { get; init; } }

    /// <param name="EffectiveFrom">First day on which applications are accepted under this version; null: from the beginning.</param>
    public sealed record VersionPublished(int Version, string Hash, DateOnly? EffectiveFrom, string ChangeNote, ActorStamp By) : LifeEvent
    {
        /// <summary>The second person; null where the installation published its own catalogue.</summary>
        public ActorStamp? ApprovedBy { get; init; }
        /// <summary>Hash without the members that name the version: the same content has the same.</summary>
        public required string BodyHash { get; init; }
    }

    /// <param name="From">First day on which no application is accepted under it any more.</param>
    public sealed record VersionRetired(int Version, DateOnly From, string Reason, ActorStamp By) : LifeEvent;
}

/// <summary>One entry of a definition's stream.</summary>
public sealed record LifeRecord(long Sequence, DateTimeOffset At, LifeEvent Event);

/// <summary>A published version, by name and by content.</summary>
public sealed record VersionName(string DefinitionId, int Version, string Hash);

/// <summary>Where a draft's first content came from.</summary>
public enum DraftOrigin { Version, Empty, Import, Revert, Clone, Branch, Pull }

public enum ReviewLapse { TakenBack, Changed, BaseMoved }
