using System.Security.Claims;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class WhatIfApi
{
    public static void MapWhatIf(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/definitions/{definitionId}/what-if").WithTags("Definitions").RequireAuthorization(Policies.Designers).ProducesProblem(StatusCodes.Status403Forbidden);

        runs.MapPost("/", async (string definitionId, WhatIfQuestion question, ClaimsPrincipal user, WhatIfDesk desk, CancellationToken cancellation) =>
            {
                var (job, rejection) = await desk.StartAsync(user.UserId(), user.DisplayName(), definitionId, question, cancellation);
                return job is null ? rejection!.ToProblem() : Results.Accepted($"/api/definitions/{Uri.EscapeDataString(definitionId)}/what-if/{job.Id}", job.Now);
            })
            .Produces<WhatIfProgress>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("StartWhatIf").WithSummary("Takes the recorded cases of a period through the draft (or a version). Changes nothing; look at its address until it is done.");

        runs.MapGet("/", (string definitionId, WhatIfDesk desk) => desk.ListOf(definitionId).Select(j => j.Now with { Report = null }))
            .Produces<IEnumerable<WhatIfProgress>>().WithName("ListWhatIfs").WithSummary("What was asked of a definition lately, youngest first, without the reports.");

        runs.MapGet("/{id}", (string definitionId, string id, WhatIfDesk desk) => desk.Find(definitionId, id) is { } job ? Results.Ok(job.Now) : Unknown(id))
            .Produces<WhatIfProgress>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetWhatIf").WithSummary("How far it is, and the report when it is done.");

        runs.MapDelete("/{id}", (string definitionId, string id, ClaimsPrincipal user, WhatIfDesk desk) =>
            {
                if (desk.Find(definitionId, id) is not { } job) return Unknown(id);
                if (job.UserId != user.UserId()) return Refusals.Problem("what-if-not-yours", $"Expected whoever began it to stop what-if '{id}', but somebody else tried.");
                job.Cancel();
                return Results.Accepted(null, job.Now);
            })
            .Produces<WhatIfProgress>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).WithName("CancelWhatIf").WithSummary("Stops it. One that has ended stays as it is.");
    }

    private static IResult Unknown(string id) => Refusals.Problem("what-if-unknown", $"Expected a what-if '{id}' of this definition, but there is none (any more).");
}
