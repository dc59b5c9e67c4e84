using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>“Why is this on my desk”: what a task's own events say of how it came to whoever holds it now.</summary>
internal static class TaskReasons
{
    public static IReadOnlyList<Localized> Of(CaseTask task, IReadOnlyList<CaseRecord> records, Func<string, Localized?> department)
    {
        List<TraceLine> lines = [];
        for (var i = 0; i < records.Count; i++)
            switch (records[i].Event)
            {
                case CaseEvent.TaskOpened e when e.TaskId == task.TaskId:
                    lines = [.. Cause(records, i), .. Opened(e, records)];
                    break;
                case CaseEvent.TaskAssigned e when e.TaskId == task.TaskId: lines.Add(new("assigned", e.By.Name, e.To.Name)); break;
                case CaseEvent.TaskClaimed e when e.TaskId == task.TaskId: lines.Add(new("claimed", e.By.Name)); break;
                case CaseEvent.TaskReleased e when e.TaskId == task.TaskId: lines.RemoveAll(l => l.Code is "claimed" or "transferred"); break;
                case CaseEvent.TaskTransferred e when e.TaskId == task.TaskId: lines.Add(new("transferred", e.By.Name, e.From.Name)); break;
                case CaseEvent.TaskDelegated e when e.TaskId == task.TaskId: lines.Add(new("delegated", e.By.Name)); break;
                case CaseEvent.TaskGivenBack e when e.TaskId == task.TaskId: lines.Add(new("given-back", e.By.Name)); break;
            }
        return [.. lines.Select(l => ApproverText.Of(l, department))];
    }

    private static IEnumerable<TraceLine> Opened(CaseEvent.TaskOpened e, IReadOnlyList<CaseRecord> records) =>
        e.Why is { } trace ? trace.Lines
        : e.AddedTo is not null ? [new("added", SignerRecords.AddedFor(records, e.TaskId).By.Name)]
        : e.Person is not null ? [new("corrected")]
        : [new("candidate", e.Candidate.Role, e.Candidate.DepartmentId ?? "", e.Candidate.Region ?? "")];

    /// <summary>A move in the same burst, when one brought the case back or over to this step.</summary>
    private static IEnumerable<TraceLine> Cause(IReadOnlyList<CaseRecord> records, int opened)
    {
        for (var i = opened - 1; i >= 0 && records[i].At == records[opened].At; i--)
            switch (records[i].Event)
            {
                case CaseEvent.TaskReturned e: return [new("returned", e.By.Name, e.Reason)];
                case CaseEvent.VoteTakenBack e: return [new("taken-back", e.By.Name)];
                case CaseEvent.TaskTakenBack e: return [new("taken-back", e.By.Name)];
                case CaseEvent.CaseAltered e: return [new("jumped", e.RequestedBy.Name)];
                case CaseEvent.Flow or CaseEvent.TaskOpened or CaseEvent.TaskCanceled or CaseEvent.DecisionTakenBack or CaseEvent.SigningOpened: continue;
                default: return [];
            }
        return [];
    }
}
