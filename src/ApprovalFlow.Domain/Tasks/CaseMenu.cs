using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>What a person may do now with a whole case, and where it could go back to or over to. The page and the API list the same.</summary>
public static class CaseMenu
{
    public const string Resume = "resume", ApproveJump = "approve-jump", DeclineJump = "decline-jump", Retry = "retry";

    /// <summary>Operations that would not be refused for who asks, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Of(CaseState state, Actor actor, CaseContext context)
    {
        if (!state.Exists || state.IsClosed || CaseDecider.NotAdministrator(state, actor, TaskOperations.Suspend) is not null) return [];
        bool May(string operation) => CaseDecider.MayAdminister(state, actor, operation, context) is null;
        var offered = new List<string>();
        if (state.Suspension is not null) offered.Add(Resume);
        else if (May(TaskOperations.Suspend)) offered.Add(TaskOperations.Suspend);
        if (state.Suspension is null && state.Incidents.Any(i => i.Context > 0)) offered.Add(Retry);
        if (state.PendingJump is { } jump)
        {
            if (!jump.By.Concerns(actor.UserId) && state.Suspension is null) offered.Add(ApproveJump);
            offered.Add(DeclineJump);
        }
        else if (state.Suspension is null && May(TaskOperations.Jump)) offered.Add(TaskOperations.Jump);
        if (state.Decision is null && May(TaskOperations.Terminate)) offered.Add(TaskOperations.Terminate);
        return offered;
    }

    /// <summary>Steps that an open task may be returned to, the one completed last first.</summary>
    public static IReadOnlyList<StepName> ReturnTargets(CaseState state, string taskId, CaseContext context) =>
        state.Task(taskId) is { Status: CaseTaskStatus.Open } task ? [.. CaseDecider.EarlierOf(state, task, context).Select(t => new StepName(t.Path, t.NameZh, t.NameEn))] : [];

    /// <summary>Steps that an administrator may ask to go on at.</summary>
    public static IReadOnlyList<StepName> JumpTargets(CaseState state, CaseContext context) => [.. CaseDecider.Jumps(state, context)];

    /// <summary>Incidents that nobody has taken in hand yet, each with the name of its step.</summary>
    public static IReadOnlyList<(CaseIncident Incident, StepName Step)> Incidents(CaseState state, CaseContext context) =>
        [.. state.Incidents.Select(i => (i, CaseDecider.StepAt(context.Graph, i.Path)))];

    /// <summary>Tasks that this person completed and may still take back.</summary>
    public static IReadOnlyList<CaseTask> MayTakeBack(CaseState state, Actor actor, CaseContext context) =>
        state.Suspension is not null || state.IsStopped ? [] : [.. state.CompletedTasks.Where(t => CaseDecider.WhyNotTakeBack(state, t, actor, context) is null).OrderByDescending(t => t.CompletedIn)];
}
