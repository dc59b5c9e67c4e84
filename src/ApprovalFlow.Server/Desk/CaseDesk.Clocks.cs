using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

/// <summary>Facts about time, cards and orders: commands on a whole case rather than on a task.</summary>
public sealed partial class CaseDesk
{
    /// <summary>Carries out a command on a case in the name of whoever is signed in.</summary>
    public async Task<CommandResult> OnCaseAsync(ClaimsPrincipal user, string caseNumber, Func<Actor, CaseCommand> command, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var asked = command(actor);
        if (asked is CaseCommand.PromisePapers promise && await cases.FindAsync(caseNumber, cancellation) is { } found)
            asked = promise with { BrokenBefore = (await packets.FeedbackAsync(found.Applicant.IdNumber, cancellation)).FirstOrDefault(f => f.Kind == FeedbackKind.PromiseBroken)?.Packet };
        return await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, asked, Key(actor, key), cancellation), cancellation);
    }
}
