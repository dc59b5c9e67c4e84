using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>Finds out what the rules of keeping ask of a case.</summary>
internal static class RetainedCases
{
    private static readonly HashSet<string> Naming = ["comment-added", "trip-joined", "trip-opinion-received"];

    /// <summary>The case with what is in the way of a removal; null: there is none.</summary>
    public static async Task<CaseKeeping?> FindAsync(ApprovalFlowContext context, string caseNumber, CancellationToken cancellation) =>
        await context.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.CaseNumber == caseNumber, cancellation) is { } row ? await OfAsync(context, row, cancellation) : null;

    public static async Task<CaseKeeping> OfAsync(ApprovalFlowContext context, StoredCase row, CancellationToken cancellation)
    {
        var number = row.CaseNumber;
        var made = new RetainedCase(number, row.ItemCode, row.DepartmentId, row.Result, row.Status == CaseStatus.Closed && row.ClosedAt is { } closed ? OfficeHours.DayOf(closed) : null) { ApplicantName = row.ApplicantName, ApplicantUserId = row.ApplicantUserId };
        if (row.RedactedBy is not null || made.ClosedOn is null)
            return new(row, made, [], [], []);
        var lines = (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number).OrderBy(j => j.FirstSequence).ToListAsync(cancellation)).ConvertAll(RemovalStreams.ToLine);
        var naming = lines.SelectMany(l => l.ReadOnly(Naming)).ToList();
        var papers = CaseReferences.PapersOf(naming).ToHashSet(StringComparer.Ordinal);
        List<string> trips = [.. naming.Select(r => r.Event).OfType<CaseEvent.TripJoined>().Select(t => t.Trip).Distinct()];
        var packets = await context.Packets.AsNoTracking().Where(p => p.CaseNumber == number).OrderBy(p => p.Number).ToListAsync(cancellation);
        string? beside = null;
        foreach (var trip in trips)
        {
            var state = await TripAsync(context, trip, cancellation);
            papers.UnionWith(state.Photos.Select(p => p.Hash));
            var others = state.Legs.Select(l => l.CaseNumber).Where(c => c != number).ToList();
            beside ??= await context.Cases.Where(c => others.Contains(c.CaseNumber) && c.Status != CaseStatus.Closed).Select(c => c.CaseNumber).FirstOrDefaultAsync(cancellation);
        }
        var uncovered = 0L;
        foreach (var stream in trips.Concat(packets.Select(p => p.Number)).Append(number))
            if (await LedgerStreams.OneAsync(context, stream, cancellation) is { } head)
                uncovered += head.Version - head.Covered;
        // Of the readings only the applicant's own would go.
        if (await LedgerStreams.OneAsync(context, LedgerStreams.Reads + number, cancellation) is { } reads && reads.Version > reads.Covered)
            uncovered += (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == reads.Stream && j.FirstSequence > reads.Covered).ToListAsync(cancellation)).SelectMany(l => RemovalStreams.ToLine(l).Read()).Count(e => IsReadBy(e, row));
        string[] queues = [number, .. trips, .. packets.Select(p => p.Number)];
        return new(row, made with
        {
            OpenBeside = beside, Uncovered = uncovered,
            OpenCards = await context.Cards.CountAsync(c => c.CaseNumber == number && c.IsOpen, cancellation),
            RevocationPending = packets.Exists(p => p.IsRevoking || p.Status == PacketStatus.Unclaimed),
            PendingWords = await context.Outbox.CountAsync(m => queues.Contains(m.CaseNumber), cancellation) + await context.Messages.CountAsync(m => queues.Contains(m.CaseNumber) && m.DueAt != null, cancellation),
        }, trips, packets.ConvertAll(p => p.Number), [.. papers.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whether the applicant read the case: that reading names them.</summary>
    public static bool IsReadBy(StoredEvent reading, StoredCase row)
    {
        if (Tombstone.Read(reading.Data) is not null)
            return false;
        using var data = JsonDocument.Parse(reading.Data);
        var by = data.RootElement.GetProperty("by");
        return (row.ApplicantUserId is { } account && by.GetProperty("id").GetString() == account) || by.GetProperty("name").GetString() == row.ApplicantName;
    }

    private static async Task<TripState> TripAsync(ApprovalFlowContext context, string trip, CancellationToken cancellation)
    {
        var lines = (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == trip).OrderBy(j => j.FirstSequence).ToListAsync(cancellation)).ConvertAll(RemovalStreams.ToLine);
        // A trip that went with another of its cases holds nothing any more.
        return lines.Exists(l => Tombstone.MayBeIn(l.Events)) ? TripState.Empty
            : TripState.Fold(lines.SelectMany(l => l.Read()).Select(e => new TripRecord(e.Sequence, e.At, TripEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span))));
    }
}

/// <summary>A case as far as its keeping is concerned, with what else would go.</summary>
/// <param name="Trips">Numbers of the trips that it was part of.</param>
/// <param name="Packets">Numbers of what went to its regulators.</param>
/// <param name="Papers">SHA-256 of the files and photos that it or its trips name.</param>
internal sealed record CaseKeeping(StoredCase Row, RetainedCase Case, IReadOnlyList<string> Trips, IReadOnlyList<string> Packets, IReadOnlyList<string> Papers)
{
    /// <summary>Every stream that goes with it, itself first.</summary>
    public IReadOnlyList<string> Streams => [Row.CaseNumber, .. Trips, .. Packets];
}
