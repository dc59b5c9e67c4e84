using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>A case in a list, and the head of its page.</summary>
/// <param name="Due">Last day of the promise, when the calendar of that year is known.</param>
public sealed record CaseRow(
    string CaseNumber, string FlowCode, string FlowNameZh, string FlowNameEn, string ItemCode, string ItemNameZh, string ItemNameEn, string DepartmentId,
    CaseStatus Status, string? Result, string ApplicantName, string? ApplicantUserId, string? CountyCode,
    DateTimeOffset RegisteredAt, DateTimeOffset? AcceptedAt, DateTimeOffset? ClosedAt, DateOnly? Due);

/// <summary>Everything a case page shows, folded from the case's stream.</summary>
/// <param name="Version">Position of the last event.</param>
/// <param name="Form">As it stands after corrections: plain JSON shapes.</param>
/// <param name="Tasks">Open and ended, in the order they opened.</param>
/// <param name="History">Oldest first.</param>
/// <param name="Activities">By activity id: what the picture of the flow shows. Activities never reached are absent.</param>
public sealed record CaseView(
    CaseRow Header, long Version, string DefinitionHash, Applicant Applicant, ApplicationChannel Channel,
    IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials,
    IReadOnlyList<TaskRow> Tasks, IReadOnlyList<HistoryEntry> History, IReadOnlyDictionary<string, ActivityMark> Activities)
{
    /// <summary>The same without form fields and papers that a reader's steps are kept from.</summary>
    public CaseView Without(IReadOnlySet<string> hidden) => hidden.Count == 0 ? this : this with
    {
        Form = Form.Where(f => !hidden.Contains(f.Key)).ToDictionary(),
        Materials = [.. Materials.Where(m => !hidden.Contains(m.Code))],
        History = [.. History.Select(h => h.Kind != "form-filled-in" ? h : h with { Data = h.Data?.Where(d => !hidden.Contains(d.Key)).ToDictionary(), Detail = Shown(h.Detail, hidden) })],
        HiddenFields = [.. hidden.Order(StringComparer.Ordinal)],
    };

    /// <summary>回避: names of those who act no more in the case.</summary>
    public IReadOnlyList<string> Recused { get; init; } = [];
    /// <summary>The same by user id.</summary>
    internal IReadOnlySet<string> RecusedIds { get; init; } = new HashSet<string>();
    public bool IsRecused(string userId) => RecusedIds.Contains(userId);

    /// <summary>Form fields and papers that are not shown to the reader.</summary>
    public IReadOnlyList<string> HiddenFields { get; init; } = [];

    private static string? Shown(string? codes, IReadOnlySet<string> hidden) => codes is null ? null : string.Join('、', codes.Split('、').Where(c => !hidden.Contains(c))) is { Length: > 0 } left ? left : null;

    public CaseEvent.DecisionMade? Decision { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public CaseEvent.CertificateIssued? Certificate { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    /// <summary>What the window asked the applicant to put right; null when nothing is asked.</summary>
    public string? CorrectionReason { get; init; }
    public CaseEvent.WithdrawalRequested? Withdrawal { get; init; }
    /// <summary>Set while the case is suspended: nobody acts on its tasks.</summary>
    public CaseEvent.CaseSuspended? Suspension { get; init; }
    /// <summary>A jump that waits for the second administrator.</summary>
    public CaseEvent.JumpRequested? PendingJump { get; init; }
    /// <summary>What could not go on and nobody has taken in hand yet, oldest first.</summary>
    public IReadOnlyList<CaseIncident> Incidents { get; init; } = [];
    /// <summary>The flow stands still until an administrator has seen to an incident.</summary>
    public bool IsStopped { get; init; }

    /// <summary>What legs of this case asked for (踏勘申请), as it stands now.</summary>
    public IReadOnlyList<CaseVisit> Visits { get; init; } = [];
    /// <summary>Joint visits, evaluations and meetings that this case is or was part of.</summary>
    public IReadOnlyList<CaseTrip> Trips { get; init; } = [];

    /// <summary>审管互动: every decision as a packet, with what its regulator found.</summary>
    public IReadOnlyList<CasePacket> Packets { get; init; } = [];
    /// <summary>Proceedings to take the licence away, in the order in which they began.</summary>
    public IReadOnlyList<CaseRevocation> Revocations { get; init; } = [];
    /// <summary>The proceeding that took it away: the certificate is good for nothing.</summary>
    public CaseRevocation? Revoked => Revocations.FirstOrDefault(r => r.Decided is { Revoked: true });

    /// <summary>市县联动、领导审批: what other levels of government do with the case.</summary>
    public IReadOnlyList<LevelLeg> Levels { get; init; } = [];
    /// <summary>Papers that are there; once a county has the case, nobody asks the applicant for them again (行政许可法 第三十五条).</summary>
    public IReadOnlyList<PaperView> Papers { get; init; } = [];

    /// <summary>By activity id: the ports that its last execution left by. Activities that have not completed are absent.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Taken { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>意见汇总: every step that several people sign, in the order in which they began.</summary>
    public IReadOnlyList<SigningView> Signings { get; init; } = [];

    /// <summary>抄送: who was sent a copy, and when they first opened it.</summary>
    public IReadOnlyList<CopyView> Copies { get; init; } = [];
    /// <summary>批注, oldest first.</summary>
    public IReadOnlyList<CommentView> Comments { get; init; } = [];

    /// <summary>What may be done with each open task: the outcomes its form offers, by task id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>A copy of the case.</summary>
public sealed record CopyView(string UserId, string Name, string From, DateTimeOffset At, string? Note, DateTimeOffset? ReadAt);

/// <summary>A remark on the case or on a task of it.</summary>
public sealed record CommentView(long Sequence, DateTimeOffset At, ActorStamp By, string Text, string? TaskId, string? TaskNameZh, string? TaskNameEn, IReadOnlyList<string> Mentions, IReadOnlyList<Attachment> Attachments);

/// <summary>A line of the case's history.</summary>
/// <param name="Kind">Stable, kebab-case: the stored name of the event.</param>
/// <param name="TextZh">What it was about: name of the task, number of the certificate, reason; null when the kind says it all.</param>
public sealed record HistoryEntry(long Sequence, DateTimeOffset At, string Kind, ActorStamp? Actor, string? TextZh, string? TextEn)
{
    public string? TaskId { get; init; }
    public string? ActivityId { get; init; }
    public string? Outcome { get; init; }
    public string? Comment { get; init; }
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
    /// <summary>Whom it concerned besides the actor: the new holder, the signer who was added or removed.</summary>
    public string? Person { get; init; }
    /// <summary>Which kind of signer, or which rule decided.</summary>
    public string? Detail { get; init; }
    /// <summary>The same in English, where it is a name.</summary>
    public string? DetailEn { get; init; }
}

/// <summary>Where an activity stands in this case; the last execution counts.</summary>
public enum ActivityMark { Active, Completed, Canceled, Faulted }
