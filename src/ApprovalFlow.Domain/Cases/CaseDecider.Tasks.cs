using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    private static Rejection? Claim(CaseState state, CaseCommand.ClaimTask command, CaseContext context, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (TaskAccess.May(state, task, command.By, context.Item, context.DutyRules, held: false, out var acting) is { } refused) return refused;
        if (task.Assignee is { } holder) return Reject("task-claimed", task.NameZh, task.TaskId, holder.Name);
        if (SignedAlready(state, task, command.By, acting) is { } twice) return twice;
        burst.Add(new CaseEvent.TaskClaimed(task.TaskId, Stamp(state, command.By, acting, task.Candidate)));
        return null;
    }

    private static Rejection? Release(CaseState state, CaseCommand.ReleaseTask command, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (task.Assignee is null) return Reject("task-not-claimed", task.NameZh, task.TaskId);
        // Putting it back decides nothing, so a conflict of interest does not keep anybody from it.
        var acting = command.By.ActsFor.FirstOrDefault(p => p.UserId == task.Assignee.UserId) ?? command.By;
        if (command.By.UserId == task.Assignee.UserId) acting = command.By;
        if (TaskAccess.NotHolder(task, acting) is { } refused) return refused;
        if (Delegated(task) is { } delegated) return delegated;
        if (task.IsPersonal) return Reject("task-personal", task.NameZh, task.TaskId, task.Assignee.Name);
        burst.Add(new CaseEvent.TaskReleased(task.TaskId, Stamp(state, command.By, acting, task.Candidate)));
        return null;
    }

    private static Rejection? Complete(CaseState state, CaseCommand.CompleteTask command, CaseContext context, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (Delegated(task) is { } delegated) return delegated;
        if (command.IsBatch && NotAllowed(state, task, TaskOperations.Batch, context) is not null) return Reject("batch-not-allowed", task.NameZh, task.TaskId);
        if (TaskAccess.May(state, task, command.By, context.Item, context.DutyRules, held: true, out var acting) is { } refused) return refused;
        if ((SignedAlready(state, task, command.By, acting) ?? Awaited(state, task)) is { } notYet) return notYet;
        if ((TripPending(state, task, command.Outcome) ?? CountyAwaited(state, task)) is { } pending) return pending;
        if (!task.Outcomes.Contains(command.Outcome)) 
            return Reject("outcome-unknown", task.NameZh, task.TaskId, command.Outcome, string.Join(", ", task.Outcomes), string.Join("、", task.Outcomes.Select(o => ChineseNames.Outcome(task, o))));
        var form = TaskForms.For(task.ActivityType);
        var comment = Blank(command.Comment) ? null : command.Comment!.Trim();
        if (comment is null && form.RequiresComment(command.Outcome)) 
            return Reject("comment-required", task.TaskId, command.Outcome, ChineseNames.Outcome(task, command.Outcome));

        var data = PlainJson.Map(command.Data);
        foreach (var key in data.Where(d => d.Value is null or "").Select(d => d.Key).ToArray()) data.Remove(key);
        var completion = new TaskCompletion(task, Stamp(state, command.By, acting, task.Candidate), command.Outcome, comment, data);
        if (Choose(state, command.Chosen, ApproverRule.ChosenByPrevious, completion.By, context, burst) is { } unfit) return unfit;
        if (task.ActivityType == TaskTypes.Correction && command.Outcome == Outcomes.Resubmit)
            return Resubmit(state, completion, command.Materials ?? [], context, burst);
        if (TaskFormRules.Check(task, command.Outcome, data, comment) is { } wrong) return wrong;
        if (AskedAgain(state, command.Outcome, data, comment, context) is { } again) return again;
        if (data.GetValueOrDefault(TaskForms.VoucherDate) is string dated && PlainJson.Date(dated) > burst.Today) return Reject("date-in-future", "受理凭证日期", "Date on the acceptance voucher");

        if (FillIn(state, task, command, completion.By, context, burst) is { } barred) return barred;
        burst.Add(Completed(completion, data.Count == 0 ? null : data));
        if (state.Round(task.BookmarkId) is not null && task.ActivityType != TaskTypes.Correction) return Settle(task.BookmarkId, context, burst);
        var comesBack = command.Outcome == Outcomes.Return && ComesBack(state, task, context);
        foreach (var consequence in Consequences.Of(completion, burst.State, context, burst.Today)) burst.Add(comesBack && consequence is CaseEvent.CorrectionRequested asked ? asked with { ComesBack = true } : consequence);
        if (!comesBack) return burst.Resume(task.BookmarkId, command.Outcome, data);
        AskForCorrection(task, context, burst);
        return null;
    }

    /// <summary>The corrected application meets the same rules as the first one.</summary>
    private static Rejection? Resubmit(CaseState state, TaskCompletion completion, IReadOnlyList<MaterialReceipt> materials, CaseContext context, CaseBurst burst)
    {
        var rejection = Check(MaterialsAndForm.Merge(state.Form, completion.Data), context.Item);
        if (rejection is null && materials.GroupBy(m => m.Code).FirstOrDefault(g => g.Count() > 1) is { } twice) rejection = Reject("material-twice", twice.First().NameZh);
        // What was taken in under another version of the list stays in the file and is no stranger.
        rejection ??= Check([.. MaterialsAndForm.Merge(state.Materials, materials).Where(m => context.Item.Materials.Any(r => r.Code == m.Code) || materials.Contains(m))], context.Item);
        if (rejection is not null) return rejection;

        if (NotCorrectable(state, completion.Task, completion.Data, materials, context) is { } barred) return barred;
        burst.Add(Completed(completion, data: null));
        burst.Add(new CaseEvent.CaseResubmitted(completion.Data, materials));
        if (state.CorrectionFor is { } returner && state.Task(returner) is { } step && step.BookmarkId == completion.Task.BookmarkId) return BackToReturner(completion.Task, step, completion.Data, context, burst);
        return burst.Resume(completion.Task.BookmarkId, completion.Outcome, completion.Data, merges: true);
    }

    private static CaseEvent.TaskCompleted Completed(TaskCompletion completion, IReadOnlyDictionary<string, object?>? data) =>
        new(completion.Task.TaskId, completion.By, completion.Outcome) { Comment = completion.Comment, Data = data };

    private static Rejection? Open(CaseState state, string taskId, out CaseTask task)
    {
        task = null!;
        if (state.IsClosed) return Closed(state);
        if (state.Task(taskId) is not { } found) return Reject("task-unknown", taskId, state.CaseNumber);
        task = found;
        return found.Status switch
        {
            CaseTaskStatus.Completed => Reject("task-completed", found.NameZh, taskId, found.CompletedBy!.Name, found.Outcome!, ChineseNames.Outcome(found, found.Outcome!)),
            CaseTaskStatus.Canceled => Reject("task-canceled", found.NameZh, taskId),
            _ => null,
        };
    }
}

/// <summary>A task as it is being completed.</summary>
internal sealed record TaskCompletion(CaseTask Task, ActorStamp By, string Outcome, string? Comment, IReadOnlyDictionary<string, object?> Data)
{
    public string? Text(string key) => Data.GetValueOrDefault(key) as string;
}
