using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What a case's page shows to one reader. <paramref name="Case"/> is null when there is none for them.</summary>
public sealed record CaseSheet(
    CaseView? Case, ApprovalItem? Item, string? DefinitionJson, Actor Actor, IReadOnlyList<TimelineEntry> History, Department? Department, County? County)
{
    private readonly FlowDrawing? drawing = DefinitionJson is null ? null : FlowDrawing.Read(DefinitionJson);

    public string UserId => Actor.UserId;

    /// <summary>What is left of a case whose content was removed.</summary>
    public RemovedCase? Removed { get; init; }

    /// <summary>The case's clocks, cards and what was recorded about time.</summary>
    public ClockSheet? Clocks { get; init; }

    /// <summary>Somebody of the house: cards are not for applicants.</summary>
    public bool IsStaff => Actor.Mandates.Any(m => Roles.Staff.Contains(m.Role));

    /// <summary>What the reader may do with each open task besides deciding it.</summary>
    public IReadOnlyDictionary<string, Desk.TaskMenuView> Menus { get; init; } = new Dictionary<string, Desk.TaskMenuView>();

    /// <summary>What the reader may do with the whole case.</summary>
    public Desk.CaseMenuView? CaseMenu { get; init; }

    /// <summary>What the reader keeps about the case for themselves.</summary>
    public CaseMark? Mark { get; init; }

    /// <summary>What is to come; null when nothing is.</summary>
    public CaseForecast? Forecast { get; init; }

    /// <summary>Open tasks of the reader: held by them, or in a pool of theirs. Whether they really may is decided when they try.</summary>
    public IReadOnlyList<TaskRow> Actionable { get; } =
        Case is null or { Suspension: not null } or { IsStopped: true } ? [] : [.. Open(Case).Where(t => t.Unfilled is null && Actor.ActsFor.Prepend(Actor).Any(one => t.Assignee == one.UserId || t.Assignee is null && IsCandidate(one, Case, t)))];

    /// <summary>Somebody with tasks of their own to go back to.</summary>
    public bool IsHandler => Actor.Mandates.Any(m => Roles.Handlers.Contains(m.Role));

    /// <summary>The reader's own application, and nothing decided yet.</summary>
    public bool MayWithdraw => Case is { Decision: null } && Case.Header.ApplicantUserId == Actor.UserId && Case.Header.Status != CaseStatus.Closed;

    /// <summary>Open tasks of others.</summary>
    public IReadOnlyList<TaskRow> Waiting =>
        Case is null ? [] : [.. Open(Case).Where(t => Actionable.All(a => a.TaskId != t.TaskId))];

    public string? DutyOf(TaskRow task) => drawing?.Boxes.FirstOrDefault(b => b.Id == task.ActivityId)?.Duty;

    private static IEnumerable<TaskRow> Open(CaseView found) => found.Tasks.Where(t => t.Status == CaseTaskStatus.Open);

    private static bool IsCandidate(Actor actor, CaseView found, TaskRow task) =>
        actor.Mandates.Any(new Candidate(task.Role, task.DepartmentId, task.Region).Admits)
        || task.ActivityType == "Approval.Correction" && found.Header.ApplicantUserId == actor.UserId;
}
