using System.Security.Claims;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class SubstitutionsApi
{
    public static void MapSubstitutions(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/substitutions").WithTags("Substitutions").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden);

        group.MapGet("/", (ClaimsPrincipal user, SubstitutionDesk desk, CancellationToken cancellation) => desk.ListAsync(user, cancellation))
            .WithName("ListSubstitutions").WithSummary("Substitutions by and for the caller; everybody's for an administrator.");

        group.MapPost("/", async (SubstitutionInput input, ClaimsPrincipal user, SubstitutionDesk desk, CancellationToken cancellation) =>
                await desk.SetAsync(user, input, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("SetSubstitute").WithSummary("Names a substitute for a period.");

        group.MapPost("/{id}/end", async (string id, ClaimsPrincipal user, SubstitutionDesk desk, CancellationToken cancellation) =>
                await desk.EndAsync(user, id, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).WithName("EndSubstitution").WithSummary("Ends a substitution now.");

        group.MapPost("/hand-over", async (HandOverInput input, ClaimsPrincipal user, SubstitutionDesk desk, CancellationToken cancellation) =>
            {
                var (report, no) = await desk.HandOverAsync(user, input, cancellation);
                return no is null ? Results.Ok(report) : no.ToProblem();
            })
            .Produces<HandOverReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("HandOverTasks").WithSummary("Transfers everything open that a person holds; each task has its own answer.");
    }
}
