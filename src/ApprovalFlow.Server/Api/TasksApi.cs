using System.Security.Claims;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class TasksApi
{
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks").RequireAuthorization(Policies.Handlers).ProducesProblem(StatusCodes.Status403Forbidden);

        tasks.MapGet("/", async (Choice<InboxTab>? tab, string? search, string? after, int? take, ClaimsPrincipal user, CurrentActor actors, InboxQuery inbox, CancellationToken cancellation) =>
            {
                var actor = await actors.OfAsync(user, cancellation);
                return await inbox.PageAsync(new(actor.UserId, actor.Mandates, tab?.Value ?? InboxTab.Claimable) { ActsFor = actor.ActsFor, Search = search, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation);
            }).WithName("ListTasks").WithSummary("The caller's tasks: claimable, mine or done.");

        tasks.MapGet("/counts", async (ClaimsPrincipal user, CurrentActor actors, InboxQuery inbox, CancellationToken cancellation) =>
            {
                var actor = await actors.OfAsync(user, cancellation);
                return await inbox.CountsAsync(actor, cancellation);
            }).WithName("CountTasks").WithSummary("How many tasks lie in each tab.");

        tasks.MapGet("/forms/{activityType}", (string activityType) => TaskForms.For(activityType)).WithName("GetTaskForm").WithSummary("What completing a task of an activity type asks for.");

        tasks.MapPost("/{taskId}/claim", async (string taskId, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.ClaimAsync(user, taskId, idempotency.Key, cancellation)).ToHttp())
            .Answers().WithName("ClaimTask").WithSummary("Takes a task out of the pool.");

        tasks.MapPost("/{taskId}/release", async (string taskId, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.ReleaseAsync(user, taskId, idempotency.Key, cancellation)).ToHttp())
            .Answers().WithName("ReleaseTask").WithSummary("Puts a task back into the pool.");

        tasks.MapPost("/{taskId}/complete", async (string taskId, Completion completion, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.CompleteAsync(user, taskId, completion, idempotency.Key, cancellation)).ToHttp())
            .Answers().ProducesProblem(StatusCodes.Status400BadRequest).WithName("CompleteTask").WithSummary("Decides a task; one that nobody holds is claimed and completed in one step.");

        tasks.MapPost("/{taskId}/county-papers", async (string taskId, CountyPapers received, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.ReceiveCountyPapersAsync(user, taskId, received.Papers, idempotency.Key, cancellation)).ToHttp())
            .Answers().ProducesProblem(StatusCodes.Status400BadRequest).WithName("ReceiveCountyPapers").WithSummary("Papers that the applicant handed in at the county; from then on nobody asks for them again (Article 35).");
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route) => route.Produces<CommandReceipt>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <param name="Papers">Codes of the item's list.</param>
public sealed record CountyPapers(IReadOnlyList<string> Papers);
