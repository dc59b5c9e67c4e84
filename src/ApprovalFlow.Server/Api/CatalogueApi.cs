using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class CatalogueApi
{
    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var catalogue = api.MapGroup("/catalogue").WithTags("Catalogue");

        catalogue.MapGet("/departments", (ApprovalCatalogue c) => c.Departments).WithName("ListDepartments").WithSummary("All departments.");

        catalogue.MapGet("/departments/{id}/items", (string id, ApprovalCatalogue c) => c.Department(id) is null
                ? Refusals.Problem("department-unknown", $"Expected a department, but there is no '{id}'.") : Results.Ok(c.ItemsOf(id)))
            .Produces<IReadOnlyList<ApprovalItem>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListItems").WithSummary("A department's items.");

        catalogue.MapGet("/items/{code}", (string code, ApprovalCatalogue c) => c.Item(code) is { } item
                ? Results.Ok(item) : Refusals.Problem("item-unknown", $"Expected an item, but there is no '{code}'."))
            .Produces<ApprovalItem>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetItem").WithSummary("An item with its form and materials.");

        catalogue.MapGet("/items/{code}/flows", (string code, ApprovalCatalogue c) => c.Item(code) is null
                ? Refusals.Problem("item-unknown", $"Expected an item, but there is no '{code}'.") : Results.Ok(c.FlowsOf(code)))
            .Produces<IReadOnlyList<ApprovalFlowEntry>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListFlows").WithSummary("An item's flows.");

        catalogue.MapGet("/flows/{code}", (string code, ApprovalCatalogue c) => c.Flow(code) is { } flow
                ? Results.Ok(flow) : Refusals.Problem("flow-unknown", $"Expected a flow, but there is no '{code}'."))
            .Produces<ApprovalFlowEntry>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetFlow").WithSummary("A flow with its steps.");

        catalogue.MapGet("/flows/{code}/materials", async (string code, string? county, CaseDesk desk, CancellationToken cancellation) => await desk.AskedAsync(code, county, cancellation) is { } asked
                ? Results.Ok(asked.Materials) : Refusals.Problem("flow-unknown", $"Expected a flow, but there is no '{code}'."))
            .Produces<IReadOnlyList<MaterialRequirement>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListAskedMaterials").WithSummary("The papers that an application is asked for today, by the version in force (a county's own where it has one).");

        catalogue.MapGet("/counties", (ApprovalCatalogue c) => c.Counties).WithName("ListCounties").WithSummary("Counties, districts and zones.");
    }
}
