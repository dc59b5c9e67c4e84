using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What people say to each other about a case without moving it: urging, copies, remarks.</summary>
public static partial class CaseDecider
{
    private const int LongestText = 2_000, MostFiles = 20;
    private static readonly TimeSpan BetweenUrges = TimeSpan.FromHours(24);

    private static IEnumerable<TaskOperation> TalkOperations =>
    [
        new(TaskOperations.Copy, OperationNeeds.People, q => MayCopy(q, out _, out _)),
        new(TaskOperations.Urge, OperationNeeds.Remark, q => MayUrge(q, out _)),
    ];

    private static Rejection? MayUrge(OperationQuestion q, out CaseTask task)
    {
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (NotAllowed(q.State, task, TaskOperations.Urge, q.Context) is { } forbidden) return forbidden;
        if (!q.State.IsApplicant(q.By) && !q.By.Mandates.Any(m => m.Role is "supervisor" or "administrator")) return Reject("urge-not-allowed", q.By.Name);
        return task.UrgedAt is { } urged && q.Context.Now < urged + BetweenUrges ? Reject("urged-already", task.NameZh, task.TaskId, PlainJson.Iso(urged), PlainJson.Iso(urged + BetweenUrges)) : null;
    }

    private static Rejection? Urge(CaseState state, CaseCommand.UrgeTask command, CaseContext context, CaseBurst burst)
    {
        if (MayUrge(new(state, command.TaskId, command.By, context), out var task) is { } refused) return refused;
        var mandate = command.By.Mandates.FirstOrDefault(m => m.Role is "supervisor" or "administrator");
        burst.Add(new CaseEvent.TaskUrged(task.TaskId, new(command.By.UserId, command.By.Name) { Role = mandate?.Role ?? Applicant, DepartmentId = mandate?.DepartmentId }) { Reason = Trimmed(command.Reason) });
        return null;
    }

    private static Rejection? MayCopy(OperationQuestion q, out CaseTask task, out Actor acting)
    {
        acting = q.By;
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        return NotAllowed(q.State, task, TaskOperations.Copy, q.Context) ?? TaskAccess.Holds(q.State, task, q.By, q.Context.Item, q.Context.DutyRules, out acting);
    }

    private static Rejection? Copy(CaseState state, CaseCommand.CopyCase command, CaseContext context, CaseBurst burst)
    {
        if (MayCopy(new(state, command.TaskId, command.By, context), out var task, out var acting) is { } refused) return refused;
        if (command.To.Count == 0) return Reject("reader-missing");
        if (command.To.FirstOrDefault(p => p.UserId == command.By.UserId) is { } self) return Reject("reader-self", self.Name);
        if (command.To.GroupBy(p => p.UserId).FirstOrDefault(g => g.Count() > 1 || state.IsCopied(g.Key)) is { } twice) return Reject("reader-twice", twice.First().Name);
        burst.Add(new CaseEvent.CaseCopied(task.TaskId, Stamp(state, command.By, acting, task.Candidate), [.. command.To.Select(p => new ActorStamp(p.UserId, p.Name))]) { Note = Trimmed(command.Note) });
        return null;
    }

    /// <summary>The first look leaves a receipt; later ones leave nothing.</summary>
    private static Rejection? ReadCopy(CaseState state, CaseCommand.ReadCopy command, CaseBurst burst)
    {
        if (!state.IsCopied(command.By.UserId)) return Reject("no-copy", command.By.Name, state.CaseNumber);
        if (state.HasUnreadCopy(command.By.UserId)) burst.Add(new CaseEvent.CopyRead(new(command.By.UserId, command.By.Name)));
        return null;
    }

    private static Rejection? Comment(CaseState state, CaseCommand.AddComment command, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        if (Blank(command.Text) && command.Attachments.Count == 0) return Reject("comment-empty");
        if (command.Text.Length > LongestText) return Reject("comment-too-long", PlainJson.Text(command.Text.Length), PlainJson.Text(LongestText));
        if (command.Attachments.Count > MostFiles) return Reject("files-too-many", PlainJson.Text(command.Attachments.Count), PlainJson.Text(MostFiles));
        if (command.TaskId is { } named && state.Task(named) is null) return Reject("task-unknown", named, state.CaseNumber);
        var by = command.By.Mandates.FirstOrDefault();
        burst.Add(new CaseEvent.CommentAdded(new(command.By.UserId, command.By.Name) { Role = state.IsApplicant(command.By) ? Applicant : by?.Role, DepartmentId = by?.DepartmentId }, command.Text.Trim())
        {
            TaskId = command.TaskId, Mentions = [.. command.Mentions.DistinctBy(p => p.UserId).Select(p => new ActorStamp(p.UserId, p.Name))], Attachments = command.Attachments,
        });
        return null;
    }
}
