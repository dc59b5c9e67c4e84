using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>The one way anything changes a trip: load, decide, store everything in one transaction.</summary>
/// <remarks>Safe to call from many threads and on several processes at once: the stream's version decides, and the slower one decides again.</remarks>
public sealed class TripProcessor(ITripStore trips, ICaseStore answers, IPeople people, ApprovalCatalogue catalogue, TripCalendar calendar, TripSignals signals, OutboxSignal outbox, TimeProvider time, CommandProcessorOptions? options = null)
{
    private const int Attempts = 10;

    /// <param name="idempotencyKey">Given twice, the second call answers as the first one did and changes nothing.</param>
    public async Task<TripResultOf> ExecuteAsync(string number, TripCommand command, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        if (command is TripCommand.Convene { Number: var named } && named != number)
            throw new ArgumentException($"Expected a trip convened under '{number}', but it says '{named}'.", nameof(command));
        using var run = CommandTelemetry.Begin(CommandTelemetry.Trip, number, command);
        var result = await ExecuteAsync(number, command, idempotencyKey, run, cancellation);
        run.Ended(result.Rejection, result.Records.Count > 0, result.IsReplay);
        return result;
    }

    private async Task<TripResultOf> ExecuteAsync(string number, TripCommand command, string? idempotencyKey, CommandTelemetry.Run run, CancellationToken cancellation)
    {
        if (idempotencyKey is not null && KeyWindow.IsPast(idempotencyKey, (options ?? new()).KeysKept.Before(time.GetUtcNow())))
            return new(TripState.Empty, [], CommandRefusal.Of(CommandRefusal.KeyPast, idempotencyKey));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (idempotencyKey is not null && await ReplayAsync(idempotencyKey, number, command, cancellation) is { } replay)
                return replay;
            var (state, headHash) = await LoadAsync(number, cancellation);
            var context = await ContextAsync(command, cancellation);
            var decision = TripDecider.Decide(state, command, context);
            if (decision.Rejection is { } rejection)
                return new(state, [], rejection);
            if (decision.Records.Count == 0)
                return new(state, [], null);
            var answer = idempotencyKey is null ? null : new CommandAnswer(idempotencyKey, number, Fingerprint(command), decision.Records[0].Sequence, decision.Records[^1].Sequence, context.Now);
            var commit = TripChanges.Of(state, headHash, decision, answer);
            if (await trips.CommitAsync(commit, cancellation) != CommitOutcome.Stored)
            {
                run.Again();
                continue;
            }
            Origins.Remember(commit.Outbox.Select(m => m.Key));
            if (commit.Outbox.Count > 0)
                outbox.Raise();
            signals.Tell(number);
            return new(decision.State, decision.Records, null);
        }
        return new(TripState.Empty, [], CommandRefusal.Of(CommandRefusal.TripBusy, number, Attempts.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Why a command would be refused now; null when it would be accepted. Changes nothing.</summary>
    public async Task<Rejection?> WhyNotAsync(string number, TripCommand command, CancellationToken cancellation = default) =>
        TripDecider.Decide((await LoadAsync(number, cancellation)).Item1, command, await ContextAsync(command, cancellation)).Rejection;

    /// <summary>Where a trip stands by its journal; null when there is none.</summary>
    public async Task<TripState?> FindAsync(string number, CancellationToken cancellation = default) => await LoadAsync(number, cancellation) is ({ Exists: true } state, _) ? state : null;

    /// <summary>A trip's journal, oldest first.</summary>
    public async Task<IReadOnlyList<TripRecord>> RecordsAsync(string number, CancellationToken cancellation = default) =>
        await trips.LoadAsync(number, cancellation) is { } stream ? [.. stream.Events.Select(Read)] : [];

    internal static TripRecord Read(StoredEvent e) => new(e.Sequence, e.At, TripEventJson.Decode(e.Type, e.TypeVersion, e.Content));

    private async Task<(TripState, byte[])> LoadAsync(string number, CancellationToken cancellation) =>
        await trips.LoadAsync(number, cancellation) is { } stream ? (TripState.Fold(stream.Events.Select(Read)), stream.Header.HeadHash) : (TripState.Empty, CaseChain.Genesis.ToArray());

    private async Task<TripContext> ContextAsync(TripCommand command, CancellationToken cancellation)
    {
        var context = new TripContext(time.GetUtcMilliseconds(), calendar.Days, calendar.Hours) { IsDepartment = id => catalogue.Department(id) is not null };
        if (command is not TripCommand.Attend attend)
            return context;
        var named = await people.FindAsync([.. attend.Officers.Distinct()], cancellation);
        var busy = await trips.BusyAsync([.. attend.Officers.Distinct()], cancellation);
        return context with { Person = id => named.GetValueOrDefault(id), Busy = id => busy.TryGetValue(id, out var slots) ? slots : [] };
    }

    private async Task<TripResultOf?> ReplayAsync(string key, string number, TripCommand command, CancellationToken cancellation)
    {
        if (await answers.FindAnswerAsync(key, cancellation) is not { } answer)
            return null;
        if (answer.IsForgotten)
            return new(TripState.Empty, [], CommandRefusal.Of(CommandRefusal.KeyPast, key));
        if (answer.CaseNumber != number || answer.Fingerprint != Fingerprint(command))
            return new(TripState.Empty, [], CommandRefusal.Of(CommandRefusal.TripKeyReused, key));
        var records = await RecordsAsync(number, cancellation);
        return new(TripState.Fold(records), [.. records.Where(r => r.Sequence >= answer.FirstSequence && r.Sequence <= answer.LastSequence)], null) { IsReplay = true };
    }

    private static string Fingerprint(TripCommand command) => TripFingerprint.Of(command);
}

/// <summary>The answer to a command on a trip: what was appended, or why nothing was.</summary>
public sealed record TripResultOf(TripState State, IReadOnlyList<TripRecord> Records, Rejection? Rejection)
{
    /// <summary>The key had been used before: nothing was appended this time.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>Working days and office hours that slots are picked from.</summary>
public sealed class TripCalendar(CalendarInForce calendar, OfficeHours hours)
{
    public WorkCalendar Days => calendar.Now;
    public OfficeHours Hours => hours;
}
