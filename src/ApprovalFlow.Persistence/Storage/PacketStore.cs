using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Regulation;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Packets in the database: one or two commits for each decision, so EF Core writes them, each in one transaction.</summary>
internal sealed class PacketStore(IDbContextFactory<ApprovalFlowContext> contexts) : IPacketStore
{
    public async Task<PacketStream?> LoadAsync(string number, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Packets.AsNoTracking().FirstOrDefaultAsync(p => p.Number == number, cancellation) is not { } packet)
            return null;
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number && j.FirstSequence <= packet.Version).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        return new(Header(packet), [.. lines.SelectMany(j => new JournalLine(j.CaseNumber, j.FirstSequence, j.At, j.Events, j.Hashes, j.PreviousHash).Read())]);
    }

    public async Task<CommitOutcome> CommitAsync(PacketCommit commit, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            if (commit.ExpectedVersion == 0)
            {
                context.Packets.Add(Row(commit.Header));
                context.PacketBodies.AddRange(Bodies(commit));
            }
            else if (await MoveAsync(context, commit, cancellation) == 0)
                return CommitOutcome.Conflict;
            else if (!commit.Bodies.Order(StringComparer.Ordinal).SequenceEqual((await context.PacketBodies.Where(b => b.PacketNumber == commit.Number).Select(b => b.DepartmentId).ToListAsync(cancellation)).Order(StringComparer.Ordinal)))
            {
                await context.PacketBodies.Where(b => b.PacketNumber == commit.Number).ExecuteDeleteAsync(cancellation);
                context.PacketBodies.AddRange(Bodies(commit));
            }
            if (commit.Answer is { } answer)
            {
                if (await context.Commands.AnyAsync(c => c.Key == answer.Key, cancellation))
                    return CommitOutcome.Repeated;
                context.Commands.Add(new() { Key = answer.Key, CaseNumber = answer.CaseNumber, Fingerprint = answer.Fingerprint, FirstSequence = answer.FirstSequence, LastSequence = answer.LastSequence, At = answer.At });
            }
            var line = JournalLine.Of(commit.Number, commit.ExpectedVersion, commit.Events);
            context.Journal.Add(new() { CaseNumber = line.CaseNumber, FirstSequence = line.FirstSequence, At = line.At, Events = line.Text, Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            context.PacketFeedback.AddRange(commit.Feedback.Select(f => new StoredFeedback
            {
                PacketNumber = f.Packet, FeedbackId = f.FeedbackId, ApplicantId = f.ApplicantId, CaseNumber = f.CaseNumber, ItemNameZh = f.ItemNameZh, ItemNameEn = f.ItemNameEn,
                DepartmentId = f.DepartmentId, Kind = f.Kind, Text = f.Text, OnDay = f.On, At = f.At,
            }));
            context.Outbox.AddRange(commit.Outbox.Select(m => new StoredOutboxMessage { CaseNumber = m.CaseNumber, Sequence = m.Sequence, Topic = m.Topic, Payload = m.Payload, At = m.At, NextAttempt = m.At }));
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return CommitOutcome.Stored;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // The packet, this place in its stream, or the idempotency key came at the same moment. Deciding again finds out which.
            await transaction.RollbackAsync(cancellation);
            return await WasFasterAsync(commit, cancellation) ? CommitOutcome.Conflict : throw new InvalidOperationException($"Expected packet '{commit.Number}' to be stored or to meet another one's rows, but neither happened.");
        }
    }

    private async Task<bool> WasFasterAsync(PacketCommit commit, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.Packets.Where(p => p.Number == commit.Number).Select(p => (long?)p.Version).FirstOrDefaultAsync(cancellation) ?? 0) != commit.ExpectedVersion
            || (commit.Answer is { } answer && await context.Commands.AnyAsync(c => c.Key == answer.Key, cancellation));
    }

    private static Task<int> MoveAsync(ApprovalFlowContext context, PacketCommit commit, CancellationToken cancellation)
    {
        var h = commit.Header;
        return context.Packets.Where(p => p.Number == commit.Number && p.Version == commit.ExpectedVersion).ExecuteUpdateAsync(u => u
            .SetProperty(p => p.Version, h.Version).SetProperty(p => p.HeadHash, h.HeadHash).SetProperty(p => p.Status, h.Status).SetProperty(p => p.DepartmentId, h.DepartmentId)
            .SetProperty(p => p.WaitingSince, h.WaitingSince).SetProperty(p => p.ClaimedAt, h.ClaimedAt).SetProperty(p => p.ClaimedByName, h.ClaimedByName)
            .SetProperty(p => p.Findings, h.Findings).SetProperty(p => p.Adverse, h.Adverse).SetProperty(p => p.IsRevoking, h.IsRevoking), cancellation);
    }

    public async Task<IReadOnlyList<PacketHeader>> ListAsync(PacketFilter filter, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var packets = context.Packets.AsNoTracking();
        if (filter.Departments is { } some)
        {
            var departments = some.ToList();
            packets = packets.Where(p => context.PacketBodies.Any(b => b.PacketNumber == p.Number && departments.Contains(b.DepartmentId)));
        }
        if (filter.Status is { } status)
            packets = packets.Where(p => p.Status == status);
        if (filter.CaseNumber is { } number)
            packets = packets.Where(p => p.CaseNumber == number);
        packets = filter.Status == PacketStatus.Unclaimed ? packets.OrderBy(p => p.WaitingSince).ThenBy(p => p.Number) : packets.OrderByDescending(p => p.SentAt).ThenByDescending(p => p.Number);
        return (await packets.Take(filter.Take).ToListAsync(cancellation)).ConvertAll(Header);
    }

    public async Task<IReadOnlyList<FeedbackEntry>> FeedbackAsync(string applicantId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.PacketFeedback.AsNoTracking().Where(f => f.ApplicantId == applicantId).OrderByDescending(f => f.At).ThenByDescending(f => f.PacketNumber).ThenByDescending(f => f.FeedbackId).Take(200).ToListAsync(cancellation);
        return rows.ConvertAll(f => new FeedbackEntry(f.PacketNumber, f.FeedbackId, f.ApplicantId, f.CaseNumber, f.ItemNameZh, f.ItemNameEn, f.DepartmentId, f.Kind, f.Text, f.OnDay, f.At));
    }

    public async Task<IReadOnlyDictionary<PacketStatus, int>> CountAsync(IReadOnlyList<string>? departments = null, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var some = departments?.ToList();
        return await context.Packets.Where(p => some == null || some.Contains(p.DepartmentId)).GroupBy(p => p.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    private static IEnumerable<StoredPacketBody> Bodies(PacketCommit commit) => commit.Bodies.Select(d => new StoredPacketBody { DepartmentId = d, PacketNumber = commit.Number });

    private static PacketHeader Header(StoredPacket p) => new(
        p.Number, p.Version, p.HeadHash, p.CaseNumber, p.ItemCode, p.ItemNameZh, p.ItemNameEn, p.ApplicantName, p.CountyCode, p.Result, p.ApprovingDepartmentId, p.DepartmentId, p.Status,
        p.SentAt, p.WaitingSince, p.ClaimDays, p.ClaimedAt, p.ClaimedByName, p.Findings, p.Adverse, p.IsRevoking);

    private static StoredPacket Row(PacketHeader h) => new()
    {
        Number = h.Number, Version = h.Version, HeadHash = h.HeadHash, CaseNumber = h.CaseNumber, ItemCode = h.ItemCode, ItemNameZh = h.ItemNameZh, ItemNameEn = h.ItemNameEn,
        ApplicantName = h.ApplicantName, CountyCode = h.CountyCode, Result = h.Result, ApprovingDepartmentId = h.ApprovingDepartmentId, DepartmentId = h.DepartmentId, Status = h.Status, SentAt = h.SentAt,
        WaitingSince = h.WaitingSince, ClaimDays = h.ClaimDays, ClaimedAt = h.ClaimedAt, ClaimedByName = h.ClaimedByName, Findings = h.Findings, Adverse = h.Adverse, IsRevoking = h.IsRevoking,
    };
}
