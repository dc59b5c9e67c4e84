using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Retention.RedactionEvent;

namespace ApprovalFlow.Domain.Retention;

/// <summary>Where the keeping of one case stands: a hold, a request, what was removed.</summary>
public sealed record RedactionState
{
    public static RedactionState Empty { get; } = new();

    public long Version { get; private init; }
    /// <summary>Null: nothing keeps it.</summary>
    public HoldPlaced? Hold { get; private init; }
    public DateTimeOffset? HeldSince { get; private init; }
    /// <summary>The request that is not carried out; null: there is none.</summary>
    public RemovalRequest? Request { get; private init; }
    public IReadOnlyList<Removal> Removals { get; private init; } = [];

    public RedactionStage Stage => Request is { AgreedBy: not null } ? RedactionStage.Agreed : Request is not null ? RedactionStage.Asked : Removals.Count > 0 ? RedactionStage.Removed : RedactionStage.None;

    /// <summary>What was removed with the whole case was removed.</summary>
    public bool IsRemoved(RemovalScope scope) => Removals.Any(r => r.What.Scope == scope || r.What.Scope == RemovalScope.Case);

    public static RedactionState Fold(IEnumerable<RedactionRecord> records) => records.Aggregate(Empty, (state, record) => state.Evolve(record));

    public RedactionState Evolve(RedactionRecord record)
    {
        var next = record.Event switch
        {
            RedactionAsked asked => this with { Request = new(record.Sequence, record.At, asked) },
            RedactionAgreed agreed when Request?.Sequence == agreed.Asked => this with { Request = Request with { AgreedBy = agreed.By, AgreedAt = record.At } },
            RedactionDeclined declined when Request?.Sequence == declined.Asked => this with { Request = null },
            HoldPlaced hold => this with { Hold = hold, HeldSince = record.At },
            HoldLifted => this with { Hold = null, HeldSince = null },
            ContentRemoved removed => this with { Removals = [.. Removals, new(record.Sequence, record.At, removed, Request?.Sequence == removed.Asked ? Request : null)], Request = Request?.Sequence == removed.Asked ? null : Request },
            _ => this,
        };
        return next with { Version = record.Sequence };
    }
}

/// <param name="Sequence">Position of the request.</param>
public sealed record RemovalRequest(long Sequence, DateTimeOffset At, RedactionAsked Asked)
{
    /// <summary>The second person; null: it waits for one.</summary>
    public ActorStamp? AgreedBy { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }
}

/// <summary>Content that is gone.</summary>
/// <param name="Request">Who asked and who agreed; null: nobody did, and the record is none.</param>
public sealed record Removal(long Sequence, DateTimeOffset At, ContentRemoved What, RemovalRequest? Request)
{
    /// <summary>Asked for by one person and agreed to by another.</summary>
    public bool IsLawful => Request is { AgreedBy: { } second } && second.UserId != Request.Asked.By.UserId && Request.Asked.Scope == What.Scope;
}

public enum RedactionStage
{
    None,
    /// <summary>Waits for a second person.</summary>
    Asked,
    /// <summary>Waits for whoever runs the removal.</summary>
    Agreed,
    Removed,
}
