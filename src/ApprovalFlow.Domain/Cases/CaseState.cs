using System.Collections.Immutable;
using System.Globalization;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Where one case stands: a fold of its records, and nothing else.</summary>
/// <remarks>Never changes once handed out; <see cref="Evolve"/> answers another state.</remarks>
public sealed partial class CaseState
{
    public static CaseState Empty { get; } = new();

    /// <summary>Position of the last record folded in; 0 = the case does not exist yet.</summary>
    public long Version { get; private set; }
    public CaseStatus Status { get; private set; }
    public bool Exists => Version > 0;
    public bool IsClosed => Status == CaseStatus.Closed;
    public bool IsApplicant(Actor actor) => Applicant?.UserId is { } user && user == actor.UserId;

    public string CaseNumber { get; private set; } = "";
    public string FlowCode { get; private set; } = "";
    public string ItemCode { get; private set; } = "";
    /// <summary>The definition version this case is pinned to: the one in force when it was handed in, from acceptance on the one in force then.</summary>
    public string DefinitionHash { get; private set; } = "";
    public Applicant? Applicant { get; private set; }
    public ApplicationChannel Channel { get; private set; }
    public string? CountyCode { get; private set; }
    public ActorStamp? RegisteredBy { get; private set; }
    public DateTimeOffset? RegisteredAt { get; private set; }

    /// <summary>The form as it stands after corrections.</summary>
    public IReadOnlyDictionary<string, object?> Form { get; private set; } = new Dictionary<string, object?>();
    public IReadOnlyList<MaterialReceipt> Materials { get; private set; } = [];

    /// <summary>Tasks somebody may still act on, in the order they opened.</summary>
    public IReadOnlyList<CaseTask> OpenTasks => openTasks;
    /// <summary>Any task of this case, open or ended.</summary>
    public CaseTask? Task(string taskId)
    {
        foreach (var task in openTasks)
            if (task.TaskId == taskId) return task;
        return endedTasks.GetValueOrDefault(taskId);
    }
    /// <summary>Waits that a timer ends.</summary>
    public IReadOnlyList<CaseTimer> Timers => timers ?? [];
    /// <summary>Those that may fire: a case that is suspended or stopped at an incident has none, and what came due meanwhile is due when it goes on.</summary>
    public IReadOnlyList<CaseTimer> TickingTimers => Suspension is null && !IsStopped ? Timers : [];

    public DateTimeOffset? AcceptedAt { get; private set; }
    public ActorStamp? AcceptedBy { get; private set; }
    /// <summary>Whether this person accepted the case, now or before a correction.</summary>
    public bool WasAcceptedBy(string userId) => acceptors.Contains(userId);
    /// <summary>Whether this person registered it, or holds or completed a task of it.</summary>
    public bool HasWorked(string userId) => RegisteredBy?.Concerns(userId) == true || openTasks.Concat(endedTasks.Values).Any(t => t.Assignee?.Concerns(userId) == true || t.CompletedBy?.Concerns(userId) == true);
    public CaseEvent.DecisionMade? Decision { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public CaseEvent.CertificateIssued? Certificate { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    /// <summary>What the window asked the applicant to put right; null when nothing is asked.</summary>
    public string? CorrectionReason { get; private set; }
    public CaseEvent.WithdrawalRequested? Withdrawal { get; private set; }
    /// <summary>One of the flow's outcomes, once closed.</summary>
    public string? Result { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public WorkflowState Workflow { get; private set; } = WorkflowState.Empty;

    private List<CaseTask> openTasks = [];
    private ImmutableDictionary<string, CaseTask> endedTasks = ImmutableDictionary<string, CaseTask>.Empty;
    private List<CaseTimer>? timers;
    private ImmutableHashSet<string> acceptors = [];
    private ActorStamp? lastCompletedBy;

    /// <summary>Pure: answers a new state. The record must be the next one.</summary>
    public CaseState Evolve(CaseRecord record) => Evolve([record]);

    /// <summary>Pure: answers a new state; linear in the records.</summary>
    public CaseState Evolve(IEnumerable<CaseRecord> records)
    {
        var next = Copy();
        var steps = new List<WorkflowEvent>();
        foreach (var record in records)
        {
            next.Apply(record);
            if (record.Event is CaseEvent.Flow flow) steps.Add(flow.Event);
            else if (record.Event is CaseEvent.VersionAdopted) steps.Clear();
        }
        if (steps.Count > 0) next.Workflow = next.Workflow.Evolve(steps);
        return next;
    }

    public static CaseState Fold(IEnumerable<CaseRecord> records) => Empty.Evolve(records);
}

public enum CaseStatus
{
    /// <summary>Nothing registered under this number.</summary>
    None,
    /// <summary>收件: handed in, not accepted yet.</summary>
    Registered,
    /// <summary>受理: accepted; the statutory clock runs.</summary>
    Accepted,
    /// <summary>补正: waits for the applicant's corrected papers.</summary>
    AwaitingCorrection,
    /// <summary>办结: decided; certificate, fee or delivery may still be open.</summary>
    Decided,
    /// <summary>归档: nothing is open any more.</summary>
    Closed,
}

public enum CaseTaskStatus { Open, Completed, Canceled }

/// <summary>One piece of work for a person.</summary>
public sealed record CaseTask(
    string TaskId, string BookmarkId, string ActivityId, string ActivityType, string NameZh, string NameEn, Candidate Candidate, DateTimeOffset OpenedAt)
{
    /// <summary>The execution of the activity that waits; a bookmark's id begins with it.</summary>
    public int Context => int.Parse(BookmarkId.AsSpan(0, BookmarkId.IndexOf('.')), CultureInfo.InvariantCulture);
    /// <summary>As it stands the moment it opens.</summary>
    internal static CaseTask Opened(CaseEvent.TaskOpened e, DateTimeOffset at) => new(e.TaskId, e.BookmarkId, e.ActivityId, e.ActivityType, e.NameZh, e.NameEn, e.Candidate, at)
    {
        LimitDays = e.LimitDays, Counted = e.Counted, Due = e.Due, Outcomes = e.Outcomes, Assignee = e.Person, IsPersonal = e.Person is not null, AddedTo = e.AddedTo,
        StepType = e.ActivityType, StepOutcomes = e.Outcomes, Unfilled = e.Unfilled,
    };

    public double? LimitDays { get; init; }
    public bool Counted { get; init; }
    public DateOnly? Due { get; init; }
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public CaseTaskStatus Status { get; init; }
    /// <summary>Who holds it; null while it lies in the pool.</summary>
    public ActorStamp? Assignee { get; init; }
    /// <summary>It is one person's, by name: it has no pool to go back to.</summary>
    public bool IsPersonal { get; init; }
    /// <summary>审批人为空: nobody was found for it, and an administrator has to name somebody; why is one of the words for it.</summary>
    public string? Unfilled { get; init; }
    /// <summary>Who delegated it, the one who decides first; empty when its holder works on it.</summary>
    public IReadOnlyList<ActorStamp> Delegators { get; init; } = [];
    /// <summary>When somebody last asked its holder to go on.</summary>
    public DateTimeOffset? UrgedAt { get; init; }
    /// <summary>The task whose holder asked for this signer; null for the step's own.</summary>
    public string? AddedTo { get; init; }
    /// <summary>The activity type and outcomes of the step that is signed; an added signer's task has its own.</summary>
    public string StepType { get; init; } = "";
    public IReadOnlyList<string> StepOutcomes { get; init; } = [];
    public DateTimeOffset? EndedAt { get; init; }
    public ActorStamp? CompletedBy { get; init; }
    /// <summary>Position in the stream of its completion: what was completed later has the greater one.</summary>
    public long CompletedIn { get; init; }
    /// <summary>Where in the definition its step stands.</summary>
    public string Path { get; init; } = "";
    public string? Outcome { get; init; }
}

/// <summary>A wait that a timer ends.</summary>
public sealed record CaseTimer(string BookmarkId, int Context, DateTimeOffset ResumeAt);
