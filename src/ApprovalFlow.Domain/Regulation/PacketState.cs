using System.Collections.Immutable;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Regulation.PacketEvent;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>Where one packet stands: a fold of its records, and nothing else.</summary>
public sealed record PacketState
{
    public static PacketState Empty { get; } = new();

    /// <summary>A packet's number is its case's, with P and the count of the case's decisions.</summary>
    public static bool IsNumber(string text) => text.LastIndexOf("-P", StringComparison.Ordinal) is > 0 and var at && at + 2 < text.Length && text.AsSpan(at + 2).IndexOfAnyExceptInRange('0', '9') < 0;

    public long Version { get; private init; }
    public bool Exists => Version > 0;
    public string Number { get; private init; } = "";
    public PacketStatus Status { get; private init; }
    public PacketContent? Content { get; private init; }
    public PacketCertificate? Certificate { get; private init; }
    /// <summary>The body whose it is now.</summary>
    public string To { get; private init; } = "";
    public ImmutableList<string> Assist { get; private init; } = [];
    public double ClaimDays { get; private init; }
    public DateTimeOffset SentAt { get; private init; }
    /// <summary>When it came to the body that has it now: its time to claim runs from here.</summary>
    public DateTimeOffset WaitingSince { get; private init; }
    public ActorStamp? ClaimedBy { get; private init; }
    public DateTimeOffset? ClaimedAt { get; private init; }
    /// <summary>Bodies that said it is not theirs.</summary>
    public ImmutableList<string> ReturnedBy { get; private init; } = [];
    /// <summary>A supervisor has said whose it is: nobody returns it any more.</summary>
    public bool IsAssigned { get; private init; }
    public ImmutableList<PacketFeedback> Feedback { get; private init; } = [];
    public ImmutableList<PacketRevocation> Revocations { get; private init; } = [];
    public bool IsRevoked => Revocations.Any(r => r.Revoked == true);

    public static PacketState Fold(IEnumerable<PacketRecord> records) => records.Aggregate(Empty, (state, record) => state.Evolve(record));

    public PacketState Evolve(PacketRecord record)
    {
        if (record.Sequence != Version + 1) throw new ArgumentException($"Expected record {Version + 1} of packet '{Number}', but got {record.Sequence}.");
        return Apply(record.Event, record.At) with { Version = record.Sequence };
    }

    private PacketState Apply(PacketEvent @event, DateTimeOffset at) => @event switch
    {
        PacketSent e => this with { Number = e.Number, Status = PacketStatus.Unclaimed, Content = e.Content, To = e.To, Assist = [.. e.Assist], ClaimDays = e.ClaimDays, SentAt = at, WaitingSince = at },
        CertificateAdded e => this with { Certificate = e.Certificate },
        PacketRecalled => this with { Status = PacketStatus.Recalled },
        RevocationClosed e => this with { Revocations = Revocations.ConvertAll(r => r.Asked.RevocationId == e.RevocationId ? r with { Revoked = e.Revoked, Reasons = e.Reasons } : r) },
        PacketEvent.PacketClaimed e => this with { Status = PacketStatus.Claimed, ClaimedBy = e.By, ClaimedAt = at },
        PacketReturned e => this with { ReturnedBy = ReturnedBy.Add(To), To = e.To, WaitingSince = at },
        PacketAssigned e => this with { To = e.To, IsAssigned = true, WaitingSince = at },
        FeedbackGiven e => this with { Feedback = Feedback.Add(new(e, at)) },
        RevocationAsked e => this with { Revocations = Revocations.Add(new(e, at)) },
        _ => throw new ArgumentException($"Expected a known event of packet '{Number}', but got {@event.GetType().Name}."),
    };
}

public enum PacketStatus
{
    None,
    /// <summary>待签收.</summary>
    Unclaimed,
    /// <summary>已签收.</summary>
    Claimed,
    /// <summary>已撤回: the decision was taken back, and whatever is decided anew is a packet of its own.</summary>
    Recalled,
}

public sealed record PacketFeedback(FeedbackGiven Given, DateTimeOffset At);

/// <param name="At">When it was asked for.</param>
public sealed record PacketRevocation(RevocationAsked Asked, DateTimeOffset At)
{
    /// <summary>Null while it goes on.</summary>
    public bool? Revoked { get; init; }
    public string? Reasons { get; init; }
}
