using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalFlow.Server.Api;

/// <summary>联合踏勘、联合评估、联席会议: proposals and trips.</summary>
public static class TripsApi
{
    public const long LargestPhoto = TripPhoto.MaximumBytes + 1024;

    public static void MapTrips(this IEndpointRouteBuilder api)
    {
        var proposals = api.MapGroup("/").WithTags("Trips").RequireAuthorization(Policies.Handlers).ProducesProblem(StatusCodes.Status403Forbidden);
        proposals.MapGet("/proposals", async (ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                await desk.ProposalsAsync(user, cancellation) is { } open ? Results.Ok(open.Select(ProposalSheet.Of)) : Results.Forbid())
            .Produces<IReadOnlyList<ProposalSheet>>().WithName("ListProposals").WithSummary("Open proposals of visits and evaluations, the oldest first.");
        proposals.MapPost("/tasks/{taskId}/visit-proposal", async (string taskId, VisitRequest request, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.ProposeVisitAsync(user, taskId, request, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().Answers().WithName("ProposeVisit").WithSummary("Asks that the task be done by a joint visit or evaluation.");
        proposals.MapPost("/tasks/{taskId}/visit-proposal/withdrawal", async (string taskId, Reason reason, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                (await desk.WithdrawVisitProposalAsync(user, taskId, reason.Text, idempotency.Key, cancellation)).ToHttp())
            .Produces<CommandReceipt>().Answers().WithName("WithdrawVisitProposal").WithSummary("Takes an open proposal back.");

        var trips = api.MapGroup("/trips").WithTags("Trips").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden);
        trips.MapGet("/", (bool? mine, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) => mine == true ? desk.MineAsync(user, cancellation) : desk.ListAsync(user, cancellation))
            .WithName("ListTrips").WithSummary("Trips of the caller's departments, or those that the caller is named for.");
        trips.MapGet("/{number}", async (string number, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, number, cancellation) is { } found ? Results.Ok(TripSheet.Of(found)) : TripDesk.NotThere(number).ToProblem())
            .Produces<TripSheet>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetTrip").WithSummary("A trip whole.");
        trips.MapGet("/{number}/officers", async (string number, string department, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, number, cancellation) is { } found ? Results.Ok(await desk.OfficersAsync(found.Kind, department, cancellation)) : TripDesk.NotThere(number).ToProblem())
            .Produces<IReadOnlyList<OfficerChoice>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListTripOfficers").WithSummary("Whom a department may name, each with the hours that other trips have taken.");
        trips.MapGet("/{number}/slots", async (string number, string? departments, double? hours, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, number, cancellation) is not null
                    ? Results.Ok(await desk.SlotsAsync(user, number, (departments ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), TimeSpan.FromHours(Math.Clamp(hours ?? 2, 0.5, 4)), cancellation))
                    : TripDesk.NotThere(number).ToProblem())
            .Produces<IReadOnlyList<SlotChoice>>().ProducesProblem(StatusCodes.Status404NotFound).WithName("FindTripSlots").WithSummary("Days on which the departments have people free.");
        trips.MapGet("/{number}/photos/{hash}", async (string number, string hash, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                await desk.PhotoAsync(user, number, hash, cancellation) is { } photo ? Results.File(photo.Bytes, photo.MediaType) : TripDesk.NotThere(number).ToProblem())
            .RequireAuthorization(Policies.CaseReaders).Produces<byte[]>(contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound).WithName("GetTripPhoto").WithSummary("A photo.");

        trips.MapPost("/", async (Convening convening, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                (await desk.ConveneAsync(user, convening, idempotency.Key, cancellation)).ToHttp(created: true))
            .Produces<TripReceipt>(StatusCodes.Status201Created).Answers().WithName("ConveneTrip").WithSummary("Takes open proposals of one applicant or site (or, for a meeting, cases) into one trip.");
        trips.MapPost("/{number}/legs", async (string number, ProposalName proposal, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                (await desk.AddLegAsync(user, number, proposal, idempotency.Key, cancellation)).ToHttp())
            .Produces<TripReceipt>().Answers().WithName("AddTripLeg").WithSummary("Takes one more in.");

        Map<LegRemoval>(trips, "legs/removal", "RemoveTripLeg", "Leaves a case out.", (body, by) => new TripCommand.RemoveLeg(body.CaseNumber, body.Reason, by));
        Map<Scheduling>(trips, "schedule", "ScheduleTrip", "Picks the day, or moves it.", (body, by) => new TripCommand.Schedule(body.Slot, body.Place, by) { Reason = body.Reason });
        Map<Bodies>(trips, "invitations", "InviteToTrip", "Invites departments; the papers of all cases are attached.", (body, by) => new TripCommand.Invite(body.Departments, by));
        Map<BodyName>(trips, "invitations/read", "ReadTripInvitation", "Writes down that a department has read its invitation.", (body, by) => new TripCommand.ReadInvitation(body.DepartmentId, by));
        Map<Attendance>(trips, "attendance", "AttendTrip", "A department comes, with these people.", (body, by) => new TripCommand.Attend(body.DepartmentId, body.Officers, by));
        Map<Leave>(trips, "leave", "DeclineTrip", "A department asks leave, in writing and before the day.", (body, by) => new TripCommand.Decline(body.DepartmentId, body.Reason, by));
        Map<CheckingIn>(trips, "check-ins", "CheckInToTrip", "The caller is there.", (body, by) => new TripCommand.CheckIn(body.DepartmentId, body.Place, by) { At = body.At });
        Map<Checklist>(trips, "checklists", "FillTripChecklist", "What was found on a case's points.", (body, by) => new TripCommand.FillChecklist(body.DepartmentId, body.CaseNumber, body.Answers, by));
        Map<Finding>(trips, "findings", "GiveTripFinding", "What the department found; replaces what it said before, and its signatures.", (body, by) => new TripCommand.GiveFinding(body.DepartmentId, body.Opinion, body.Text, body.Conditions ?? [], by));
        Map<BodyName>(trips, "signatures", "SignTripFinding", "The caller signs the department's finding, on the spot.", (body, by) => new TripCommand.Sign(body.DepartmentId, by));
        Map<Ending>(trips, "end", "EndTripVisit", "The day is over; who did not take part is written down.", (body, by) => new TripCommand.EndVisit(by) { Partial = body.Partial });
        Map<Rectification>(trips, "rectification", "OrderTripRectification", "Tells once and in full what is to be put right.", (body, by) => new TripCommand.OrderRectification(body.Items, body.Due, by));
        Map<RectificationCheck>(trips, "rectification/checks", "CheckTripRectification", "Whether a thing was put right.", (body, by) => new TripCommand.CheckRectification(body.Item, body.Done, by) { Remark = body.Remark });
        Map<Revisit>(trips, "revisit", "ArrangeTripRevisit", "The lead looks again.", (body, by) => new TripCommand.ArrangeRevisit(body.Slot, body.Place, body.Departments ?? [], by));
        Map<Reason>(trips, "minutes", "RecordTripMinutes", "Minutes of a meeting.", (body, by) => new TripCommand.RecordMinutes(body.Text, by));
        Map<LegDecision>(trips, "decisions", "DecideTripLeg", "What a meeting decides for one case.", (body, by) => new TripCommand.DecideLeg(body.CaseNumber, body.Decision, by));
        Map<Conclusion>(trips, "opinion", "ConcludeTrip", "One opinion for every case.", (body, by) => new TripCommand.Conclude(body.Result, body.Summary, by));
        Map<Reason>(trips, "cancellation", "CancelTrip", "Gives the trip up; proposals are open again.", (body, by) => new TripCommand.Cancel(body.Text, by));

        trips.MapPost("/{number}/photos", async (string number, string department, string name, string? caption, string? caseNumber, HttpRequest request, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
            {
                using var bytes = new MemoryStream();
                await request.Body.CopyToAsync(bytes, cancellation);
                return (await desk.AttachPhotoAsync(user, number, department, bytes.ToArray(), name, caption, caseNumber, cancellation)).ToHttp();
            }).WithMetadata(new RequestSizeLimitAttribute(LargestPhoto)).Accepts<byte[]>("image/jpeg", "image/png", "image/webp").Produces<TripReceipt>().Answers()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithName("AttachTripPhoto").WithSummary("A photo of the day: the body is the picture.");
    }

    private static void Map<T>(RouteGroupBuilder trips, string path, string name, string summary, Func<T, Actor, TripCommand> command) =>
        trips.MapPost($"/{{number}}/{path}", async (string number, T body, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, TripDesk desk, CancellationToken cancellation) =>
                (await desk.DoAsync(user, number, by => command(body, by), idempotency.Key, cancellation)).ToHttp())
            .Produces<TripReceipt>().Answers().WithName(name).WithSummary(summary);

    private static IResult ToHttp(this TripResultOf result, bool created = false)
    {
        if (result.Rejection is { } rejection)
            return rejection.ToProblem();
        var receipt = new TripReceipt(result.State.Number, result.State.Version, result.IsReplay);
        return created ? Results.Created($"/api/trips/{receipt.Number}", receipt) : Results.Ok(receipt);
    }

    private static RouteHandlerBuilder Answers(this RouteHandlerBuilder route) => route.ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <param name="Version">Position of the trip's last event.</param>
/// <param name="IsReplay">The idempotency key had been used before: nothing changed this time.</param>
public sealed record TripReceipt(string Number, long Version, bool IsReplay);

/// <summary>A proposal in a list.</summary>
public sealed record ProposalSheet(string CaseNumber, long Sequence, string TaskId, TripKind Kind, string DepartmentId, string ItemCode, string ApplicantName, string Site, DateOnly From, DateOnly To, string? Reason, DateTimeOffset At)
{
    public static ProposalSheet Of(ProposalEntry p) => new(p.CaseNumber, p.Sequence, p.TaskId, p.Kind, p.DepartmentId, p.ItemCode, p.ApplicantName, p.Site, p.From, p.To, p.Reason, p.At);
}

public sealed record Reason(string Text);
public sealed record LegRemoval(string CaseNumber, string Reason);
public sealed record Scheduling(TripSlot Slot, string Place) { public string? Reason { get; init; } }
public sealed record Bodies(IReadOnlyList<string> Departments);
public sealed record BodyName(string DepartmentId);
public sealed record Attendance(string DepartmentId, IReadOnlyList<string> Officers);
public sealed record Leave(string DepartmentId, string Reason);
public sealed record CheckingIn(string DepartmentId, string Place) { public GeoPoint? At { get; init; } }
public sealed record Checklist(string DepartmentId, string CaseNumber, IReadOnlyList<CheckAnswer> Answers);
public sealed record Finding(string DepartmentId, BodyOpinion Opinion, string Text) { public IReadOnlyList<string>? Conditions { get; init; } }
public sealed record Ending { public string? Partial { get; init; } }
public sealed record Rectification(IReadOnlyList<string> Items, DateOnly Due);
public sealed record RectificationCheck(int Item, bool Done) { public string? Remark { get; init; } }
public sealed record Revisit(TripSlot Slot, string Place) { public IReadOnlyList<string>? Departments { get; init; } }
public sealed record LegDecision(string CaseNumber, string Decision);
public sealed record Conclusion(TripResult Result, string Summary);
