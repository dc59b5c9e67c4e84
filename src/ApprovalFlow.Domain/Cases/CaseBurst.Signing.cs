using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

internal sealed partial class CaseBurst
{
    /// <summary>A step of which it has to be said who decides it, and nobody did.</summary>
    private Rejection? unchosen;

    /// <summary>One signer is one task, as ever; several are a round whose tasks open as each one's turn comes.</summary>
    private void OpenTasks(CaseEvent.TaskOpened task, IReadOnlyDictionary<string, object?> request)
    {
        var signers = task.ActivityType == TaskTypes.Countersign ? SignerList.Read(request.GetValueOrDefault(SigningRule.SignersInput)) : [];
        if (signers.Count > 0)
        {
            Open(task, request, [.. signers.Select((signer, i) => Named(task with { Candidate = signer.Candidate }, i, signer.User, request))]);
            return;
        }
        if (ApproverRule.Read(request, out _) is not { } rule)
        {
            Add(task);
            return;
        }
        var found = context.Recorded?.Of(task) ?? Search(task).Find(rule);
        if (found.Persons.Count == 0)
        {
            if (rule.Kind == ApproverRule.ChosenByPrevious && State.ChosenFor(task.ActivityId) is null) unchosen ??= RejectionText.Reject("approver-not-chosen", task.NameZh, task.ActivityId);
            Add(task with { Unfilled = found.Unfilled, Why = found.Trace });
            return;
        }
        Open(task, request, [.. found.Persons.Select((person, i) => new NamedSigner(SignerTasks.IdOf(task.TaskId, i + 1), task.Candidate) { Person = person, Why = found.Trace })]);
    }

    private void Open(CaseEvent.TaskOpened task, IReadOnlyDictionary<string, object?> request, IReadOnlyList<NamedSigner> named)
    {
        if (named is [var only])
        {
            Add(task with { Candidate = only.Candidate, Person = only.Person, Why = only.Why, Unfilled = only.Unfilled });
            return;
        }
        // Where the step does not count votes, several are as good as one: the first answer is the step's.
        var rule = task.ActivityType != TaskTypes.Countersign ? SigningRule.FirstAnswer : SigningRule.Read(request, out var problem) ?? throw new ArgumentException(problem);
        Add(new CaseEvent.SigningOpened(task.BookmarkId, rule, named));
        foreach (var slot in State.Round(task.BookmarkId)!.Ready(o => Attitudes.Of(task.ActivityType, o)).ToList())
            Add(task with { TaskId = slot.TaskId, Candidate = slot.Candidate, Person = slot.Person, Why = slot.Why, Unfilled = slot.Unfilled });
    }

    private NamedSigner Named(CaseEvent.TaskOpened task, int index, string? user, IReadOnlyDictionary<string, object?> request)
    {
        var named = new NamedSigner(SignerTasks.IdOf(task.TaskId, index + 1), task.Candidate);
        if (user is null) return named;
        var found = context.Recorded?.Signer(named.TaskId, task.TaskId) ?? Search(task).Find(user, request.GetValueOrDefault(ApproverRule.NobodyInput) as string ?? ApproverRule.Incident);
        return named with { Person = found.Persons.FirstOrDefault(), Why = found.Trace, Unfilled = found.Unfilled };
    }

    private ApproverSearch Search(CaseEvent.TaskOpened task) => new(State, context, CaseTask.Opened(task, At));
}
