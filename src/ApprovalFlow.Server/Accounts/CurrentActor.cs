using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Turns whoever is signed in into a command's actor, with the mandates of this moment rather than those of the cookie.</summary>
public sealed class CurrentActor(UserQuery accounts)
{
    public async Task<Actor> OfAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        (await accounts.FindAsync(user.UserId(), cancellation))?.AsActor() ?? new Actor(user.UserId(), user.DisplayName(), []);
}
