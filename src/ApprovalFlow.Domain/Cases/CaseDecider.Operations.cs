using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    /// <summary>Every operation on a task, in the order of menus. The same check stands before the menu and before the command.</summary>
    internal static IReadOnlyList<TaskOperation> Operations { get; } = [.. ApproverOperations, .. SigningOperations, .. ReturnOperations, .. TalkOperations];

    private static Rejection? NotAllowed(CaseState state, CaseTask task, string operation, CaseContext context) =>
        TaskOperations.AllowedAt(context.Graph, PathOf(state, task)).Contains(operation) ? null : Reject("operation-not-allowed", task.NameZh, task.TaskId, operation, ChineseNames.Operation(operation));

    /// <summary>Where in the definition a task's step stands.</summary>
    private static string PathOf(CaseState state, CaseTask task)
    {
        foreach (var bookmark in state.Workflow.Bookmarks) if (bookmark.Id == task.BookmarkId) return bookmark.Node;
        return "";
    }
}

/// <summary>An operation and who may do it now, before anything is filled in.</summary>
internal sealed record TaskOperation(string Name, OperationNeeds Needs, Func<OperationQuestion, Rejection?> WhyNot);

/// <summary>May this person do it with this task now?</summary>
internal sealed record OperationQuestion(CaseState State, string TaskId, Actor By, CaseContext Context);
