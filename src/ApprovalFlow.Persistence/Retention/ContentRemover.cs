using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime;
using ApprovalFlow.Runtime.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>Removes what two persons have agreed to remove. Needs an account that may change the journal: the owner's, never the server's.</summary>
/// <remarks>
/// One case is one transaction: the record, the tombstones, the lists and the files, or nothing. Whoever is killed in between begins again with the same command; what was done is not done twice. On SQLite the
/// trigger that keeps the journal is lifted and made again inside that transaction.
/// </remarks>
public sealed class ContentRemover(IDbContextFactory<ApprovalFlowContext> contexts, IOptions<ApprovalFlowOptions> options, ChainVerifier chains, RetentionSchedule schedule, TimeProvider time)
{
    private const string Owed = "removal-compaction-owed", JournalTrigger = "journal_never_changed";
    /// <summary>Tables whose freed space may hold what was removed.</summary>
    private static readonly string[] PostgresCompaction =
    [
        .. ((string[])["journal", "cases", "tasks", "cards", "incidents", "inbox", "outbox", "proposals", "messages", "notices", "reminders", "commands", "contents", "trips", "packets", "packet_feedback", "message_opt_outs", "board_reasons", "anomalies"]).Select(table => $"VACUUM (FULL) {table}"),
    ];

    /// <summary>Called between the steps; tests break off there.</summary>
    internal Action<string>? Step { get; init; }

    /// <summary>Cases whose removal is agreed to, the longest waiting first.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Redactions.AsNoTracking().Where(r => r.Stage == RedactionStage.Agreed).OrderBy(r => r.At).ThenBy(r => r.Stream).Select(r => r.CaseNumber).ToListAsync(cancellation);
    }

    /// <summary>Whether space that held what was removed was not given back yet.</summary>
    public async Task<bool> IsCompactionOwedAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Settings.AnyAsync(s => s.Name == Owed, cancellation);
    }

    /// <summary>Removes what is agreed to of one case.</summary>
    /// <param name="by">Who runs this, for the record; null: only look what would go.</param>
    public async Task<RemovalReport> RunAsync(string caseNumber, string? by, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await context.Database.OpenConnectionAsync(cancellation);
        if (options.Value.Provider == DatabaseProvider.Sqlite)
            // What is freed is overwritten at once, for this connection.
            await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await RetainedCases.FindAsync(context, caseNumber, cancellation) is not { } found)
            return new(caseNumber, [new("case-unknown", $"Expected a case '{caseNumber}', but there is none.")]);
        var (head, state) = await RemovalStreams.StateAsync(context, caseNumber, cancellation);
        if (state.Request is not { AgreedBy: not null } request)
            return new(caseNumber, [RedactionText.Reject("retention-not-asked", caseNumber)]);
        var scope = request.Asked.Scope;
        var broken = scope == RemovalScope.Case ? await BrokenAsync(context, found, cancellation) : null;
        var at = time.GetUtcMilliseconds();
        var reasons = RemovalRules.WhyNot(found.Case with { Broken = broken }, state, scope, schedule.Ground(request.Asked.Ground), schedule, OfficeHours.DayOf(at));
        if (reasons.Count > 0)
            return new(caseNumber, reasons);

        var record = new Tombstone(Tombstone.StreamOf(caseNumber), state.Version + 1);
        var streams = scope == RemovalScope.Case ? await PiecesAsync(context, found, cancellation) : [];
        var (papers, shared) = scope == RemovalScope.Messages ? ([], []) : await PapersAsync(context, found, cancellation);
        var messages = scope == RemovalScope.Papers ? 0 : await MessagesOf(context, found).CountAsync(m => m.Text != "" || m.Subject != "" || m.Address != null, cancellation);
        var report = new RemovalReport(caseNumber, []) { Scope = scope, Events = streams.Sum(s => s.Events.Count), Papers = papers.Count, Shared = shared.Count, Messages = messages };
        if (by is null)
            return report;

        var removed = new RedactionEvent.ContentRemoved(request.Sequence, scope, by, schedule.Version, streams, papers, shared, messages);
        if (!await RemovalStreams.AppendAsync(context, caseNumber, head, state, removed, at, cancellation))
            return new(caseNumber, [RedactionText.Reject("retention-busy", caseNumber)]);
        Step?.Invoke("recorded");
        if (scope == RemovalScope.Case)
        {
            await LiftedAsync(context, () => BuryAsync(context, streams, record, cancellation), cancellation);
            Step?.Invoke("buried");
            await SealAsync(context, found, record, at, cancellation);
            await BlankAsync(context, found, record, cancellation);
            await RecallAsync(context, found, cancellation);
        }
        if (scope != RemovalScope.Messages)
            await context.Contents.Where(c => papers.Contains(c.Hash)).ExecuteUpdateAsync(u => u.SetProperty(c => c.Bytes, Array.Empty<byte>()).SetProperty(c => c.RedactedBy, record.Name), cancellation);
        if (scope != RemovalScope.Papers)
            await SilenceAsync(context, found, cancellation);
        if (!await context.Settings.AnyAsync(s => s.Name == Owed, cancellation))
            context.Settings.Add(new() { Name = Owed, Value = record.Name });
        await context.SaveChangesAsync(cancellation);
        Step?.Invoke("stored");
        await transaction.CommitAsync(cancellation);
        Step?.Invoke("committed");
        return report with { Record = record.Name };
    }

    /// <summary>Gives back the space in which removed content may still lie. Doing it again does no harm; while it is owed, a copy of the files may hold what was removed.</summary>
    /// <exception cref="IOException">Somebody else is at work in the database: it is owed still.</exception>
    public async Task CompactAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        context.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        try
        {
            switch (options.Value.Provider)
            {
                case DatabaseProvider.Sqlite:
                    await context.Database.ExecuteSqlRawAsync("VACUUM", cancellation);
                    await context.Database.OpenConnectionAsync(cancellation);
                    await using (var checkpoint = context.Database.GetDbConnection().CreateCommand())
                    {
                        // Its first column says whether somebody kept it from being done.
                        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                        if (Convert.ToInt64(await checkpoint.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture) != 0)
                            throw new IOException("Expected to empty the database's log, but somebody else is reading it. Stop the server, or try again.");
                    }
                    break;
                case DatabaseProvider.Postgres:
                    foreach (var statement in PostgresCompaction)
                        await context.Database.ExecuteSqlRawAsync(statement, cancellation);
                    break;
            }
        }
        catch (Exception e) when (e is SqliteException or PostgresException)
        {
            throw new IOException($"Expected to give back the space that held what was removed, but: {e.Message}", e);
        }
        await context.Settings.Where(s => s.Name == Owed).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Nothing is removed of what does not verify: afterwards nobody could tell any more.</summary>
    private async Task<string?> BrokenAsync(ApprovalFlowContext context, CaseKeeping found, CancellationToken cancellation)
    {
        foreach (var stream in found.Streams.Append(LedgerStreams.Reads + found.Row.CaseNumber))
            if (await chains.VerifyOneAsync(context, stream, cancellation) is { Problems: [var first, ..] })
                return first;
        return null;
    }

    /// <summary>Every event of the case, its trips and its packets that has its content still, and the readings of the applicant.</summary>
    private static async Task<IReadOnlyList<RemovedStream>> PiecesAsync(ApprovalFlowContext context, CaseKeeping found, CancellationToken cancellation)
    {
        List<RemovedStream> streams = [];
        foreach (var stream in found.Streams)
            await AddAsync(stream, _ => true);
        await AddAsync(LedgerStreams.Reads + found.Row.CaseNumber, e => RetainedCases.IsReadBy(e, found.Row));
        return streams;

        async Task AddAsync(string stream, Func<StoredEvent, bool> goes)
        {
            var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
            var pieces = lines.SelectMany(l => RemovalStreams.ToLine(l).Read()).Where(e => Tombstone.Read(e.Data) is null && goes(e)).Select(e => new RemovedPiece(e.Sequence, e.At, e.Type, e.TypeVersion, Convert.ToHexStringLower(e.Hash))).ToList();
            if (pieces.Count > 0)
                streams.Add(new(stream, pieces));
        }
    }

    /// <summary>Files that go, and those that stay because a case that is not part of this names them.</summary>
    private static async Task<(IReadOnlyList<string> Papers, IReadOnlyList<string> Shared)> PapersAsync(ApprovalFlowContext context, CaseKeeping found, CancellationToken cancellation)
    {
        List<string> papers = [], shared = [];
        var own = found.Streams;
        foreach (var hash in found.Papers)
            if (await context.Contents.AnyAsync(c => c.Hash == hash && c.RedactedBy == null, cancellation))
                (await context.Journal.AnyAsync(j => !own.Contains(j.CaseNumber) && j.Events.Contains(hash), cancellation) ? shared : papers).Add(hash);
        return (papers, shared);
    }

    private static async Task LiftedAsync(ApprovalFlowContext context, Func<Task> act, CancellationToken cancellation)
    {
        var trigger = !context.Database.IsSqlite() ? null
            : (await context.Database.SqlQuery<string>($"SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'trigger' AND name = {JournalTrigger}").ToListAsync(cancellation)).FirstOrDefault();
        if (trigger is not null)
            await context.Database.ExecuteSqlRawAsync("DROP TRIGGER " + JournalTrigger, cancellation);
        await act();
        if (trigger is not null)
            await context.Database.ExecuteSqlRawAsync(trigger, cancellation);
    }

    /// <summary>Puts the record's name where the data was; names, versions, instants and hashes stay.</summary>
    private static async Task BuryAsync(ApprovalFlowContext context, IReadOnlyList<RemovedStream> streams, Tombstone record, CancellationToken cancellation)
    {
        foreach (var from in streams)
        {
            var gone = from.Events.Select(e => e.Sequence).ToHashSet();
            foreach (var line in await context.Journal.AsNoTracking().Where(j => j.CaseNumber == from.Stream).ToListAsync(cancellation))
            {
                var events = RemovalStreams.ToLine(line).Read().ToList();
                if (!events.Exists(e => gone.Contains(e.Sequence)))
                    continue;
                var text = JournalLine.Of(from.Stream, line.FirstSequence - 1, [.. events.Select(e => gone.Contains(e.Sequence) ? e with { Json = record.Json } : e)]).Text;
                await context.Journal.Where(j => j.CaseNumber == line.CaseNumber && j.FirstSequence == line.FirstSequence).ExecuteUpdateAsync(u => u.SetProperty(j => j.Events, text), cancellation);
            }
        }
    }

    /// <summary>The case's last event takes the position that whoever still knows the case as it was would write to.</summary>
    private static async Task SealAsync(ApprovalFlowContext context, CaseKeeping found, Tombstone record, DateTimeOffset at, CancellationToken cancellation)
    {
        var (row, sequence) = (found.Row, found.Row.Version + 1);
        var hash = CaseChain.Hash(row.HeadHash, sequence, at, Tombstone.Seal, 1, Encoding.UTF8.GetBytes(record.SealData));
        context.Journal.Add(RemovalStreams.ToRow(JournalLine.Of(row.CaseNumber, row.Version, [new StoredEvent(sequence, at, Tombstone.Seal, 1, Encoding.UTF8.GetBytes(record.SealData), hash, row.HeadHash)])));
        if (await context.Cases.Where(c => c.CaseNumber == row.CaseNumber && c.Version == row.Version).ExecuteUpdateAsync(u => u
            .SetProperty(c => c.Version, sequence).SetProperty(c => c.HeadHash, hash).SetProperty(c => c.Alarm, (DateTimeOffset?)null).SetProperty(c => c.ApplicantName, "").SetProperty(c => c.ApplicantUserId, (string?)null).SetProperty(c => c.RedactedBy, record.Name), cancellation) != 1)
            throw new DbUpdateConcurrencyException($"Expected case '{row.CaseNumber}' at version {row.Version}, but it moved on.");
    }

    /// <summary>What lists and queues hold of the person. Figures stay: status, result, days.</summary>
    private static async Task BlankAsync(ApprovalFlowContext context, CaseKeeping found, Tombstone record, CancellationToken cancellation)
    {
        var (number, name, account) = (found.Row.CaseNumber, found.Row.ApplicantName, found.Row.ApplicantUserId);
        var (low, high) = (number + "-", number + ".");
        var tasks = context.Tasks.Where(t => t.TaskId.CompareTo(low) >= 0 && t.TaskId.CompareTo(high) < 0 && t.CaseNumber == number);
        await tasks.Where(t => t.AssigneeName == name || (account != null && t.AssigneeId == account)).ExecuteUpdateAsync(u => u.SetProperty(t => t.AssigneeId, (string?)null).SetProperty(t => t.AssigneeName, (string?)null), cancellation);
        await tasks.Where(t => account != null && t.CompletedById == account).ExecuteUpdateAsync(u => u.SetProperty(t => t.CompletedById, (string?)null), cancellation);
        await tasks.ExecuteUpdateAsync(u => u.SetProperty(t => t.ApplicantName, ""), cancellation);
        await context.Cards.Where(c => c.CaseNumber == number).ExecuteUpdateAsync(u => u.SetProperty(c => c.ApplicantName, "").SetProperty(c => c.CauseZh, "").SetProperty(c => c.CauseEn, ""), cancellation);
        // What was counted of the case stays counted; the words that were entered go.
        await context.BoardReasons.Where(r => r.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        await context.Anomalies.Where(a => a.CaseNumber == number).ExecuteUpdateAsync(u => u.SetProperty(a => a.Zh, "").SetProperty(a => a.En, "").SetProperty(a => a.FindingText, (string?)null), cancellation);
        await context.Proposals.Where(p => p.CaseNumber == number).ExecuteUpdateAsync(u => u.SetProperty(p => p.ApplicantName, "").SetProperty(p => p.ApplicantId, "").SetProperty(p => p.Site, "").SetProperty(p => p.Reason, (string?)null), cancellation);
        await context.Incidents.Where(i => i.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        await context.Timers.Where(t => t.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        await context.CaseMarks.Where(m => m.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        await context.Reminders.Where(r => r.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        // A key stays, so that nothing is carried out twice; what it was used for goes.
        await context.Commands.Where(c => found.Streams.Contains(c.CaseNumber)).ExecuteUpdateAsync(u => u.SetProperty(c => c.CaseNumber, "").SetProperty(c => c.Fingerprint, "").SetProperty(c => c.FirstSequence, 0).SetProperty(c => c.LastSequence, 0), cancellation);
        await context.Trips.Where(t => found.Trips.Contains(t.Number)).ExecuteUpdateAsync(u => u.SetProperty(t => t.Title, "").SetProperty(t => t.Place, (string?)null).SetProperty(t => t.RedactedBy, record.Name), cancellation);
    }

    /// <summary>What regulators hold of the person. That a packet went, and when it was claimed, stays.</summary>
    private static async Task RecallAsync(ApprovalFlowContext context, CaseKeeping found, CancellationToken cancellation)
    {
        await context.Packets.Where(p => found.Packets.Contains(p.Number)).ExecuteUpdateAsync(u => u.SetProperty(p => p.ApplicantName, ""), cancellation);
        await context.PacketFeedback.Where(f => found.Packets.Contains(f.PacketNumber)).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<Tables.StoredMessage> MessagesOf(ApprovalFlowContext context, CaseKeeping found)
    {
        var about = found.Streams;
        return context.Messages.Where(m => about.Contains(m.CaseNumber));
    }

    /// <summary>Words and addresses go; that somebody was told of which event, and when, stays. Notices in the system go whole.</summary>
    private static async Task SilenceAsync(ApprovalFlowContext context, CaseKeeping found, CancellationToken cancellation)
    {
        var numbers = await MessagesOf(context, found).Where(m => m.Address != null).Select(m => m.Address!).Distinct().ToListAsync(cancellation);
        await MessagesOf(context, found).ExecuteUpdateAsync(u => u.SetProperty(m => m.Address, (string?)null).SetProperty(m => m.Subject, "").SetProperty(m => m.Text, ""), cancellation);
        var about = found.Streams;
        await context.Notices.Where(n => about.Contains(n.CaseNumber)).ExecuteDeleteAsync(cancellation);
        // A number's wish not to be written to is kept only while somebody might write to it.
        foreach (var number in numbers)
        {
            var subject = "tel:" + number;
            await context.OptOuts.Where(o => o.Subject == subject && !context.Messages.Any(m => m.Address == number)).ExecuteDeleteAsync(cancellation);
        }
    }
}

/// <summary>What was removed of a case, or would be.</summary>
/// <param name="Reasons">Why nothing can be; empty: it can, or was.</param>
public sealed record RemovalReport(string CaseNumber, IReadOnlyList<Rejection> Reasons)
{
    public RemovalScope Scope { get; init; }
    public int Events { get; init; }
    public int Papers { get; init; }
    /// <summary>Files that stay because another case names them.</summary>
    public int Shared { get; init; }
    public int Messages { get; init; }
    /// <summary>Name of the record; null: nothing was removed.</summary>
    public string? Record { get; init; }
}
