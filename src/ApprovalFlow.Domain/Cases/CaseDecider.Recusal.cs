using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>回避: somebody who is related to the applicant, or has another interest, says so and acts no more in the case.</summary>
public static partial class CaseDecider
{
    /// <summary>Everybody for themselves; an administrator for whoever does not.</summary>
    internal static Rejection? MayRecuse(CaseState state, Actor person, Actor by)
    {
        if (state.IsClosed) return Closed(state);
        if (person.UserId != by.UserId && !IsAdministrator(by)) return Reject("recusal-not-allowed", by.Name);
        if (TaskAccess.NotStaff(person) is { } stranger) return stranger;
        return state.HasRecused(person.UserId) ? Reject("recused-already", person.Name) : null;
    }

    private static Rejection? Recuse(CaseState state, CaseCommand.Recuse command, CaseContext context, CaseBurst burst)
    {
        if ((MayRecuse(state, command.Person, command.By) ?? ReasonFor(command.Reason)) is { } refused) return refused;
        // For themselves as what they are here; for another as an administrator.
        var mandate = command.By.UserId == command.Person.UserId ? command.By.Mandates.FirstOrDefault() : command.By.Mandates.First(m => m.Role == Roles.Administrator);
        var by = new ActorStamp(command.By.UserId, command.By.Name) { Role = mandate?.Role, DepartmentId = mandate?.DepartmentId };
        burst.Add(new CaseEvent.PersonRecused(new(command.Person.UserId, command.Person.Name), by, command.Reason.Trim()));
        // What lies with them goes back to its pool; what has none, or is delegated, is handed on by them or by an administrator.
        foreach (var task in state.OpenTasks.Where(t => t.Assignee?.UserId == command.Person.UserId && !t.IsPersonal && t.Delegators.Count == 0))
            burst.Add(new CaseEvent.TaskReleased(task.TaskId, by));
        return null;
    }
}
