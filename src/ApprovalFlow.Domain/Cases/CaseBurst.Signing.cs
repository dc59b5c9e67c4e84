using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Cases;

internal sealed partial class CaseBurst
{
    /// <summary>One signer is one task, as ever; several are a round whose tasks open as each one's turn comes.</summary>
    private void OpenTasks(CaseEvent.TaskOpened task, IReadOnlyDictionary<string, object?> request)
    {
        var signers = task.ActivityType == TaskTypes.Countersign ? SignerList.Read(request.GetValueOrDefault(SigningRule.SignersInput)) : [];
        if (signers.Count < 2)
        {
            Add(signers.Count == 0 ? task : task with { Candidate = signers[0] });
            return;
        }
        var named = signers.Select((candidate, i) => new NamedSigner(SignerTasks.IdOf(task.TaskId, i + 1), candidate)).ToList();
        Add(new CaseEvent.SigningOpened(task.BookmarkId, SigningRule.Read(request, out var problem) ?? throw new ArgumentException(problem), named));
        foreach (var slot in State.Round(task.BookmarkId)!.Ready(o => Attitudes.Of(task.ActivityType, o)).ToList())
            Add(task with { TaskId = slot.TaskId, Candidate = slot.Candidate, Person = slot.Person });
    }
}
