using System.Security.Claims;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Remarks, notices, and many tasks at once.</summary>
public static class TalkApi
{
    public static void MapTalk(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tasks/batch", async (Batch batch, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
            {
                var (report, no) = await desk.CompleteManyAsync(user, batch, cancellation);
                return no is null ? Results.Ok(report) : no.ToHttp();
            })
            .WithTags("Tasks").RequireAuthorization(Policies.Handlers).Produces<BatchReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName("CompleteTasks").WithSummary("The same outcome for many tasks of one activity; each has its own answer.");

        var cases = api.MapGroup("/cases/{caseNumber}").WithTags("Cases").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        cases.MapPost("/comments", async (string caseNumber, Remark remark, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.CommentAsync(user, caseNumber, remark, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("AddComment").WithSummary("A remark, with files attached and persons mentioned.");

        cases.MapGet("/files/{hash}", async (string caseNumber, string hash, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                // Whatever was attached is handed out as a file to keep, never shown as a page of this site.
                await desk.AttachmentAsync(user, caseNumber, hash, cancellation) is var (file, bytes) ? Results.File(bytes, "application/octet-stream", file.Name) : CaseDesk.NotThere(caseNumber).ToProblem())
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").WithName("GetAttachment").WithSummary("A file of a remark, by its SHA-256.");

        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("/", (ClaimsPrincipal user, NoticeQuery query, CancellationToken cancellation) => query.ListAsync(user.UserId(), cancellation))
            .WithName("ListNotices").WithSummary("What the caller was told: urged, copied, mentioned.");
        notices.MapPost("/read", async (ClaimsPrincipal user, NoticeQuery query, CancellationToken cancellation) =>
            {
                await query.ReadAsync(user.UserId(), cancellation);
                return Results.NoContent();
            }).Produces(StatusCodes.Status204NoContent).WithName("ReadNotices").WithSummary("Marks the caller's notices as read.");
    }
}
