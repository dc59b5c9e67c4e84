using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

/// <summary>Facts about time, cards and orders: commands on a whole case rather than on a task.</summary>
public sealed partial class CaseDesk
{
    /// <summary>Carries out a command on a case in the name of whoever is signed in.</summary>
    public async Task<CommandResult> OnCaseAsync(ClaimsPrincipal user, string caseNumber, Func<Actor, CaseCommand> command, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        return await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, command(actor), Key(actor, key), cancellation), cancellation);
    }
}
