using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Versions;

/// <summary>What may be asked of one definition.</summary>
public abstract record LifeCommand
{
    private LifeCommand() { }

    /// <summary>Begins a draft with this content. Looking at a definition never does.</summary>
    public sealed record OpenDraft(DraftOrigin Origin, string Json, Actor By) : LifeCommand
    {
        /// <summary>The version that the content was taken from.</summary>
        public VersionName? Source { get; init; }
        /// <summary>Of a definition that is not there yet: the flow it is for; null: what the content says.</summary>
        public string? FlowCode { get; init; }
        /// <summary>Of a definition that is not there yet: the county it is for.</summary>
        public string? Region { get; init; }
    }

    /// <summary>Saves the whole content. What it was based on must be the last revision.</summary>
    public sealed record SaveDraft(int Revision, string Json, Actor By) : LifeCommand;

    /// <summary>Saves the draft merged with another version, so that this version counts as taken in.</summary>
    public sealed record MergeDraft(int Revision, string Json, VersionName Source, Actor By) : LifeCommand;

    public sealed record DiscardDraft(Actor By) : LifeCommand;

    /// <summary>送审: from then on the content is what a second person looks at.</summary>
    public sealed record RequestReview(int Revision, DateOnly EffectiveFrom, string ChangeNote, Actor By) : LifeCommand;
    public sealed record TakeBack(Actor By) : LifeCommand;
    public sealed record RejectReview(string Comment, Actor By) : LifeCommand;

    /// <param name="ComparedHash">Names the comparison that the reviewer has seen.</param>
    public sealed record ApproveReview(string ComparedHash, Actor By) : LifeCommand
    {
        public string? Comment { get; init; }
        /// <summary>And publish in the same step.</summary>
        public bool AndPublish { get; init; }
    }

    public sealed record Publish(Actor By) : LifeCommand;
    public sealed record Retire(int Version, DateOnly From, string Reason, Actor By) : LifeCommand;

    /// <summary>The installation publishes a file of its catalogue. Content that is the last version already changes nothing.</summary>
    /// <param name="FlowCode">The flow that the file is named after.</param>
    public sealed record PublishFile(string FlowCode, string Json, DateOnly? EffectiveFrom) : LifeCommand;

    /// <summary>Versions that were published before definitions had a stream of their own.</summary>
    public sealed record LearnVersions(string FlowCode, IReadOnlyList<KnownVersion> Versions) : LifeCommand;
}

public sealed record KnownVersion(int Number, string Hash, string BodyHash, string By);
