using System.Security.Claims;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>What shows outside the house that the journal is what it was.</summary>
public static class LedgerApi
{
    private const int MostPages = 400, MostReadings = 500;

    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("Ledger").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden);

        ledger.MapGet("/", async (long? before, int? take, LedgerKeeper keeper, CancellationToken cancellation) =>
                (await keeper.ListAsync(before, Math.Clamp(take ?? 50, 1, MostPages), cancellation)).Select(LedgerSheet.Of).ToList())
            .Produces<List<LedgerSheet>>().WithName("ListLedgerPages").WithSummary("Pages of the ledger, the newest first. Each is signed and names the hash of the one before it.");

        ledger.MapGet("/{number:long}", async (long number, LedgerKeeper keeper, CancellationToken cancellation) => await keeper.FindAsync(number, cancellation) is { } page
                ? Results.Ok(LedgerSheet.Of(page)) : Refusals.Problem("ledger-page-unknown", $"Expected a page of the ledger, but there is no page {number}."))
            .Produces<LedgerSheet>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetLedgerPage").WithSummary("A page of the ledger with the exact text that was signed.");

        ledger.MapGet("/proofs", async (string stream, long sequence, ProofQuery proofs, CancellationToken cancellation) => await proofs.FindAsync(stream, sequence, cancellation) is { } proof
                ? Results.File(proof.ToBytes(), "application/json", $"{stream.Replace('/', '-')}-{sequence}.proof.json")
                : Refusals.Problem("proof-not-possible", $"Expected event {sequence} of '{stream}' to be on a page of the ledger, but there is no such event, or the page that covers it is not closed yet."))
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound).WithName("ProveEvent")
            .WithSummary("A proof that one event (of a case, by its number and the event's sequence) was in the journal when its page was closed. `approvalflow ledger check` reads it without this database.");

        api.MapGet("/cases/{caseNumber}/evidence", async (string caseNumber, ClaimsPrincipal user, EvidenceDesk desk, CancellationToken cancellation) => await desk.PackAsync(user, caseNumber, cancellation) is { } package
                ? Results.File(package, "application/zip", EvidenceDesk.FileName(caseNumber)) : CaseDesk.NotThere(caseNumber).ToProblem())
            .RequireAuthorization(Policies.Overseers).WithTags("Ledger").Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .WithName("PackEvidence").WithSummary("The case as one file that `approvalflow verify` checks offline: events, definitions, calendars, papers, the ledger's pages and a report in Chinese. Closes a page of the ledger when the case has events on none; making it is written down as a reading.");

        api.MapGet("/cases/{caseNumber}/readings", async (string caseNumber, int? take, ReadLog log, CancellationToken cancellation) => await log.ListAsync(caseNumber, Math.Clamp(take ?? 100, 1, MostReadings), cancellation))
            .RequireAuthorization(Policies.Overseers).WithTags("Ledger").Produces<IReadOnlyList<CaseReading>>().ProducesProblem(StatusCodes.Status403Forbidden)
            .WithName("ListCaseReadings").WithSummary("Who read a case, when and through what; the last first. The same reading is written down once in ten minutes.");
    }
}

/// <summary>A page as others may check it.</summary>
/// <param name="Text">Canonical JSON, exactly what was signed.</param>
/// <param name="Signature">ECDSA over P-256 and SHA-256, DER in Base64.</param>
/// <param name="Hash">SHA-256 of the text, which the next page names.</param>
public sealed record LedgerSheet(long Number, DateOnly Day, DateTimeOffset At, int Streams, long Events, string Root, string Previous, string Hash, string Key, string Text, string Signature)
{
    public static LedgerSheet Of(SignedLedgerEntry page) => new(
        page.Entry.Number, page.Entry.Day, page.Entry.At, page.Entry.Leaves, page.Entry.Events, Convert.ToHexStringLower(page.Entry.Root), Convert.ToHexStringLower(page.Entry.Previous),
        Convert.ToHexStringLower(page.Entry.Hash()), page.Entry.KeyId, System.Text.Encoding.UTF8.GetString(page.Entry.ToBytes()), Convert.ToBase64String(page.Signature));
}
