using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

internal sealed partial class CaseBurst
{
    /// <summary>The case goes on under another version; its open tasks say what that version says of them.</summary>
    public Rejection? GoOver(CaseContext target, CaseEvent.CaseMigrated migrated, WorkflowCommand.Migrate command)
    {
        Pinned();
        var decision = WorkflowEngine.Decide(context.Graph, State.Workflow, command, At);
        if (decision.Rejection is not null) return decision.Rejection;
        Add(migrated);
        foreach (var step in decision.Events) Add(new CaseEvent.Flow(step));
        State.Adopt(decision.State);
        context = target;
        foreach (var task in State.OpenTasks.Where(t => t.AddedTo is null).ToArray())
            if (Restate(task) is { } restated) Add(restated);
        return null;
    }

    private CaseEvent.TaskRestated? Restate(CaseTask task)
    {
        if (State.Workflow.Bookmarks.FirstOrDefault(b => b.Id == task.BookmarkId) is not { Payload: IReadOnlyDictionary<string, object?> request } bookmark) return null;
        begun.Add((task.Context, bookmark.Node));
        var asked = Open(new WorkflowEvent.BookmarkCreated(bookmark.Id, bookmark.Context, bookmark.Name, bookmark.Hash), request.GetValueOrDefault("role") as string ?? task.Candidate.Role, request);
        // Whom a rule or a list of signers named stays named.
        var candidate = task.IsPersonal || task.Unfilled is not null || State.Round(task.BookmarkId) is not null ? task.Candidate : asked.Candidate;
        var due = asked.LimitDays == task.LimitDays ? task.Due : asked.LimitDays is { } days ? context.Due(OfficeHours.DayOf(task.OpenedAt), days) : null;
        return asked.ActivityId == task.ActivityId && asked.NameZh == task.NameZh && asked.NameEn == task.NameEn && candidate == task.Candidate && asked.LimitDays == task.LimitDays
            && asked.Counted == task.Counted && due == task.Due && asked.Outcomes.SequenceEqual(task.Outcomes)
            ? null
            : new(task.TaskId, asked.ActivityId, asked.NameZh, asked.NameEn, candidate) { LimitDays = asked.LimitDays, Counted = asked.Counted, Due = due, Outcomes = asked.Outcomes };
    }
}
