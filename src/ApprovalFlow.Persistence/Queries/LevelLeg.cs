using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>What another level of government does with a case: a county before the decision (市县联动), the city's leader (领导审批).</summary>
/// <param name="Level">county or leader.</param>
/// <param name="TaskId">Its clocks have this id: COUNTY and STEP of a county, LEADER of a leader.</param>
/// <param name="Since">When the case lay before it.</param>
public sealed record LevelLeg(string Level, string TaskId, string ActivityType, string NameZh, string NameEn, DateTimeOffset Since)
{
    public const string County = "county", Leader = "leader";

    /// <summary>Division code of the acting county.</summary>
    public string? CountyCode { get; init; }
    public string? HolderName { get; init; }
    public string? Outcome { get; init; }
    public string? Opinion { get; init; }
    public ActorStamp? By { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>Codes of the papers that went up with a county's opinion.</summary>
    public IReadOnlyList<string> Papers { get; init; } = [];
    /// <summary>The case went on without it.</summary>
    public bool IsCanceled { get; init; }

    internal static IReadOnlyList<LevelLeg> Of(CaseState state, IReadOnlyList<CaseRecord> records) =>
    [
        .. state.CountyReviews.Select(r => new LevelLeg(County, r.TaskId, "Approval.CountyPreliminaryReview", r.NameZh, r.NameEn, r.SentAt)
        {
            CountyCode = r.CountyCode, HolderName = Holder(state, r.TaskId), Outcome = r.Report?.Outcome, Opinion = r.Report?.Opinion, By = r.Report?.By, AnsweredAt = r.ReportedAt,
            Papers = r.Report?.Papers ?? [], IsCanceled = r.IsCanceled,
        }),
        .. records.Select(r => r.Event).OfType<CaseEvent.TaskOpened>().Where(e => e is { ActivityType: "Approval.LeaderApproval", AddedTo: null }).Select(e => OfLeader(state.Task(e.TaskId)!, records)),
    ];

    private static LevelLeg OfLeader(CaseTask task, IReadOnlyList<CaseRecord> records) => new(Leader, task.TaskId, task.ActivityType, task.NameZh, task.NameEn, task.OpenedAt)
    {
        HolderName = task.Assignee?.Name, Outcome = task.Outcome, By = task.CompletedBy, AnsweredAt = task.Status == CaseTaskStatus.Completed ? task.EndedAt : null, IsCanceled = task.Status == CaseTaskStatus.Canceled,
        Opinion = records.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().LastOrDefault(e => e.TaskId == task.TaskId)?.Comment,
    };

    private static string? Holder(CaseState state, string taskId) => state.Task(taskId) is { Status: CaseTaskStatus.Open, Assignee: { } holder } ? holder.Name : null;
}

/// <summary>A paper that is there.</summary>
/// <param name="ByCounty">The county took it; otherwise the city's window.</param>
public sealed record PaperView(string Code, DateTimeOffset At, bool ByCounty);
