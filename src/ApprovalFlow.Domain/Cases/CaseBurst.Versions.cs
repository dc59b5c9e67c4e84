using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

internal sealed partial class CaseBurst
{
    /// <summary>Gives up the run so far and begins the flow anew on another version.</summary>
    /// <param name="asked">The acceptance for which it does so.</param>
    public Rejection? Begin(CaseContext next, CaseEvent.TaskCompleted asked)
    {
        CancelTasks();
        Add(new CaseEvent.VersionAdopted(next.Graph.Definition.ContentHash, next.Graph.Definition.Version) { TaskId = asked.TaskId, By = asked.By, Comment = asked.Comment, Data = asked.Data });
        context = next;
        begun.Clear();
        return Run(CaseDecider.StartOf(State));
    }

    /// <summary>Takes over what was decided on a copy of this burst's state.</summary>
    public void Append(CaseBurst after)
    {
        records.AddRange(after.records);
        State = after.State;
    }
}
