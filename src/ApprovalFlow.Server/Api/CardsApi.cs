using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Api;

public static class CardsApi
{
    public static void MapCards(this IEndpointRouteBuilder api)
    {
        var cards = api.MapGroup("/cards").WithTags("Cards").ProducesProblem(StatusCodes.Status403Forbidden);

        cards.MapGet("/", (string? level, string? department, bool? open, bool? appeals, bool? orders, string? after, int? take, CardQuery query, CancellationToken cancellation) =>
                query.ListAsync(new() { Level = level, DepartmentId = department, OnlyOpen = open ?? true, OnlyAppeals = appeals ?? false, OnlyOrders = orders ?? false, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation))
            .RequireAuthorization(Policies.Overseers).Produces<CardPage>().WithName("ListCards").WithSummary("Cards and supervision orders, youngest first.");

        cards.MapGet("/mine", async (ClaimsPrincipal user, CurrentActor actors, CardQuery query, CancellationToken cancellation) =>
            {
                var actor = await actors.OfAsync(user, cancellation);
                return await query.MineAsync(actor.UserId, actor.Mandates, cancellation);
            })
            .RequireAuthorization(Policies.Staff).Produces<IReadOnlyList<CardRow>>().WithName("ListMyCards").WithSummary("Open cards that the caller answers for.");

        api.MapGroup("/anomalies").WithTags("Cards").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden)
            .MapGet("/", (string? code, string? department, bool? open, string? after, int? take, AnomalyQuery query, CancellationToken cancellation) =>
                query.ListAsync(new() { Code = code, DepartmentId = department, OnlyOpen = open ?? true, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation))
            .Produces<AnomalyPage>().WithName("ListAnomalies").WithSummary("What is odd in the records of the house, youngest first.");

        var entries = api.MapGroup("/cases/{caseNumber}").WithTags("Cards").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        ClocksApi.Post(entries, "/cards/{id}/acknowledgement", (id, by) => new CaseCommand.AcknowledgeCard(id, by), "AcknowledgeCard", "The person responsible has seen the card.");
        ClocksApi.Post<Words>(entries, "/cards/{id}/answer", (r, id, by) => new CaseCommand.AnswerCard(id, r.Text, by), "AnswerCard", "Answers a card.");
        ClocksApi.Post<Words>(entries, "/cards/{id}/appeal", (r, id, by) => new CaseCommand.AppealCard(id, r.Text, by), "AppealCard", "Asks a supervisor to revoke a card.");
        ClocksApi.Post<Ruling>(entries, "/cards/{id}/ruling", (r, id, by) => new CaseCommand.DecideAppeal(id, r.Revoke, r.Reason, by), "DecideAppeal", "A supervisor hears an appeal: revoked by a counter-entry, or upheld.");
        ClocksApi.Post<Supervision>(entries, "/supervisions", (r, by) => new CaseCommand.Supervise(r.Text, by) { Level = r.Level, Anomaly = r.Anomaly, Sequence = r.Sequence }, "SuperviseCase", "A supervisor answers something odd: explained, or a yellow or red card; a red one opens a supervision order.");
        ClocksApi.Post<Words>(entries, "/orders/{id}/answer", (r, id, by) => new CaseCommand.AnswerOrder(id, r.Text, by), "AnswerOrder", "Answers a supervision order.");
    }
}

public sealed record Supervision(string Text)
{
    /// <summary>yellow, or red with a supervision order; left out: it is explained.</summary>
    public string? Level { get; init; }
    /// <summary>Code of an anomaly, with the event that shows it; left out: the card stands by itself.</summary>
    public string? Anomaly { get; init; }
    public long? Sequence { get; init; }
}
public sealed record Words(string Text);
public sealed record Ruling(bool Revoke, string Reason);
