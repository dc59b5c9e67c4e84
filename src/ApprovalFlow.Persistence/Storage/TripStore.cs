using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Trips in the database. They are few beside cases, so EF Core writes them, in one transaction each.</summary>
internal sealed class TripStore(IDbContextFactory<ApprovalFlowContext> contexts) : ITripStore
{
    public async Task<TripStream?> LoadAsync(string number, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Trips.AsNoTracking().FirstOrDefaultAsync(t => t.Number == number, cancellation) is not { } trip)
            return null;
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number && j.FirstSequence <= trip.Version).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        return new(Header(trip), [.. lines.SelectMany(j => new JournalLine(j.CaseNumber, j.FirstSequence, j.At, j.Events, j.Hashes, j.PreviousHash).Read())]);
    }

    public async Task<CommitOutcome> CommitAsync(TripCommit commit, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            if (commit.ExpectedVersion == 0)
                context.Trips.Add(Row(commit.Header));
            else if (await MoveAsync(context, commit, cancellation) == 0)
                return CommitOutcome.Conflict;
            if (commit.Answer is { } answer)
            {
                if (await context.Commands.AnyAsync(c => c.Key == answer.Key, cancellation))
                    return CommitOutcome.Repeated;
                context.Commands.Add(new() { Key = answer.Key, CaseNumber = answer.CaseNumber, Fingerprint = answer.Fingerprint, FirstSequence = answer.FirstSequence, LastSequence = answer.LastSequence, At = answer.At });
            }
            var line = JournalLine.Of(commit.Number, commit.ExpectedVersion, commit.Events);
            context.Journal.Add(new() { CaseNumber = line.CaseNumber, FirstSequence = line.FirstSequence, At = line.At, Events = line.Text, Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            await context.TripBodies.Where(b => b.TripNumber == commit.Number).ExecuteDeleteAsync(cancellation);
            await context.Bookings.Where(b => b.TripNumber == commit.Number).ExecuteDeleteAsync(cancellation);
            context.TripBodies.AddRange(commit.Bodies.Select(b => new StoredTripBody { TripNumber = commit.Number, DepartmentId = b.DepartmentId, Answer = b.Answer }));
            context.Bookings.AddRange(commit.Bookings.Select(b => new StoredBooking { TripNumber = commit.Number, OfficerId = b.OfficerId, Piece = b.Piece }));
            context.Outbox.AddRange(commit.Outbox.Select(m => new StoredOutboxMessage { CaseNumber = m.CaseNumber, Sequence = m.Sequence, Topic = m.Topic, Payload = m.Payload, At = m.At, NextAttempt = m.At }));
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return CommitOutcome.Stored;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // A key was there already: the stream moved on, an officer's half hour is taken, or the idempotency key came at the same moment. Deciding again finds out which.
            await transaction.RollbackAsync(cancellation);
            return await WasFasterAsync(commit, cancellation) ? CommitOutcome.Conflict : throw new InvalidOperationException($"Expected trip '{commit.Number}' to be stored or to meet another one's rows, but neither happened.");
        }
    }

    /// <summary>Whether anything of the commit's keys is taken by now: only then deciding again can end differently.</summary>
    private async Task<bool> WasFasterAsync(TripCommit commit, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if ((await context.Trips.Where(t => t.Number == commit.Number).Select(t => (long?)t.Version).FirstOrDefaultAsync(cancellation) ?? 0) != commit.ExpectedVersion)
            return true;
        if (commit.Answer is { } answer && await context.Commands.AnyAsync(c => c.Key == answer.Key, cancellation))
            return true;
        var officers = commit.Bookings.Select(b => b.OfficerId).Distinct().ToList();
        var taken = await context.Bookings.Where(b => officers.Contains(b.OfficerId) && b.TripNumber != commit.Number).Select(b => new { b.OfficerId, b.Piece }).ToListAsync(cancellation);
        return taken.Any(t => commit.Bookings.Contains((t.OfficerId, t.Piece)));
    }

    private static Task<int> MoveAsync(ApprovalFlowContext context, TripCommit commit, CancellationToken cancellation)
    {
        var h = commit.Header;
        return context.Trips.Where(t => t.Number == commit.Number && t.Version == commit.ExpectedVersion).ExecuteUpdateAsync(u => u
            .SetProperty(t => t.Version, h.Version).SetProperty(t => t.HeadHash, h.HeadHash).SetProperty(t => t.Status, h.Status).SetProperty(t => t.Place, h.Place)
            .SetProperty(t => t.Legs, h.Legs).SetProperty(t => t.StartsAt, h.StartsAt).SetProperty(t => t.EndsAt, h.EndsAt), cancellation);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<BusySlot>>> BusyAsync(IReadOnlyCollection<string> officers, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var ids = officers.ToList();
        var rows = await context.Bookings.Where(b => ids.Contains(b.OfficerId)).Select(b => new { b.OfficerId, b.TripNumber }).Distinct()
            .Join(context.Trips, b => b.TripNumber, t => t.Number, (b, t) => new { b.OfficerId, t.Number, t.StartsAt, t.EndsAt }).ToListAsync(cancellation);
        return rows.GroupBy(r => r.OfficerId).ToDictionary(g => g.Key, g => (IReadOnlyList<BusySlot>)[.. g.OrderBy(r => r.StartsAt).Select(r => new BusySlot(r.Number, new(r.StartsAt!.Value, r.EndsAt!.Value)))]);
    }

    public async Task<IReadOnlyList<ProposalEntry>> ProposalsAsync(VisitStatus status, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.Proposals.AsNoTracking().Where(p => p.Status == status).OrderBy(p => p.At).ThenBy(p => p.CaseNumber).ToListAsync(cancellation);
        return rows.ConvertAll(p => new ProposalEntry(
            p.CaseNumber, p.Sequence, p.TaskId, p.DepartmentId, p.Kind, p.ItemCode, p.ApplicantName, p.ApplicantId, p.CountyCode, p.Site, p.FromDay, p.ToDay, p.Reason, p.At, p.Status, p.Trip));
    }

    public async Task<IReadOnlyList<TripHeader>> TripsAsync(TripFilter filter, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var trips = context.Trips.AsNoTracking();
        if (filter.Departments is { } some)
        {
            var departments = some.ToList();
            trips = trips.Where(t => departments.Contains(t.LeadDepartmentId) || context.TripBodies.Any(b => b.TripNumber == t.Number && departments.Contains(b.DepartmentId)));
        }
        if (filter.OfficerId is { } officer)
            trips = trips.Where(t => context.Bookings.Any(b => b.TripNumber == t.Number && b.OfficerId == officer));
        return (await trips.OrderByDescending(t => t.ConvenedAt).ThenByDescending(t => t.Number).Take(filter.Take).ToListAsync(cancellation)).ConvertAll(Header);
    }

    private static TripHeader Header(StoredTrip t) => new(t.Number, t.Version, t.HeadHash, t.Kind, t.Status, t.LeadDepartmentId, t.Title, t.Place, t.Legs, t.ConvenedAt, t.StartsAt, t.EndsAt);

    private static StoredTrip Row(TripHeader h) => new()
    {
        Number = h.Number, Version = h.Version, HeadHash = h.HeadHash, Kind = h.Kind, Status = h.Status, LeadDepartmentId = h.LeadDepartmentId, Title = h.Title,
        Place = h.Place, Legs = h.Legs, ConvenedAt = h.ConvenedAt, StartsAt = h.StartsAt, EndsAt = h.EndsAt,
    };
}
