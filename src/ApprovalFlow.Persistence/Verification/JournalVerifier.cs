using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Runtime.Versions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

/// <summary>Checks that every journal is whole and that everything beside it says what it says.</summary>
public sealed partial class JournalVerifier(IDbContextFactory<ApprovalFlowContext> contexts, ICaseStore store, ITripStore trips, IPacketStore packets, ILifeStore lives, IPlanStore plans, ContentStore contents, ChainVerifier chains)
{
    private const int Page = 200;

    /// <summary>Every case in the order of its number, then every trip, every packet, every definition and every migration plan, each with what is wrong with it; nothing wrong: no problems.</summary>
    public async IAsyncEnumerable<VerifiedCase> VerifyAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var last = "";
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var numbers = await context.Cases.AsNoTracking().Where(c => c.CaseNumber.CompareTo(last) > 0).OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).Take(Page).ToListAsync(cancellation);
            foreach (var number in numbers)
                yield return await VerifyAsync(number, context, cancellation);
            if (numbers.Count < Page)
                break;
            last = numbers[^1];
        }
        await foreach (var trip in VerifyTripsAsync(cancellation))
            yield return trip;
        await foreach (var packet in VerifyPacketsAsync(cancellation))
            yield return packet;
        await foreach (var life in VerifyLivesAsync(cancellation))
            yield return life;
        await foreach (var plan in VerifyPlansAsync(cancellation))
            yield return plan;
    }

    private async Task<VerifiedCase> VerifyAsync(string number, ApprovalFlowContext context, CancellationToken cancellation)
    {
        CaseStream? stream;
        try
        {
            stream = await store.LoadAsync(number, 0, cancellation);
        }
        catch (FormatException e)
        {
            return new(number, 0, [e.Message]);
        }
        if (stream is null)
            return new(number, 0, [$"Expected case '{number}' to be readable, but it is not there."]);
        if (stream.Header.RedactedBy is not null)
            return await VerifyRemovedAsync(stream, context, cancellation);
        if (HashChain.FindBreak(number, stream.Events, stream.Header.HeadHash) is { } broken)
            return new(number, stream.Events.Count, [broken]);
        CaseState state;
        try
        {
            state = CaseState.Fold(stream.Events.Select(e => e.ToRecord()));
        }
        catch (FormatException e)
        {
            return new(number, stream.Events.Count, [$"Expected every event of case '{number}' to be readable, but: {e.Message}"]);
        }

        List<string> problems = [];
        void Check(string what, object? expected, object? stored)
        {
            if (!Equals(expected, stored))
                problems.Add($"Expected {what} of case '{number}' to be '{expected}' as its journal says, but it is stored as '{stored}'.");
        }
        Check("the version", state.Version, stream.Header.Version);
        Check("the status", state.Status, stream.Header.Status);
        Check("the result", state.Result, stream.Header.Result);
        Check("the definition", state.DefinitionHash, stream.Header.DefinitionHash);

        // A case's tasks are a range of the key: '.' follows '-'.
        var (low, high) = (number + "-", number + ".");
        var tasks = await context.Tasks.AsNoTracking().Where(t => t.TaskId.CompareTo(low) >= 0 && t.TaskId.CompareTo(high) < 0 && t.CaseNumber == number).ToListAsync(cancellation);
        foreach (var task in tasks)
            Check($"task '{task.TaskId}'", state.Task(task.TaskId)?.Status, task.Status);
        Check("the number of open tasks", state.OpenTasks.Count, tasks.Count(t => t.Status == CaseTaskStatus.Open));
        foreach (var task in state.OpenTasks)
        {
            var (subject, at) = (InboxSubject.Of(task)!, task.OpenedAt);
            Check($"the inbox row of task '{task.TaskId}'", true, await context.Inbox.AnyAsync(i => i.Subject == subject && i.OpenedAt == at && i.TaskId == task.TaskId, cancellation));
        }
        var proposals = await context.Proposals.AsNoTracking().Where(p => p.CaseNumber == number).ToListAsync(cancellation);
        Check("the proposals of visits", string.Join(", ", state.Visits.Select(v => $"{v.Sequence} {v.Status} {v.Trip}")), string.Join(", ", proposals.OrderBy(p => p.Sequence).Select(p => $"{p.Sequence} {p.Status} {p.Trip}")));
        var timers = await context.Timers.AsNoTracking().Where(t => t.CaseNumber == number && t.Kind != TimerEntry.Clock).Select(t => t.BookmarkId).ToListAsync(cancellation);
        Check("the timers", string.Join(", ", state.TickingTimers.Select(t => t.BookmarkId).Order(StringComparer.Ordinal)), string.Join(", ", timers.Order(StringComparer.Ordinal)));
        var alarm = await context.Timers.AsNoTracking().Where(t => t.CaseNumber == number && t.Kind == TimerEntry.Clock).CountAsync(cancellation);
        if (stream.Header.Alarm is not null)
            Check("the number of clock alarms", 1, alarm);
        var incidents = await context.Incidents.AsNoTracking().Where(i => i.CaseNumber == number).OrderBy(i => i.Sequence).Select(i => i.Sequence).ToListAsync(cancellation);
        Check("the open incidents", string.Join(',', state.Incidents.Select(i => i.Sequence)), string.Join(',', incidents));
        var cards = await context.Cards.AsNoTracking().Where(c => c.CaseNumber == number).ToListAsync(cancellation);
        Check("the number of cards", state.Cards.Count, cards.Count);
        foreach (var card in state.Cards)
            Check($"card '{card.Raised.CardId}'", (card.Status, card.IsOpen), cards.Find(c => c.CardId == card.Raised.CardId) is { } row ? (row.Status, row.IsOpen) : null);
        return new(number, stream.Events.Count, problems);
    }
}

public sealed record VerifiedCase(string CaseNumber, int Events, IReadOnlyList<string> Problems);
