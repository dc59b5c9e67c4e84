using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Who read which case, and when: a stream of its own beside each case, chained as every stream is and covered by the ledger.</summary>
/// <remarks>A page that is open draws itself again with every change; the same person reading the same case in the same way is written down once in ten minutes by each process.</remarks>
public sealed class ReadLog(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    private const string EventName = "case-read";
    private const int Attempts = 20, Remembered = 50_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Case, string User, string Through), DateTimeOffset> recent = new();

    /// <summary>Writes the reading down before anything is shown.</summary>
    public async Task AddAsync(string caseNumber, CaseReader reader, CancellationToken cancellation = default)
    {
        var now = time.GetUtcMilliseconds();
        var key = (caseNumber, reader.UserId, reader.Through);
        if (recent.TryGetValue(key, out var before) && now - before < Quiet)
            return;
        for (var attempt = 1; !await TryAddAsync(LedgerStreams.Reads + caseNumber, now, reader, cancellation); attempt++)
            if (attempt == Attempts)
                throw new InvalidOperationException($"Expected the reading of case '{caseNumber}' to be written down, but others were faster {Attempts} times.");
        if (recent.Count >= Remembered)
            foreach (var old in recent.Where(r => now - r.Value >= Quiet).Select(r => r.Key).ToList())
                recent.TryRemove(old, out _);
        recent[key] = now;
    }

    /// <summary>Who read a case, the last first.</summary>
    public async Task<IReadOnlyList<CaseReading>> ListAsync(string caseNumber, int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var stream = LedgerStreams.Reads + caseNumber;
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream).OrderByDescending(j => j.FirstSequence).Take(take).ToListAsync(cancellation);
        return [.. lines.SelectMany(l => new JournalLine(l.CaseNumber, l.FirstSequence, l.At, l.Events, l.Hashes, l.PreviousHash).Read()).Select(Read)];
    }

    private static CaseReading Read(StoredEvent e)
    {
        if (Tombstone.Read(e.Data) is { } removed)
            return new(e.At, new("", "", "")) { RedactedBy = removed.Name };
        using var data = JsonDocument.Parse(e.Data);
        var by = data.RootElement.GetProperty("by");
        string? Text(string name) => by.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(e.At, new(Text("id")!, Text("name")!, data.RootElement.GetProperty("through").GetString()!) { Role = Text("role"), DepartmentId = Text("department") });
    }

    private async Task<bool> TryAddAsync(string stream, DateTimeOffset at, CaseReader reader, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var head = await context.ReadLogs.AsNoTracking().FirstOrDefaultAsync(r => r.Stream == stream, cancellation);
        var (version, previous) = ((head?.Version ?? 0) + 1, head?.HeadHash ?? CaseChain.Genesis.ToArray());
        var data = Encoding.UTF8.GetBytes(Data(reader));
        var hash = CaseChain.Hash(previous, version, at, EventName, 1, data);
        var line = JournalLine.Of(stream, version - 1, [new StoredEvent(version, at, EventName, 1, data, hash, previous)]);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            if (head is null)
                context.ReadLogs.Add(new() { Stream = stream, Version = version, HeadHash = hash, At = at });
            else if (await context.ReadLogs.Where(r => r.Stream == stream && r.Version == head.Version).ExecuteUpdateAsync(u => u.SetProperty(r => r.Version, version).SetProperty(r => r.HeadHash, hash).SetProperty(r => r.At, at), cancellation) == 0)
                return false;
            context.Journal.Add(new StoredJournalLine { CaseNumber = stream, FirstSequence = version, At = at, Events = line.Text, Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // Its key is taken: somebody else read the case at the same moment.
            await transaction.RollbackAsync(cancellation);
            context.ChangeTracker.Clear();
            if (await context.ReadLogs.AnyAsync(r => r.Stream == stream && r.Version >= version, cancellation))
                return false;
            throw;
        }
    }

    private static string Data(CaseReader reader)
    {
        var json = CanonicalJsonWriter.Rent().BeginObject().Name("by").BeginObject();
        if (reader.DepartmentId is { } department)
            json.Name("department").String(department);
        json.Name("id").String(reader.UserId).Name("name").String(reader.Name);
        if (reader.Role is { } role)
            json.Name("role").String(role);
        json.EndObject().Name("through").String(reader.Through).EndObject();
        var text = Encoding.UTF8.GetString(json.Written);
        json.Return();
        return text;
    }
}

/// <summary>Who reads, with the mandate that lets them.</summary>
/// <param name="Through">What they read it through: <c>page</c> or <c>api</c>.</param>
public sealed record CaseReader(string UserId, string Name, string Through)
{
    public string? Role { get; init; }
    public string? DepartmentId { get; init; }
}

public sealed record CaseReading(DateTimeOffset At, CaseReader By)
{
    /// <summary>The record by which the reader's name was removed, who was the applicant; null: it is here.</summary>
    public string? RedactedBy { get; init; }
}
