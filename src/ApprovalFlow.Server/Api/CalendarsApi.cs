using System.Security.Claims;
using System.Text.Json;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class CalendarsApi
{
    public static void MapCalendars(this IEndpointRouteBuilder api)
    {
        var calendars = api.MapGroup("/calendars").WithTags("Calendars").ProducesProblem(StatusCodes.Status403Forbidden);

        calendars.MapGet("/", (CalendarNotices notices, CancellationToken cancellation) => notices.ListAsync(cancellation)).RequireAuthorization(Policies.Staff)
            .WithName("ListCalendars").WithSummary("The notices on working days that are loaded, with who put them into force.");

        calendars.MapPost("/check", async (JsonElement notice, CalendarNotices notices, CancellationToken cancellation) =>
                await notices.CheckAsync(notice.GetRawText(), cancellation: cancellation) switch { (_, { } refusal) => refusal.ToProblem(), var (preview, _) => Results.Ok(preview) })
            .RequireAuthorization(Policies.Administrators).Produces<CalendarPreview>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("CheckCalendar").WithSummary("What a calendar file of one year would change: its days, and the clocks of every open case that move. Nothing is stored.");

        calendars.MapPost("/", async (JsonElement notice, CalendarNotices notices, CurrentActor actors, ClaimsPrincipal user, CancellationToken cancellation) =>
                await notices.ApplyAsync(notice.GetRawText(), await actors.OfAsync(user, cancellation), cancellation: cancellation) is { } refusal ? refusal.ToProblem() : Results.NoContent())
            .RequireAuthorization(Policies.Administrators).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("ApplyCalendar").WithSummary("Puts a calendar file of one year into force.");
    }
}
