using System.Security.Claims;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class CaseOperationsApi
{
    public static void MapCaseOperations(this IEndpointRouteBuilder api)
    {
        var operations = api.MapGroup("/cases/{caseNumber}/operations").WithTags("Case operations").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden);

        operations.MapGet("/", async (string caseNumber, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.CaseMenuAsync(user, caseNumber, cancellation) is { } menu ? Results.Ok(menu) : CaseDesk.NotThere(caseNumber).ToProblem())
            .Produces<CaseMenuView>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListCaseOperations").WithSummary("What the caller may do now with a whole case, and which of their tasks they may take back.");

        api.MapPost("/cases/{caseNumber}/recusals", async (string caseNumber, RecusalInput input, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.RecuseAsync(user, caseNumber, input, idempotency.Key, cancellation)).ToHttp())
            .WithTags("Case operations").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden)
            .Produces<CommandReceipt>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("RecusePerson").WithSummary("The caller declares an interest in a case and acts no more in it; an administrator does it for somebody else.");

        operations.MapPost("/{operation}", async (string caseNumber, string operation, CaseOperationInput input, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.OperateOnCaseAsync(user, caseNumber, operation, input, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("OperateOnCase").WithSummary("Administrators suspend, resume and terminate a case, ask for a jump, approve or decline it as the second person, and let a step that had faulted begin anew.");
    }
}
