using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Boards;

/// <summary>Keeps what boards count up with the journal: a case that moved is reckoned anew from its whole stream, the others are not looked at.</summary>
/// <remarks>
/// Commands do not pay for it. What this process moved is known at once; what others moved, and what a corrected calendar or a new form of reckoning changes, is found by a sweep. Since
/// a case's rows are always those of one reckoning, there is nothing that could drift; several processes may reckon at once; they store one after the other, and the older reckoning loses.
/// </remarks>
public sealed partial class BoardKeeper : IDisposable
{
    /// <summary>Raise it when <see cref="CaseReckoning"/> counts otherwise: every case is reckoned anew.</summary>
    private const int Form = 1;
    private const int Batch = 200;
    private const string TurnName = "boards-turn";

    private readonly IDbContextFactory<ApprovalFlowContext> contexts;
    private readonly ApprovalCatalogue catalogue;
    private readonly CaseClocks clocks;
    private readonly CalendarInForce calendar;
    private readonly TimeProvider time;
    private readonly ILogger<BoardKeeper> logger;
    private readonly ConcurrentQueue<string> moved = new();
    private readonly AnomalyThresholds thresholds = new();
    private readonly IDisposable subscription;

    public BoardKeeper(IDbContextFactory<ApprovalFlowContext> contexts, ApprovalCatalogue catalogue, CaseClocks clocks, CalendarInForce calendar, CaseSignals cases, TimeProvider time, ILogger<BoardKeeper> logger)
    {
        (this.contexts, this.catalogue, this.clocks, this.calendar, this.time, this.logger) = (contexts, catalogue, clocks, calendar, time, logger);
        subscription = cases.Subscribe(change => moved.Enqueue(change.CaseNumber));
    }

    /// <summary>Up to when everything that this process knows of is counted; null: nobody has looked yet for what moved while it did not run.</summary>
    public DateTimeOffset? KeptUntil { get; private set; }

    private string Rules => $"{Form}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', calendar.Now.Versions.Select(v => $"{v.Year}.{v.Version}").Order(StringComparer.Ordinal)))))[..16]}";

    /// <summary>Reckons what is known to have moved.</summary>
    /// <param name="sweep">Look through all cases as well.</param>
    /// <returns>How many cases were reckoned.</returns>
    public async Task<int> KeepAsync(bool sweep = false, CancellationToken cancellation = default)
    {
        var until = time.GetUtcNow();
        HashSet<string> numbers = new(StringComparer.Ordinal);
        while (moved.TryDequeue(out var number))
            numbers.Add(number);
        var kept = 0;
        try
        {
            foreach (var some in numbers.Order(StringComparer.Ordinal).Chunk(Batch))
                kept += await KeepAsync(some, cancellation);
            for (var after = ""; sweep && await BehindAsync(after, cancellation) is { Count: > 0 } behind; after = behind[^1])
                kept += await KeepAsync(behind, cancellation);
        }
        catch
        {
            // Nothing is forgotten: they are asked for again with the next turn.
            foreach (var number in numbers)
                moved.Enqueue(number);
            throw;
        }
        if (sweep || KeptUntil is not null)
            KeptUntil = until;
        return kept;
    }

    /// <summary>Cases whose rows follow from less than their stream, or from other rules.</summary>
    private async Task<List<string>> BehindAsync(string after, CancellationToken cancellation)
    {
        var rules = Rules;
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Cases.AsNoTracking()
            .Where(c => c.CaseNumber.CompareTo(after) > 0 && c.RedactedBy == null && !context.BoardCases.Any(b => b.CaseNumber == c.CaseNumber && b.Version >= c.Version && b.Rules == rules))
            .OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).Take(Batch).ToListAsync(cancellation);
    }

    private async Task<int> KeepAsync(IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        var reckoned = await ReckonAsync(context, numbers, cancellation);
        if (reckoned.Count > 0)
            await StoreAsync(context, reckoned, cancellation);
        return reckoned.Count;
    }

    /// <summary>Cases that have moved, or follow other rules, since they were kept. One whose content was removed can be reckoned no more and keeps what it had.</summary>
    private async Task<List<Reckoned>> ReckonAsync(ApprovalFlowContext context, IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        var rules = Rules;
        var known = await VersionsAsync(context, numbers, cancellation);
        var heads = await context.Cases.AsNoTracking().Where(c => numbers.Contains(c.CaseNumber) && c.RedactedBy == null).Select(c => new { c.CaseNumber, c.Version, c.FlowCode, c.DepartmentId }).ToListAsync(cancellation);
        heads.RemoveAll(h => known.TryGetValue(h.CaseNumber, out var kept) && kept.Version >= h.Version && kept.Rules == rules);
        if (heads.Count == 0)
            return [];
        var behind = heads.ConvertAll(h => h.CaseNumber);
        var lines = (await context.Journal.AsNoTracking().Where(j => behind.Contains(j.CaseNumber)).Select(j => new { j.CaseNumber, j.FirstSequence, j.At, j.Events }).ToListAsync(cancellation))
            .ToLookup(j => j.CaseNumber, StringComparer.Ordinal);
        var refiled = await RefiledAsync(context, behind, cancellation);
        var results = new Reckoned?[heads.Count];
        // A house that is counted for the first time goes on working: half of the processors are left to it.
        Parallel.For(0, heads.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) }, i =>
        {
            var head = heads[i];
            try
            {
                if (catalogue.Flow(head.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
                    return;
                List<CaseRecord> records = [];
                foreach (var line in lines[head.CaseNumber].OrderBy(l => l.FirstSequence))
                    Read(records, line.FirstSequence, line.At, line.Events);
                results[i] = new(CaseReckoning.Of(records, clocks.Of(item, flow), head.DepartmentId), rules, [.. Anomalies(head.CaseNumber, records), .. refiled[head.CaseNumber]], records);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
            {
                // Its chain says what is wrong with it; boards keep what they had.
                LogUnreadable(head.CaseNumber, e);
            }
        });
        return [.. results.OfType<Reckoned>()];
    }

    private IReadOnlyList<Anomaly> Anomalies(string number, List<CaseRecord> records) => CaseWatch.Of(number, records,
        code => catalogue.Flow(code) is { } flow && catalogue.Item(flow.ItemCode) is { } item && clocks.Of(item, flow) is var rules ? (rules.Policy, rules.Calendar) : null);

    private static void Read(List<CaseRecord> records, long sequence, DateTimeOffset at, string events)
    {
        foreach (var part in new JournalLineReader(Encoding.UTF8.GetBytes(events)))
            records.Add(new(sequence++, at, CaseEventJson.Decode(part.Name, part.Version, part.Data)));
    }

    /// <summary>The same applicant withdrew the same item a while before.</summary>
    private async Task<ILookup<string, Anomaly>> RefiledAsync(ApprovalFlowContext context, List<string> numbers, CancellationToken cancellation)
    {
        var pairs = await (from c in context.Cases.AsNoTracking() where numbers.Contains(c.CaseNumber)
                           join w in context.Cases on new { c.ItemCode, c.ApplicantName } equals new { w.ItemCode, w.ApplicantName }
                           where w.RedactedBy == null && w.Result == Domain.Activities.CaseResults.Withdrawn && w.AcceptedAt != null && w.ClosedAt != null && w.ClosedAt <= c.RegisteredAt && w.CaseNumber != c.CaseNumber
                           orderby w.ClosedAt descending
                           select new { c.CaseNumber, c.RegisteredAt, Earlier = w.CaseNumber, ClosedAt = w.ClosedAt!.Value }).ToListAsync(cancellation);
        List<Anomaly> found = [];
        foreach (var pair in pairs.Where(p => thresholds.IsRefiled(p.ClosedAt, p.RegisteredAt)))
            if (!found.Exists(a => a.CaseNumber == pair.CaseNumber) && await ApplicantAsync(context, pair.CaseNumber, cancellation) is { } one && one == await ApplicantAsync(context, pair.Earlier, cancellation))
                found.Add(Anomaly.RefiledAfter(pair.CaseNumber, new(1, pair.RegisteredAt, null!), pair.Earlier, pair.ClosedAt));
        return found.ToLookup(a => a.CaseNumber, StringComparer.Ordinal);
    }

    /// <summary>A name may be many people's; the number is one's.</summary>
    private static async Task<string?> ApplicantAsync(ApprovalFlowContext context, string number, CancellationToken cancellation)
    {
        List<CaseRecord> records = [];
        if (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number && j.FirstSequence == 1).FirstOrDefaultAsync(cancellation) is { } line)
            Read(records, 1, line.At, line.Events);
        return records.Select(r => r.Event).OfType<CaseEvent.CaseRegistered>().FirstOrDefault()?.Applicant.IdNumber;
    }

    private async Task StoreAsync(ApprovalFlowContext context, List<Reckoned> reckoned, CancellationToken cancellation)
    {
        await MakeTurnAsync(context, cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        // Whoever keeps waits here for its turn: reckoning went on beside the others, storing does not.
        await context.Settings.Where(s => s.Name == TurnName).ExecuteUpdateAsync(s => s.SetProperty(t => t.Value, t => t.Value), cancellation);
        var numbers = reckoned.ConvertAll(r => r.Figures.CaseNumber);
        var known = await VersionsAsync(context, numbers, cancellation);
        // A later reckoning stays.
        reckoned.RemoveAll(r => known.TryGetValue(r.Figures.CaseNumber, out var kept) && (kept.Version > r.Figures.Version || (kept.Version == r.Figures.Version && kept.Rules == r.Rules)));
        foreach (var number in reckoned.Select(r => r.Figures.CaseNumber).Where(known.ContainsKey))
        {
            await context.BoardCases.Where(b => b.CaseNumber == number).ExecuteDeleteAsync(cancellation);
            await context.BoardSteps.Where(s => s.CaseNumber == number).ExecuteDeleteAsync(cancellation);
            await context.BoardReasons.Where(r => r.CaseNumber == number).ExecuteDeleteAsync(cancellation);
            await context.Anomalies.Where(a => a.CaseNumber == number).ExecuteDeleteAsync(cancellation);
        }
        foreach (var one in reckoned)
            one.AddTo(context);
        await context.SaveChangesAsync(cancellation);
        await StampsAsync(context, reckoned, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The row that keepers take turns at.</summary>
    private static async Task MakeTurnAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        if (await context.Settings.AnyAsync(s => s.Name == TurnName, cancellation))
            return;
        context.Settings.Add(new Setting { Name = TurnName, Value = "" });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another process was faster.
        }
        context.ChangeTracker.Clear();
    }

    private static Task<Dictionary<string, KeptVersion>> VersionsAsync(ApprovalFlowContext context, IReadOnlyList<string> numbers, CancellationToken cancellation) =>
        context.BoardCases.AsNoTracking().Where(b => numbers.Contains(b.CaseNumber)).Select(b => new KeptVersion(b.CaseNumber, b.Version, b.Rules)).ToDictionaryAsync(b => b.CaseNumber, StringComparer.Ordinal, cancellation);

    /// <summary>One person, one minute, too many cases: told with the case that makes it too many.</summary>
    private async Task StampsAsync(ApprovalFlowContext context, List<Reckoned> reckoned, CancellationToken cancellation)
    {
        var minutes = reckoned.SelectMany(r => r.Figures.Steps).Select(s => MinuteOf(s.EndedAt)).Distinct().ToList();
        var least = thresholds.CasesInAMinute;
        var busy = await context.BoardSteps.AsNoTracking().Where(s => minutes.Contains(s.EndedMinute)).GroupBy(s => new { s.PersonId, s.EndedMinute })
            .Where(g => g.Select(s => s.CaseNumber).Distinct().Count() >= least).Select(g => g.Key).ToListAsync(cancellation);
        foreach (var (person, minute) in busy.Select(b => (b.PersonId, b.EndedMinute)))
        {
            var steps = await context.BoardSteps.AsNoTracking().Where(s => s.PersonId == person && s.EndedMinute == minute).Select(s => new { s.CaseNumber, s.TaskId, s.PersonName, s.EndedAt, s.DepartmentId, s.FlowCode }).ToListAsync(cancellation);
            var subject = $"{person}|{minute}";
            var last = steps.OrderBy(s => s.EndedAt).ThenBy(s => s.CaseNumber, StringComparer.Ordinal).ThenBy(s => s.TaskId, StringComparer.Ordinal).DistinctBy(s => s.CaseNumber).ElementAt(least - 1);
            var records = reckoned.Find(r => r.Figures.CaseNumber == last.CaseNumber)?.Records ?? await RecordsAsync(context, last.CaseNumber, cancellation);
            if (records.Find(r => r.Event is CaseEvent.TaskCompleted done && done.TaskId == last.TaskId) is not { Sequence: var sequence })
                continue;
            await context.Anomalies.Where(a => a.Code == Anomaly.RubberStamp && a.Subject == subject).ExecuteDeleteAsync(cancellation);
            var told = Anomaly.Stamped(last.CaseNumber, sequence, last.EndedAt, last.PersonName, least);
            context.Anomalies.Add(Row(told, last.DepartmentId, last.FlowCode, subject, records));
            await context.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Whole minutes since 1970.</summary>
    private static long MinuteOf(DateTimeOffset at) => AnomalyThresholds.MinuteOf(at).ToUnixTimeSeconds() / 60;

    private static async Task<List<CaseRecord>> RecordsAsync(ApprovalFlowContext context, string number, CancellationToken cancellation)
    {
        List<CaseRecord> records = [];
        foreach (var line in await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number).OrderBy(j => j.FirstSequence).ToListAsync(cancellation))
        {
            if (Tombstone.MayBeIn(line.Events))
                return [];
            Read(records, line.FirstSequence, line.At, line.Events);
        }
        return records;
    }

    /// <param name="records">The case's own record: it also says what a supervisor found.</param>
    private static StoredAnomaly Row(Anomaly anomaly, string departmentId, string flowCode, string subject, List<CaseRecord> records)
    {
        var found = records.Find(r => r.Event is CaseEvent.CaseSupervised s && s.Anomaly == anomaly.Code && s.Sequence == anomaly.Sequence);
        var finding = found?.Event as CaseEvent.CaseSupervised;
        return new()
        {
            CaseNumber = anomaly.CaseNumber, Sequence = anomaly.Sequence, Code = anomaly.Code, Subject = subject, DepartmentId = departmentId, FlowCode = flowCode, At = anomaly.At, Zh = anomaly.Zh, En = anomaly.En, RelatedCase = anomaly.RelatedCase,
            Finding = finding?.Finding, FindingText = finding?.Text, FoundByName = finding?.By.Name, FoundAt = found?.At,
        };
    }

    public void Dispose() => subscription.Dispose();

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "Boards keep what they had of case {Case}: its record cannot be reckoned")]
    private partial void LogUnreadable(string @case, Exception exception);

    private sealed record KeptVersion(string CaseNumber, long Version, string Rules);

    /// <summary>A case with everything that is kept of it.</summary>
    private sealed record Reckoned(CaseFigures Figures, string Rules, IReadOnlyList<Anomaly> Anomalies, List<CaseRecord> Records)
    {
        public void AddTo(ApprovalFlowContext context)
        {
            var f = Figures;
            var window = f.Window?.UserId ?? "";
            context.BoardCases.Add(new()
            {
                CaseNumber = f.CaseNumber, Version = f.Version, Rules = Rules, DepartmentId = f.DepartmentId, ItemCode = f.ItemCode, FlowCode = f.FlowCode, WindowId = window, WindowName = f.Window?.Name,
                ReceivedOn = f.ReceivedOn, AcceptedOn = f.AcceptedOn, EndedOn = f.EndedOn, Result = f.Result, IsDecided = f.IsDecided, DeciderId = f.Decider?.UserId, DeciderName = f.Decider?.Name,
                PromisedDays = f.PromisedDays, LawDays = f.LawDays, UsedDays = f.UsedDays, LawUsedDays = f.LawUsedDays, InTime = f.InTime, InLaw = f.InLaw, WaitedDays = f.WaitedDays,
                Due = f.Due, PausedBy = f.PausedBy, PausedUntil = f.PausedUntil, MovedAt = f.MovedAt, Corrections = f.Corrections, YellowCards = f.YellowCards, RedCards = f.RedCards,
            });
            foreach (var s in f.Steps)
                context.BoardSteps.Add(new()
                {
                    TaskId = s.TaskId, CaseNumber = f.CaseNumber, PersonId = s.Person.UserId, PersonName = s.Person.Name, Role = s.Role, StepDepartmentId = s.DepartmentId, DepartmentId = f.DepartmentId, ItemCode = f.ItemCode, FlowCode = f.FlowCode,
                    NameZh = s.NameZh, NameEn = s.NameEn, EndedAt = s.EndedAt, EndedOn = Domain.Calendars.OfficeHours.DayOf(s.EndedAt), EndedMinute = MinuteOf(s.EndedAt), Outcome = s.Outcome, LimitDays = s.LimitDays, UsedDays = s.UsedDays, InTime = s.InTime,
                });
            foreach (var r in f.Reasons)
                context.BoardReasons.Add(new() { CaseNumber = f.CaseNumber, Sequence = r.Sequence, Kind = r.Kind, On = r.On, DepartmentId = f.DepartmentId, ItemCode = f.ItemCode, FlowCode = f.FlowCode, WindowId = window, Text = r.Text });
            foreach (var a in Anomalies)
                context.Anomalies.Add(Row(a, f.DepartmentId, f.FlowCode, "", Records));
        }
    }
}
