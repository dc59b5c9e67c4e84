using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>审管互动: decisions as packets, claims, findings, and proceedings to take a licence away.</summary>
public static class PacketsApi
{
    public static void MapPackets(this IEndpointRouteBuilder api)
    {
        var packets = api.MapGroup("/packets").WithTags("Packets").RequireAuthorization(Policies.Regulators).ProducesProblem(StatusCodes.Status403Forbidden);
        packets.MapGet("/", (bool? unclaimed, ClaimsPrincipal user, PacketDesk desk, CancellationToken cancellation) => desk.ListAsync(user, unclaimed == true ? PacketStatus.Unclaimed : null, cancellation))
            .Produces<IReadOnlyList<PacketLine>>().WithName("ListPackets").WithSummary("Decisions that the caller's bodies regulate.");
        packets.MapGet("/figures", (PacketDesk desk, CancellationToken cancellation) => desk.FiguresAsync(cancellation))
            .RequireAuthorization(Policies.Overseers).Produces<PacketFigures>().WithName("GetPacketFigures").WithSummary("Whether decisions, packets, claims and alarms reconcile.");
        packets.MapGet("/{number}", async (string number, ClaimsPrincipal user, PacketDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(user, number, cancellation) is { } found ? Results.Ok(PacketSheet.Of(found, desk.DueOf(found))) : PacketDesk.NotThere(number).ToProblem())
            .Produces<PacketSheet>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetPacket").WithSummary("A packet whole.");

        packets.MapPost("/{number}/claim", async (string number, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, PacketDesk desk, CancellationToken cancellation) =>
                (await desk.DoAsync(user, number, by => new PacketCommand.Claim(by), idempotency.Key, cancellation)).ToHttp())
            .Answers("ClaimPacket", "Claims it for the body that regulates; of two at once one wins.");
        Map<PacketRoute>(packets, "return", "ReturnPacket", "It is not ours: names whose it is.", (body, by) => new PacketCommand.Return(body.DepartmentId, body.Reason, by));
        Map<PacketRoute>(packets, "assignment", "AssignPacket", "A supervisor says whose it is.", (body, by) => new PacketCommand.Assign(body.DepartmentId, body.Reason, by));
        Map<PacketFinding>(packets, "feedback", "GivePacketFeedback", "What the regulator found.", (body, by) => new PacketCommand.GiveFeedback(body.Kind, body.Text, body.On, by) { Document = body.Document });
        Map<RevocationRequest>(packets, "revocation", "AskRevocation", "Asks that the licence be taken away, on what was found.", (body, by) => new PacketCommand.AskRevocation(body.FeedbackId, body.Kind, body.Ground, by));

        var entries = api.MapGroup("/cases/{caseNumber}").WithTags("Packets").RequireAuthorization(Policies.CaseReaders).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        entries.MapGet("/subject-feedback", async (string caseNumber, ClaimsPrincipal user, PacketDesk desk, CancellationToken cancellation) =>
                await desk.OfCaseAsync(user, caseNumber, cancellation) is { } found ? Results.Ok(found) : CaseDesk.NotThere(caseNumber).ToProblem())
            .Produces<IReadOnlyList<FeedbackEntry>>().WithName("GetSubjectFeedback").WithSummary("What regulators found about the case's applicant, in this case or another.");
        ClocksApi.Post<Words>(entries, "/revocations/{id}/statement", (r, id, by) => new CaseCommand.StateOnRevocation(id, r.Text, by), "StateOnRevocation", "The applicant's statement and defence.");
        ClocksApi.Post<RevocationRuling>(entries, "/revocations/{id}/decision", (r, id, by) => new CaseCommand.DecideRevocation(id, r.Revoke, r.Reasons, by) { Remedies = r.Remedies }, "DecideRevocation", "The head of the body that approved decides.");
    }

    private static void Map<T>(RouteGroupBuilder packets, string path, string name, string summary, Func<T, Actor, PacketCommand> command) =>
        packets.MapPost($"/{{number}}/{path}", async (string number, T body, [AsParameters] Idempotency idempotency, ClaimsPrincipal user, PacketDesk desk, CancellationToken cancellation) =>
            (await desk.DoAsync(user, number, by => command(body, by), idempotency.Key, cancellation)).ToHttp()).Answers(name, summary);

    private static IResult ToHttp(this PacketResult result) => result.Rejection is { } rejection ? rejection.ToProblem() : Results.Ok(new PacketReceipt(result.State.Number, result.State.Version, result.IsReplay));

    private static void Answers(this RouteHandlerBuilder route, string name, string summary) => route.Produces<PacketReceipt>().ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName(name).WithSummary(summary);
}

/// <param name="Version">Position of the packet's last event.</param>
/// <param name="IsReplay">The idempotency key had been used before: nothing changed this time.</param>
public sealed record PacketReceipt(string Number, long Version, bool IsReplay);

public sealed record PacketRoute(string DepartmentId, string Reason);
public sealed record PacketFinding(FeedbackKind Kind, string Text, DateOnly On) { public string? Document { get; init; } }
public sealed record RevocationRequest(string FeedbackId, RevocationKind Kind, string Ground);
public sealed record RevocationRuling(bool Revoke, string Reasons) { public string? Remedies { get; init; } }

/// <summary>A packet whole.</summary>
/// <param name="ClaimDue">The last day for claiming it; null once it is claimed.</param>
public sealed record PacketSheet(
    string Number, long Version, PacketStatus Status, PacketContent Content, PacketCertificate? Certificate, string DepartmentId, IReadOnlyList<string> Assist, DateTimeOffset SentAt, DateOnly? ClaimDue,
    ActorStamp? ClaimedBy, DateTimeOffset? ClaimedAt, IReadOnlyList<PacketFeedback> Feedback, IReadOnlyList<PacketRevocation> Revocations, bool IsRevoked)
{
    public static PacketSheet Of(PacketState p, DateOnly? due) => new(
        p.Number, p.Version, p.Status, p.Content!, p.Certificate, p.To, p.Assist, p.SentAt, p.Status == PacketStatus.Unclaimed ? due : null, p.ClaimedBy, p.ClaimedAt, p.Feedback, p.Revocations, p.IsRevoked);
}
