using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Who decides a step to come: chosen by people, or named by an administrator where a rule found nobody.</summary>
public static partial class CaseDecider
{
    private const int MostChosen = 20;

    private static IEnumerable<TaskOperation> ApproverOperations => [new(TaskOperations.Assign, OperationNeeds.Person, q => MayAssign(q, out _))];

    private static Rejection? MayAssign(OperationQuestion q, out CaseTask task)
    {
        if (Open(q.State, q.TaskId, out task) is { } notOpen) return notOpen;
        if (NotAdministrator(q.State, q.By, TaskOperations.Assign) is { } refused) return refused;
        return task.Unfilled is null ? Reject("task-not-unfilled", task.NameZh, task.TaskId) : null;
    }

    private static Rejection? Assign(CaseState state, CaseCommand.AssignTask command, CaseContext context, CaseBurst burst)
    {
        if (MayAssign(new(state, command.TaskId, command.By, context), out var task) is { } refused) return refused;
        if (!command.To.Mandates.Any(task.Candidate.Admits)) return NotQualified(command.To, task.NameZh, task.TaskId, task.Candidate);
        if (TaskAccess.Conflict(state, task, command.To, context.Item, context.DutyRules) is { } conflict) return conflict;
        if (IsSigner(state, task, state.Round(task.BookmarkId), command.To)) return Reject("signer-twice", command.To.Name);
        burst.Add(new CaseEvent.TaskAssigned(task.TaskId, Stamp(state, command.By, Administrators), PersonOf(command.To, task)) { Reason = Trimmed(command.Reason) });
        return null;
    }

    /// <summary>Keeps who was chosen for steps that let this be chosen; refuses what no step asks for and who may not decide it.</summary>
    private static Rejection? Choose(CaseState state, IReadOnlyDictionary<string, IReadOnlyList<Actor>>? chosen, string kind, ActorStamp by, CaseContext context, CaseBurst burst)
    {
        if (chosen is not { Count: > 0 }) return null;
        foreach (var (activity, persons) in chosen.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (ApproverChoice.At(context.Graph, activity) is not { } choice || choice.Kind != kind) return Reject("approver-choice-unknown", activity);
            if (persons.Count is 0 or > MostChosen) return Reject("approver-not-chosen", choice.NameZh, activity);
            foreach (var person in persons)
            {
                if (choice.Candidate is { } needed && !person.Mandates.Any(needed.Admits)) return NotQualified(person, choice.NameZh, activity, needed);
                if (state.IsApplicant(person)) return Reject("own-case", person.Name);
            }
            burst.Add(new CaseEvent.ApproversChosen(activity, [.. persons.DistinctBy(p => p.UserId).Select(p => new ActorStamp(p.UserId, p.Name))], by));
        }
        return null;
    }

    /// <summary>What the applicant has to choose is chosen before anything is registered.</summary>
    private static Rejection? Unchosen(CaseCommand.Register command, CaseContext context) =>
        ApproverChoice.All(context.Graph).FirstOrDefault(c => c.Kind == ApproverRule.ChosenByApplicant && command.Chosen?.ContainsKey(c.ActivityId) != true) is { } missing
            ? Reject("approver-not-chosen", missing.NameZh, missing.ActivityId)
            : null;

    private static Rejection NotQualified(Actor person, string nameZh, string about, Candidate needed) =>
        Reject("approver-not-qualified", person.Name, nameZh, about, needed.Role, ChineseNames.Role(needed.Role));
}
