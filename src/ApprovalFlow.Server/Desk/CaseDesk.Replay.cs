using System.Security.Claims;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>Read by going through it again.</summary>
    public const string Replayed = "replay";

    /// <summary>A case for going through it again; null when there is none, or none for this person. It is written down as a reading.</summary>
    public async Task<ReplayFile?> ReplayAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default, string through = Replayed) =>
        await FindAsync(user, caseNumber, cancellation, through) is null ? null : await replays.OpenAsync(caseNumber, cancellation);
}
