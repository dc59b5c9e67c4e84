using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>What a regulator gets to know of a decision: a copy of the case at that moment, sealed by the case's own chain.</summary>
/// <param name="CaseHash">Hash of the event that addressed the packet: it stands for the whole file up to then.</param>
public sealed record PacketContent(
    string CaseNumber, string FlowCode, string ItemCode, string ItemNameZh, string ItemNameEn, string ApprovingDepartmentId, Applicant Applicant,
    string Result, ActorStamp DecidedBy, DateTimeOffset DecidedAt, IReadOnlyList<PacketPaper> Papers, IReadOnlyDictionary<string, object?> Form, string CaseHash)
{
    public string? CountyCode { get; init; }
    public string? Reasons { get; init; }
    public string? Conditions { get; init; }
    /// <summary>Papers that the applicant promised to hand in later and that had not come by the decision (容缺).</summary>
    public IReadOnlyList<string> Promised { get; init; } = [];
}

/// <param name="Digest">SHA-256 over the record of the paper as the case holds it, or of the file itself where there is one.</param>
public sealed record PacketPaper(string Code, string NameZh, bool Received, int Copies, string Digest) { public string? Note { get; init; } }

public sealed record PacketCertificate(string Number, string NameZh, DateOnly IssuedOn) { public DateOnly? ValidUntil { get; init; } }

/// <summary>What a regulator found.</summary>
public enum FeedbackKind
{
    /// <summary>一切正常.</summary>
    AllWell,
    /// <summary>检查合格.</summary>
    InspectionPassed,
    /// <summary>检查发现问题.</summary>
    InspectionFailed,
    /// <summary>行政处罚.</summary>
    Penalty,
    /// <summary>承诺未兑现: what was promised for the licence (容缺、告知承诺) was not kept, or was untrue.</summary>
    PromiseBroken,
    /// <summary>其他情况.</summary>
    Other,
}

/// <summary>Whether a licence was wrong from the beginning, or stops being right.</summary>
public enum RevocationKind
{
    /// <summary>撤销（行政许可法第六十九条）.</summary>
    Annul,
    /// <summary>撤回（行政许可法第八条）: the facts or the law behind it have changed.</summary>
    Withdraw,
}

/// <summary>Stable names of the values in stored events.</summary>
public static class PacketNames
{
    public static string Of(FeedbackKind kind) => kind switch
    {
        FeedbackKind.AllWell => "all-well", FeedbackKind.InspectionPassed => "inspection-passed", FeedbackKind.InspectionFailed => "inspection-failed",
        FeedbackKind.Penalty => "penalty", FeedbackKind.PromiseBroken => "promise-broken", _ => "other",
    };

    public static FeedbackKind Feedback(string name) => Enum.GetValues<FeedbackKind>() is var all && Array.FindIndex(all, k => Of(k) == name) is >= 0 and var at ? all[at]
        : throw new FormatException($"Expected a kind of feedback, but got '{name}'.");

    public static string Of(RevocationKind kind) => kind == RevocationKind.Annul ? "annul" : "withdraw";

    public static RevocationKind Revocation(string name) => name switch { "annul" => RevocationKind.Annul, "withdraw" => RevocationKind.Withdraw, _ => throw new FormatException($"Expected a kind of revocation, but got '{name}'.") };

    /// <summary>Whether what was found speaks against the subject.</summary>
    public static bool IsAdverse(this FeedbackKind kind) => kind is FeedbackKind.InspectionFailed or FeedbackKind.Penalty or FeedbackKind.PromiseBroken;
}

/// <summary>What may be asked of one packet.</summary>
public abstract record PacketCommand
{
    private PacketCommand() { }

    /// <summary>The decision becomes a packet; sent by the outbox.</summary>
    public sealed record Send(string Number, PacketContent Content, string To, IReadOnlyList<string> Assist, double ClaimDays, int Rules) : PacketCommand;
    /// <summary>The certificate followed; sent by the outbox.</summary>
    public sealed record AddCertificate(PacketCertificate Certificate) : PacketCommand;
    /// <summary>The decision was taken back; sent by the outbox.</summary>
    public sealed record Recall : PacketCommand;
    /// <summary>How the proceeding ended; sent by the outbox.</summary>
    public sealed record CloseRevocation(string RevocationId, bool Revoked, string Reasons) : PacketCommand;

    /// <summary>签收.</summary>
    public sealed record Claim(Actor By) : PacketCommand;
    /// <summary>退回: not ours, but theirs.</summary>
    public sealed record Return(string To, string Reason, Actor By) : PacketCommand;
    /// <summary>指定: bodies disagree, and a supervisor says whose it is.</summary>
    public sealed record Assign(string To, string Reason, Actor By) : PacketCommand;
    /// <summary>监管反馈.</summary>
    public sealed record GiveFeedback(FeedbackKind Kind, string Text, DateOnly On, Actor By) : PacketCommand { public string? Document { get; init; } }
    /// <summary>提请撤销或者撤回.</summary>
    public sealed record AskRevocation(string FeedbackId, RevocationKind Kind, string Ground, Actor By) : PacketCommand;
}

/// <summary>What happened to one packet.</summary>
public abstract record PacketEvent
{
    private PacketEvent() { }

    public sealed record PacketSent(string Number, PacketContent Content, string To, IReadOnlyList<string> Assist, double ClaimDays, int Rules) : PacketEvent;
    public sealed record CertificateAdded(PacketCertificate Certificate) : PacketEvent;
    public sealed record PacketRecalled : PacketEvent;
    public sealed record RevocationClosed(string RevocationId, bool Revoked, string Reasons) : PacketEvent;
    public sealed record PacketClaimed(ActorStamp By) : PacketEvent;
    public sealed record PacketReturned(string To, string Reason, ActorStamp By) : PacketEvent;
    public sealed record PacketAssigned(string To, string Reason, ActorStamp By) : PacketEvent;
    public sealed record FeedbackGiven(string FeedbackId, FeedbackKind Kind, string Text, DateOnly On, ActorStamp By) : PacketEvent { public string? Document { get; init; } }
    public sealed record RevocationAsked(string RevocationId, string FeedbackId, RevocationKind Kind, string Ground, ActorStamp By) : PacketEvent;
}

/// <summary>One entry of a packet's stream.</summary>
public sealed record PacketRecord(long Sequence, DateTimeOffset At, PacketEvent Event);
