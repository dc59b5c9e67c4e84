using System.Security.Claims;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Read marks, followed cases and reminders: the caller's own, never part of a case.</summary>
public static class MarksApi
{
    public static void MapMarks(this IEndpointRouteBuilder api)
    {
        var mark = api.MapGroup("/cases/{caseNumber}/mark").WithTags("Marks").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        mark.MapGet("/", async (string caseNumber, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, caseNumber, cancellation) is { } found ? Results.Ok(found) : CaseDesk.NotThere(caseNumber).ToProblem())
            .Produces<CaseMark>().WithName("GetCaseMark").WithSummary("How far the caller has read a case, whether they follow it, and their reminders.");
        mark.MapPut("/read", async (string caseNumber, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) => Answer(await desk.ReadAsync(user, caseNumber, cancellation)))
            .Produces(StatusCodes.Status204NoContent).WithName("MarkCaseRead").WithSummary("The caller has seen the case as it stands.");
        mark.MapPut("/followed", async (string caseNumber, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) => Answer(await desk.FollowAsync(user, caseNumber, true, cancellation)))
            .Produces(StatusCodes.Status204NoContent).WithName("FollowCase").WithSummary("Follows a case.");
        mark.MapDelete("/followed", async (string caseNumber, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) => Answer(await desk.FollowAsync(user, caseNumber, false, cancellation)))
            .Produces(StatusCodes.Status204NoContent).WithName("UnfollowCase").WithSummary("Follows a case no longer.");
        mark.MapPost("/reminders", async (string caseNumber, ReminderInput input, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) => Answer(await desk.RemindAsync(user, caseNumber, input, cancellation)))
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName("SetReminder").WithSummary("Reminds the caller of a case at a moment to come.");

        var mine = api.MapGroup("/marks").WithTags("Marks").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden);
        mine.MapGet("/followed", (ClaimsPrincipal user, CaseMarks marks, CancellationToken cancellation) => marks.FollowedAsync(user.UserId(), cancellation))
            .WithName("ListFollowedCases").WithSummary("Cases that the caller follows, and which of them have moved since they looked.");
        mine.MapGet("/reminders", (ClaimsPrincipal user, CaseMarks marks, CancellationToken cancellation) => marks.RemindersAsync(user.UserId(), cancellation))
            .WithName("ListReminders").WithSummary("The caller's open reminders, the earliest first.");
        mine.MapPost("/reminders/{id}/done", async (string id, ClaimsPrincipal user, MarkDesk desk, CancellationToken cancellation) => Answer(await desk.DoneAsync(user, id, cancellation)))
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).WithName("FinishReminder").WithSummary("A reminder is done with.");
    }

    private static IResult Answer(Rejection? no) => no is null ? Results.NoContent() : no.ToProblem();
}
