using System.Security.Claims;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class MessagesApi
{
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/messages").WithTags("Messages").RequireAuthorization(Policies.Messages).ProducesProblem(StatusCodes.Status403Forbidden);

        messages.MapGet("/", async (string? caseNumber, string? person, string? channel, string? state, string? after, int? take, MessageQuery query, CancellationToken cancellation) =>
                Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) || string.IsNullOrEmpty(state)
                    ? Results.Ok(await query.ListAsync(new() { CaseNumber = caseNumber, Person = person, Channel = channel, State = string.IsNullOrEmpty(state) ? null : wanted, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation))
                    : Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: $"Expected a state of messages, but it is '{state}'."))
            .Produces<MessagePage>().ProducesProblem(StatusCodes.Status400BadRequest).WithName("ListMessages").WithSummary("Messages to people, youngest first: which event caused each, where it stands and why. Addresses are masked.");

        messages.MapPost("/retry", async (MessageRetry retry, ClaimsPrincipal user, MessageDesk desk, CancellationToken cancellation) => await desk.RetryAsync(user, retry.Key, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithName("RetryMessage").WithSummary("Sends a message again that was given up.");

        api.MapGet("/me/messages", (ClaimsPrincipal user, MessageDesk desk, CancellationToken cancellation) => desk.SettingsAsync(user, cancellation))
            .WithTags("Me").WithName("GetMessageSettings").WithSummary("Where the caller is written to, and what they opted out of.");

        api.MapPut("/me/messages", async (MessageSettings settings, ClaimsPrincipal user, MessageDesk desk, CancellationToken cancellation) => await desk.SetAsync(user, settings, cancellation) is { } no ? no.ToProblem() : Results.NoContent())
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithTags("Me").WithName("SetMessageSettings").WithSummary("Sets the caller's number, mail address, language and opt-outs.");
    }
}

/// <param name="Key">Of the message.</param>
public sealed record MessageRetry(string Key);
