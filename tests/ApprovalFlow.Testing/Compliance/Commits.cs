using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Commits made by hand, for tests of storage alone.</summary>
public static class Commits
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 4, 0, 0, 123, TimeSpan.Zero);
    private static readonly ActorStamp Clerk = new("clerk", "窗口人员") { Role = "window-clerk", DepartmentId = "dept-fgw" };

    /// <summary>The first commit of a case: one event, nothing else.</summary>
    public static CaseCommit Registered(string caseNumber, string applicant = "太原市晋阳商贸有限公司") => Of(caseNumber, 0, new byte[32],
    [
        new CaseEvent.CaseRegistered(caseNumber, "FGW-001-A", "FGW-001", new('A', 64), new("enterprise", applicant, "91140100MA0GT00000"),
            new Dictionary<string, object?> { ["projectName"] = "汾河路“东延”工程", ["investment"] = 1234.5 }, [], Clerk, ApplicationChannel.Window),
    ], applicant);

    /// <summary>A commit that follows another one.</summary>
    public static CaseCommit After(CaseCommit before, params CaseEvent[] events) =>
        Of(before.CaseNumber, before.Version, before.Header.HeadHash, events, before.Header.ApplicantName);

    public static CaseEvent Accepted { get; } = new CaseEvent.CaseAccepted();

    /// <summary>An event as values that can be compared: where its bytes lie does not matter.</summary>
    public static (long Sequence, DateTimeOffset At, string Type, int TypeVersion, string Data, string Hash, string PreviousHash) Told(StoredEvent e) =>
        (e.Sequence, e.At, e.Type, e.TypeVersion, e.Data, Convert.ToHexString(e.Hash), Convert.ToHexString(e.PreviousHash));

    public static TaskEntry Task(string caseNumber, int context, Candidate candidate, DateTimeOffset? openedAt = null) => new(
        $"{caseNumber}-{context}", caseNumber, "FGW-001-A", "企业投资项目核准", "Approval of enterprise investment projects", "FGW-001",
        "review", "Approval.Review", "经办人审查", "Review by case officer", "太原市晋阳商贸有限公司", candidate, openedAt ?? Noon,
        new DateOnly(2026, 3, 5), 2.5, InboxSubject.Of(candidate));

    public static TaskChange Claimed(TaskEntry task, string userId) => new(task.TaskId, task.OpenedAt, task.Subject, InboxSubject.OfUser(userId), CaseTaskStatus.Open)
    {
        AssigneeId = userId, AssigneeName = "审查员",
    };

    public static TaskChange Completed(TaskEntry task, string fromSubject, string userId, DateTimeOffset at) => new(task.TaskId, task.OpenedAt, fromSubject, null, CaseTaskStatus.Completed)
    {
        AssigneeId = userId, AssigneeName = "审查员", CompletedById = userId, Outcome = "Approve", EndedAt = at,
    };

    public static TimerEntry Timer(string caseNumber, string bookmark, DateTimeOffset due) => new(caseNumber, bookmark, due);

    public static OutboxMessage Message(string caseNumber, long sequence, string topic = "Notify") => new(caseNumber, sequence, topic, """{"text":"已受理"}""", Noon);

    private static CaseCommit Of(string caseNumber, long version, byte[] previousHash, IReadOnlyList<CaseEvent> events, string applicant)
    {
        var sealedEvents = HashChain.Seal(previousHash, [.. events.Select((e, i) => new CaseRecord(version + 1 + i, Noon, e))]);
        return new(caseNumber, version, sealedEvents, new(
            caseNumber, version + events.Count, sealedEvents[^1].Hash, new('A', 64), "FGW-001-A", "FGW-001", "dept-fgw",
            CaseStatus.Registered, null, applicant, "user-1", "140105", Noon, null, null, null));
    }
}
