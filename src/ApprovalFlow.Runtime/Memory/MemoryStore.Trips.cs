using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.Memory;

public sealed partial class MemoryStore : ITripStore
{
    private readonly Dictionary<string, (TripCommit Last, List<StoredEvent> Events)> trips = [];
    private readonly Dictionary<(string Officer, DateTimeOffset Piece), string> bookings = [];
    private readonly Dictionary<(string Case, long Sequence), ProposalEntry> proposals = [];

    Task<TripStream?> ITripStore.LoadAsync(string number, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(trips.TryGetValue(number, out var trip) ? new TripStream(trip.Last.Header, [.. trip.Events]) : null);
    }

    public Task<CommitOutcome> CommitAsync(TripCommit commit, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var known = trips.TryGetValue(commit.Number, out var trip);
            if ((known ? trip.Last.Header.Version : 0) != commit.ExpectedVersion)
                return Task.FromResult(CommitOutcome.Conflict);
            if (commit.Bookings.Any(b => bookings.TryGetValue(b, out var taken) && taken != commit.Number))
                return Task.FromResult(CommitOutcome.Conflict);
            if (commit.Answer is { } answer && !answers.TryAdd(answer.Key, answer))
                return Task.FromResult(CommitOutcome.Repeated);
            var events = known ? trip.Events : [];
            events.AddRange(commit.Events);
            trips[commit.Number] = (commit, events);
            foreach (var booking in bookings.Where(b => b.Value == commit.Number).Select(b => b.Key).ToList())
                bookings.Remove(booking);
            foreach (var booking in commit.Bookings)
                bookings[booking] = commit.Number;
            foreach (var message in commit.Outbox)
                outbox[(message.CaseNumber, message.Sequence)] = (message, message.At);
            return Task.FromResult(CommitOutcome.Stored);
        }
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<BusySlot>>> BusyAsync(IReadOnlyCollection<string> officers, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<BusySlot>>>(bookings.Where(b => officers.Contains(b.Key.Officer)).GroupBy(b => b.Key.Officer)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<BusySlot>)[.. g.Select(b => b.Value).Distinct().Select(n => new BusySlot(n, new(trips[n].Last.Header.StartsAt!.Value, trips[n].Last.Header.EndsAt!.Value)))]));
    }

    public Task<IReadOnlyList<ProposalEntry>> ProposalsAsync(VisitStatus status, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ProposalEntry>>([.. proposals.Values.Where(p => p.Status == status).OrderBy(p => p.At).ThenBy(p => p.CaseNumber, StringComparer.Ordinal)]);
    }

    public Task<IReadOnlyList<TripHeader>> TripsAsync(TripFilter filter, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<TripHeader>>([.. trips.Values.Select(t => t.Last)
                .Where(t => filter.Departments is null || filter.Departments.Contains(t.Header.LeadDepartmentId) || t.Bodies.Any(b => filter.Departments.Contains(b.DepartmentId)))
                .Where(t => filter.OfficerId is null || t.Bookings.Any(b => b.OfficerId == filter.OfficerId))
                .Select(t => t.Header).OrderByDescending(t => t.ConvenedAt).ThenByDescending(t => t.Number, StringComparer.Ordinal).Take(filter.Take)]);
    }
}
