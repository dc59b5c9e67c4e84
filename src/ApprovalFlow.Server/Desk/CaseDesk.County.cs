using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>市县联动: the county records papers that came in there.</summary>
    public Task<CommandResult> ReceiveCountyPapersAsync(ClaimsPrincipal user, string taskId, IReadOnlyList<string> papers, string? key = null, CancellationToken cancellation = default) =>
        OnTaskAsync(user, taskId, key, actor => new CaseCommand.ReceiveCountyPapers(taskId, papers, actor), cancellation);
}
