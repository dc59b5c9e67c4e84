using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>The case as this reader may see it: without the fields and papers that the definition hides from every step of theirs.</summary>
    private async Task<CaseView> ShownAsync(Actor actor, CaseView found, CancellationToken cancellation)
    {
        // Applicants know what they handed in, and who oversees has to see everything.
        if (found.Header.ApplicantUserId == actor.UserId || actor.Mandates.Any(m => Roles.Overseers.Contains(m.Role)) || await compiled.FindAsync(found.DefinitionHash, cancellation) is not { } definition)
            return found;
        HashSet<string>? hidden = null;
        foreach (var one in actor.ActsFor.Prepend(actor).Where(one => CaseAccess.MayRead(one.UserId, one.Mandates, found)))
        {
            var kept = FieldRights.HiddenFrom(definition.Graph, one.Mandates, StepsOf(one, found));
            if (hidden is null)
                hidden = [.. kept];
            else
                hidden.IntersectWith(kept);
        }
        return hidden is null ? found : found.Without(hidden);
    }

    /// <summary>Steps that somebody held or did a task of, or was sent a copy from.</summary>
    private static HashSet<string> StepsOf(Actor one, CaseView found) =>
    [
        .. found.Tasks.Where(t => t.Assignee == one.UserId).Select(t => t.ActivityId),
        .. found.History.Where(h => h.ActivityId is not null && h.Actor?.Concerns(one.UserId) == true).Select(h => h.ActivityId!),
    ];

    /// <summary>What a step may fill in of the application, by field or paper; what it only reads is left out.</summary>
    private static IReadOnlyDictionary<string, FieldRight> WritableOf(Runtime.Commands.CaseLook look, CaseTask task) =>
        FieldRights.At(look.Context.Graph, task.Path).All.Where(r => r.Value is FieldRight.Write or FieldRight.Required || task.ActivityType == "Approval.Correction").ToDictionary();
}
