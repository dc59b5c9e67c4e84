using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Turns whoever is signed in into a command's actor, with the mandates and substitutions of this moment rather than those of the cookie.</summary>
public sealed class CurrentActor(UserQuery accounts, Substitutions substitutions)
{
    public async Task<Actor> OfAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        await accounts.FindAsync(user.UserId(), cancellation) is { } account
            ? account.AsActor() with { ActsFor = await substitutions.ActsForAsync(account.UserId, cancellation) }
            : new Actor(user.UserId(), user.DisplayName(), []);
}
