using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Posts of the organisation, and whom an applicant may choose.</summary>
public static class PostsApi
{
    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("Posts").RequireAuthorization(Policies.Administrators).ProducesProblem(StatusCodes.Status403Forbidden);

        posts.MapGet("/", (PostDesk desk, CancellationToken cancellation) => desk.ListAsync(cancellation)).WithName("ListPosts").WithSummary("Every post, with its superior and the people who hold it.");

        posts.MapPut("/{code}", async (string code, PostInput input, PostDesk desk, CancellationToken cancellation) => await desk.KeepAsync(code, input, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("KeepPost").WithSummary("Adds a post or replaces it whole. Tasks that are open stay with whom they are.");

        posts.MapDelete("/{code}", async (string code, PostDesk desk, CancellationToken cancellation) => await desk.RemoveAsync(code, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithName("RemovePost").WithSummary("Removes a post that nobody reports to.");

        var choices = api.MapGroup("/flows/{flowCode}/approvers").WithTags("Catalogue").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden);
        choices.MapGet("/", (string flowCode, CaseDesk desk, CancellationToken cancellation) => desk.ChoicesAsync(flowCode, cancellation))
            .WithName("ListApproverChoices").WithSummary("Steps of a flow whose approvers are chosen with the application.");
        choices.MapGet("/{activity}/people", (string flowCode, string activity, string? search, CaseDesk desk, CancellationToken cancellation) => desk.ChoosableAsync(flowCode, activity, search, cancellation))
            .WithName("ListChoosablePeople").WithSummary("Persons who may be chosen for a step.");
    }
}
