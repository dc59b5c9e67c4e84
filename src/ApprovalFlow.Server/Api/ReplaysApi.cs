using System.Security.Claims;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>A case as it was at any instant.</summary>
public static class ReplaysApi
{
    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        var replays = api.MapGroup("/cases/{caseNumber}/replay").WithTags("Replay").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        replays.MapGet("/", async (string caseNumber, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.ReplayAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } file ? Results.Ok(file.Replay.Moments) : NotThere(caseNumber))
            .Produces<IReadOnlyList<ReplayMoment>>().WithName("ListReplayMoments").WithSummary("The instants at which something happened in a case, with the events of each.");

        replays.MapGet("/moment", async (string caseNumber, int? number, DateTimeOffset? at, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.ReplayAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } file ? Results.Ok(file.At(MomentOf(file.Replay, number, at), at)) : NotThere(caseNumber))
            .Produces<ReplaySheet>().WithName("GetReplayMoment").WithSummary("A case as it was: what was known, open, due and written down at a moment (number, from 1) or at any instant (at). The last one when neither is given.");

        replays.MapGet("/changes", async (string caseNumber, int from, int to, ClaimsPrincipal user, CaseDesk desk, CancellationToken cancellation) =>
                await desk.ReplayAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } file ? Results.Ok(file.Changes(file.Replay.Number(from), file.Replay.Number(to))) : NotThere(caseNumber))
            .Produces<IReadOnlyList<ReplayChange>>().WithName("CompareReplayMoments").WithSummary("What is otherwise in a case at one moment than at another.");
    }

    private static ReplayMoment MomentOf(CaseReplay replay, int? number, DateTimeOffset? at) => number is { } n ? replay.Number(n) : at is { } instant ? replay.At(instant) : replay.Moments[^1];

    private static IResult NotThere(string caseNumber) => CaseDesk.NotThere(caseNumber).ToProblem();
}
