using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Api;

public static class MeApi
{
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapGet("/me", async (ClaimsPrincipal user, CurrentActor actors, CancellationToken cancellation) =>
        {
            var actor = await actors.OfAsync(user, cancellation);
            return new Me(actor.UserId, user.Identity!.Name!, user.DisplayName(), actor.Mandates);
        }).WithName("GetMe").WithTags("Me").WithSummary("Who is signed in, and with which mandates.");
}

public sealed record Me(string UserId, string UserName, string DisplayName, IReadOnlyList<Mandate> Mandates);
