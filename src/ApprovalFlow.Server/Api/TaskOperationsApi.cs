using System.Security.Claims;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class TaskOperationsApi
{
    public static void MapTaskOperations(this IEndpointRouteBuilder api)
    {
        var operations = api.MapGroup("/tasks/{taskId}/operations").WithTags("Task operations").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden);

        operations.MapGet("/", async (string taskId, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.OperationsAsync(user, taskId, cancellation) is { } menu ? Results.Ok(menu) : CaseDesk.NotThere(taskId).ToProblem())
            .Produces<TaskMenuView>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListTaskOperations").WithSummary("What the caller may do now with a task besides deciding it.");

        operations.MapGet("/{operation}/people", (string taskId, string operation, string? search, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                desk.PeopleAsync(user, taskId, operation, search, cancellation))
            .WithName("ListOperationPeople").WithSummary("Persons whom the operation may name.");

        operations.MapPost("/{operation}", async (string taskId, string operation, OperationInput input, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.OperateAsync(user, taskId, operation, input, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("OperateOnTask").WithSummary("Transfers, delegates, gives back, adds or removes signers, and so on: the operations that the list names.");
    }
}
