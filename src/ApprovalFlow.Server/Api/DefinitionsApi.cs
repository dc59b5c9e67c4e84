using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class DefinitionsApi
{
    public static void MapDefinitions(this IEndpointRouteBuilder api)
    {
        var definitions = api.MapGroup("/definitions").WithTags("Definitions").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden);

        definitions.MapGet("/", (DefinitionQuery query, CancellationToken cancellation) => query.ListAsync(cancellation))
            .WithName("ListDefinitions").WithSummary("The version of every flow's definition that is in force today.");

        definitions.MapGet("/{flowCode}", async (string flowCode, DefinitionQuery query, CancellationToken cancellation) => await query.FindAsync(flowCode, cancellation: cancellation) is { } found
                ? Results.Text(found.Json, "application/json") : Refusals.Problem("flow-unknown", $"Expected flow '{flowCode}' to have a published definition, but it has none."))
            .Produces<object>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetDefinition").WithSummary("The definition of a flow that is in force today, in Elsa 3's JSON format.");

        definitions.MapGet("/{flowCode}/versions", (string flowCode, DefinitionQuery query, CancellationToken cancellation) => query.VersionsAsync(flowCode, cancellation))
            .WithName("ListDefinitionVersions").WithSummary("All versions of a flow's definition, youngest first.");

        definitions.MapGet("/versions/{hash}", async (string hash, DefinitionQuery query, CancellationToken cancellation) => await query.FindByHashAsync(hash, cancellation) is { } found
                ? Results.Text(found.Json, "application/json") : Refusals.Problem("definition-unknown", $"Expected a definition with content hash '{hash}', but there is none."))
            .Produces<object>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetDefinitionByHash").WithSummary("The exact version that a case is pinned to.");
    }
}
