namespace ApprovalFlow.Runtime.Tasks;

/// <summary>Reads the materialized inbox rows (subject, opened, task).</summary>
public interface IInbox
{
    /// <summary>The oldest open tasks of any of these subjects after a position, oldest first.</summary>
    Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default);

    /// <summary>How many rows these subjects hold together, counted no further than <paramref name="cap"/>.</summary>
    Task<int> CountAsync(IReadOnlyList<string> subjects, int cap, CancellationToken cancellation = default);

    /// <summary>The subjects that hold rows now and begin with any of these prefixes.</summary>
    Task<IReadOnlyList<string>> SubjectsAsync(IReadOnlyList<string> prefixes, CancellationToken cancellation = default);
}

/// <summary>A place in an inbox: after this task.</summary>
public sealed record InboxPosition(DateTimeOffset OpenedAt, string TaskId);
