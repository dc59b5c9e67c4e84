using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Regulation;

namespace ApprovalFlow.Runtime.Memory;

public sealed partial class MemoryStore : IPacketStore
{
    private readonly Dictionary<string, (PacketCommit Last, List<StoredEvent> Events)> packets = [];
    private readonly List<FeedbackEntry> feedback = [];

    Task<PacketStream?> IPacketStore.LoadAsync(string number, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(packets.TryGetValue(number, out var packet) ? new PacketStream(packet.Last.Header, [.. packet.Events]) : null);
    }

    public Task<CommitOutcome> CommitAsync(PacketCommit commit, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var known = packets.TryGetValue(commit.Number, out var packet);
            if ((known ? packet.Last.Header.Version : 0) != commit.ExpectedVersion)
                return Task.FromResult(CommitOutcome.Conflict);
            if (commit.Answer is { } answer && !answers.TryAdd(answer.Key, answer))
                return Task.FromResult(CommitOutcome.Repeated);
            var events = known ? packet.Events : [];
            events.AddRange(commit.Events);
            packets[commit.Number] = (commit, events);
            feedback.AddRange(commit.Feedback);
            foreach (var message in commit.Outbox)
                outbox[(message.CaseNumber, message.Sequence)] = (message, message.At);
            return Task.FromResult(CommitOutcome.Stored);
        }
    }

    public Task<IReadOnlyList<PacketHeader>> ListAsync(PacketFilter filter, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var found = packets.Values.Select(p => p.Last)
                .Where(p => filter.Departments is null || p.Bodies.Any(filter.Departments.Contains))
                .Select(p => p.Header).Where(p => (filter.Status is null || p.Status == filter.Status) && (filter.CaseNumber is null || p.CaseNumber == filter.CaseNumber));
            found = filter.Status == PacketStatus.Unclaimed ? found.OrderBy(p => p.WaitingSince).ThenBy(p => p.Number, StringComparer.Ordinal) : found.OrderByDescending(p => p.SentAt).ThenByDescending(p => p.Number, StringComparer.Ordinal);
            return Task.FromResult<IReadOnlyList<PacketHeader>>([.. found.Take(filter.Take)]);
        }
    }

    public Task<IReadOnlyList<FeedbackEntry>> FeedbackAsync(string applicantId, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<FeedbackEntry>>([.. feedback.Where(f => f.ApplicantId == applicantId).OrderByDescending(f => f.At).ThenByDescending(f => f.Packet, StringComparer.Ordinal).ThenByDescending(f => f.FeedbackId, StringComparer.Ordinal)]);
    }

    public Task<IReadOnlyDictionary<PacketStatus, int>> CountAsync(IReadOnlyList<string>? departments = null, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyDictionary<PacketStatus, int>>(packets.Values.Select(p => p.Last.Header).Where(p => departments is null || departments.Contains(p.DepartmentId)).GroupBy(p => p.Status).ToDictionary(g => g.Key, g => g.Count()));
    }
}
