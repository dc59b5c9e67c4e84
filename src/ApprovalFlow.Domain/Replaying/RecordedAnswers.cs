using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>What a decision was told from outside and nobody can be asked again: whom the approver rules found in the organisation of that moment.</summary>
/// <remarks>It stands in the events that the decision led to, and is taken from there; everything else about those events is decided again.</remarks>
public sealed class RecordedAnswers
{
    private readonly RecordedLine line;

    internal RecordedAnswers(RecordedLine line) => this.line = line;

    /// <summary>Whom the rule of a step that opens came to; null: nothing was recorded.</summary>
    internal ApproverFinding? Of(TaskOpened task)
    {
        if (line.All<SigningOpened>("signing-opened").FirstOrDefault(s => s.BookmarkId == task.BookmarkId) is { Signers: [{ Why: { } why }, ..] signers })
            return new([.. signers.Select(s => s.Person).OfType<ActorStamp>()], null, why);
        return line.All<TaskOpened>("task-opened").FirstOrDefault(t => t.TaskId == task.TaskId) is { Why: { } trace } opened ? new(opened.Person is { } person ? [person] : [], opened.Unfilled, trace) : null;
    }

    /// <summary>The account that a signer of the definition names.</summary>
    /// <param name="signer">The signer's own task.</param>
    /// <param name="task">The step's task, where it has one signer only.</param>
    internal ApproverFinding? Signer(string signer, string task)
    {
        if (line.All<SigningOpened>("signing-opened").SelectMany(s => s.Signers).FirstOrDefault(s => s.TaskId == signer) is { Why: { } why } named)
            return new(named.Person is { } found ? [found] : [], named.Unfilled, why);
        return line.All<TaskOpened>("task-opened").FirstOrDefault(t => t.TaskId == task) is { Why: { } trace } opened ? new(opened.Person is { } person ? [person] : [], opened.Unfilled, trace) : null;
    }
}
