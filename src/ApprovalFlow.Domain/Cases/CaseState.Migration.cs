using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    /// <summary>What has been done under the version before is found under the paths of this one.</summary>
    private void Placed(WorkflowEvent.WorkflowMigrated e)
    {
        if (e.Renamed.Count == 0) return;
        string Now(string path) => e.Renamed.GetValueOrDefault(path, path);
        for (var i = 0; i < openTasks.Count; i++) openTasks[i] = openTasks[i] with { Path = Now(openTasks[i].Path) };
        endedTasks = endedTasks.SetItems(endedTasks.Where(t => e.Renamed.ContainsKey(t.Value.Path)).Select(t => KeyValuePair.Create(t.Key, t.Value with { Path = Now(t.Value.Path) })));
        lastStarted = lastStarted with { Path = Now(lastStarted.Path ?? "") };
    }

    private void Restated(CaseEvent.TaskRestated e) => Change(e.TaskId, e, static (task, e) => task with
    {
        ActivityId = e.ActivityId, NameZh = e.NameZh, NameEn = e.NameEn, Candidate = e.Candidate, LimitDays = e.LimitDays, Counted = e.Counted, Due = e.Due, Outcomes = e.Outcomes, StepOutcomes = e.Outcomes,
    });
}
