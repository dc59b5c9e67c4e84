using System.Security.Claims;
using ApprovalFlow.Persistence.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Ends what a circuit may do when its account is locked, changed or gone; a page may stay open for a day.</summary>
internal sealed class AccountRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(5);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellation) => MayGoOnAsync(state, cancellation);

    internal async Task<bool> MayGoOnAsync(AuthenticationState state, CancellationToken cancellation)
    {
        try
        {
            return await IsGoodAsync(state, cancellation);
        }
        catch (ObjectDisposedException)
        {
            // The server has stopped under a page that is still open: it may do nothing more, and that is no news.
            return false;
        }
    }

    private async Task<bool> IsGoodAsync(AuthenticationState state, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
        return await users.GetUserAsync(state.User) is { } user
            && !await users.IsLockedOutAsync(user)
            && state.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
