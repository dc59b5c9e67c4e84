using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Retention;

/// <summary>What happened around the keeping and removing of one case's content. These records stay for ever: they hold nothing of what was removed.</summary>
public abstract record RedactionEvent
{
    private RedactionEvent() { }

    /// <param name="Ground">Code of the schedule's ground.</param>
    /// <param name="Basis">Article, decision or request that it follows.</param>
    public sealed record RedactionAsked(RemovalScope Scope, string Ground, string Basis, string Reason, ActorStamp By) : RedactionEvent;

    /// <param name="Asked">Sequence of the request.</param>
    public sealed record RedactionAgreed(long Asked, ActorStamp By) : RedactionEvent;
    public sealed record RedactionDeclined(long Asked, string Reason, ActorStamp By) : RedactionEvent;

    /// <summary>保全: nothing of the case is removed until it is lifted.</summary>
    public sealed record HoldPlaced(string Basis, string Reason, ActorStamp By) : RedactionEvent;
    public sealed record HoldLifted(string Reason, ActorStamp By) : RedactionEvent;

    /// <summary>The content is gone. What it was is named, and the hash that stays.</summary>
    /// <param name="Operator">Who ran the program that may change the journal.</param>
    /// <param name="Schedule">Version of the schedule.</param>
    /// <param name="Papers">SHA-256 of the files whose bytes are gone.</param>
    /// <param name="Shared">Files that stay, because another case names them.</param>
    /// <param name="Messages">How many messages lost their words and addresses.</param>
    public sealed record ContentRemoved(long Asked, RemovalScope Scope, string Operator, int Schedule, IReadOnlyList<RemovedStream> Streams, IReadOnlyList<string> Papers, IReadOnlyList<string> Shared, int Messages) : RedactionEvent;
}

/// <summary>What was removed of one stream.</summary>
public sealed record RemovedStream(string Stream, IReadOnlyList<RemovedPiece> Events);

/// <param name="At">Named here because the hash alone can no longer show it.</param>
/// <param name="Hash">Lower-case hexadecimal; it stays in the journal and on the ledger.</param>
public sealed record RemovedPiece(long Sequence, DateTimeOffset At, string Name, int Version, string Hash);

/// <summary>One entry of a case's stream of removals.</summary>
public sealed record RedactionRecord(long Sequence, DateTimeOffset At, RedactionEvent Event);
