using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Approvers;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>The one way anything changes a case: load, decide, store everything in one transaction.</summary>
/// <remarks>Safe to call from many threads and on several processes at once. Commands on one case are decided one after the other within
/// a process; between processes the journal's version decides, and the slower one decides again on what the faster one left.</remarks>
public sealed partial class CommandProcessor(
    ICaseStore store, DefinitionCatalog definitions, CaseCalendar calendar, CaseSignals signals, OutboxSignal outbox, TimeProvider time, IOrganisationSource organisation,
    CommandProcessorOptions options, ILogger<CommandProcessor> logger)
{
    private readonly RecentlyUsed<string, LoadedCase> cache = new(options.CachedCases);
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 4_096).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Carries out a command on a case and waits until its effects are durable.</summary>
    /// <param name="idempotencyKey">Given twice, the second call answers what the first one did and changes nothing.</param>
    public async Task<CommandResult> ExecuteAsync(string caseNumber, CaseCommand command, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        if (command is CaseCommand.Register { CaseNumber: var named } && named != caseNumber)
            throw new ArgumentException($"Expected a registration under '{caseNumber}', but it says '{named}'.", nameof(command));
        using var run = CommandTelemetry.Begin(CommandTelemetry.Case, caseNumber, command);
        var gate = gates[(uint)caseNumber.GetHashCode(StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellation);
        CommandResult result;
        try
        {
            result = await ExecuteAloneAsync(caseNumber, command, idempotencyKey, run, cancellation);
        }
        finally
        {
            gate.Release();
        }
        run.Ended((result as CommandResult.Rejected)?.Rejection, result is CommandResult.Accepted { Records.Count: > 0 }, result is CommandResult.Accepted { IsReplay: true });
        if (result is CommandResult.Accepted { IsReplay: false } accepted)
            signals.Tell(new(caseNumber, accepted.Version, accepted.Records), e => LogSubscriberFailed(e, caseNumber));
        return result;
    }

    private async Task<CommandResult> ExecuteAloneAsync(string caseNumber, CaseCommand command, string? key, CommandTelemetry.Run run, CancellationToken cancellation)
    {
        var isFresh = false;
        if (!cache.TryGet(caseNumber, out var loaded))
        {
            // A registration expects nothing there, and the journal refuses it when that is wrong: no need to look first.
            isFresh = command is not CaseCommand.Register;
            loaded = isFresh ? await RefreshAsync(caseNumber, LoadedCase.Absent, cancellation) : LoadedCase.Absent;
        }
        if (key is not null && KeyWindow.IsPast(key, options.KeysKept.Before(time.GetUtcNow())))
            return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.KeyPast, key));
        for (var attempt = 0; attempt <= options.Retries; attempt++)
        {
            if (loaded.IsRedacted)
                return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.CaseRedacted, caseNumber));
            var definition = loaded.Definition ?? await NamedAsync(command, cancellation);
            // One command has one instant, however many versions are looked at and however long that takes.
            var now = time.GetUtcMilliseconds();
            var inForce = await InForceAsync(loaded.State, command, definition, now, cancellation);
            var target = command is CaseCommand.Migrate { To: var to } ? await definitions.FindAsync(to, cancellation) : null;
            var (decision, context) = definition is null ? default
                : Decide(loaded.State, command, await ContextOfAsync(definition, now, cancellation) with
                {
                    InForce = inForce is null ? null : await ContextOfAsync(inForce, now, cancellation), Target = target is null ? null : await ContextOfAsync(target, now, cancellation),
                });
            if (decision is null || decision.Rejection is not null)
            {
                // The answer may be to a repeat, or to a case that another process has moved on: look before saying no.
                if (key is not null && await FindReplayAsync(key, caseNumber, command, cancellation) is { } replay)
                    return replay;
                if (!isFresh)
                {
                    var seen = loaded.State.Version;
                    loaded = await RefreshAsync(caseNumber, loaded, cancellation);
                    isFresh = true;
                    if (loaded.State.Version != seen)
                        continue;
                }
                return new CommandResult.Rejected(decision?.Rejection ?? NotThere(caseNumber, command));
            }
            if (decision.Records.Count == 0)
            {
                if (command is not CaseCommand.TickClocks)
                    return new CommandResult.Accepted(caseNumber, decision.State.Version, []);
                var next = context!.Clocks is { } clocks ? CaseAlarm.Of(decision.State, clocks, context.Now) : null;
                cache.Set(caseNumber, loaded with { Alarm = next });
                return new CommandResult.Accepted(caseNumber, decision.State.Version, []) { NextAlarm = next };
            }

            var answer = key is null ? null : new CommandAnswer(key, caseNumber, CommandFingerprint.Of(command), decision.Records[0].Sequence, decision.Records[^1].Sequence, context!.Now);
            var commit = CaseChanges.Of(loaded, decision, context!, definition!.Item.DepartmentId, answer, options.WritesToPeople, command is CaseCommand.TickClocks);
            switch (await store.CommitAsync(commit, cancellation))
            {
                case CommitOutcome.Stored:
                    Keep(caseNumber, new(decision.State, commit.Header.HeadHash, inForce?.Hash == decision.State.DefinitionHash ? inForce : target?.Hash == decision.State.DefinitionHash ? target : definition) { Alarm = commit.Header.Alarm });
                    CommandTelemetry.Stored(commit);
                    if (commit.Outbox.Count > 0)
                        outbox.Raise();
                    return new CommandResult.Accepted(caseNumber, decision.State.Version, decision.Records);
                case CommitOutcome.Repeated when await FindReplayAsync(key!, caseNumber, command, cancellation) is { } replay:
                    return replay;
                default:
                    run.Again();
                    LogConflict(caseNumber, loaded.State.Version, attempt + 1);
                    loaded = await RefreshAsync(caseNumber, loaded, cancellation);
                    isFresh = true;
                    break;
            }
        }
        return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.CaseBusy, caseNumber, (options.Retries + 1).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>What is closed makes room for the cases that people work on; the little that may still come to it, such as a regulator's receipt, reads it again.</summary>
    private void Keep(string caseNumber, LoadedCase loaded)
    {
        if (loaded.State.IsClosed)
            cache.Remove(caseNumber);
        else
            cache.Set(caseNumber, loaded);
    }

    private static (CaseDecision?, CaseContext?) Decide(CaseState state, CaseCommand command, CaseContext context)
    {
        using var span = CommandTelemetry.BeginDecision();
        return (CaseDecider.Decide(state, command, context), context);
    }

    private async ValueTask<CaseContext> ContextOfAsync(CaseDefinition definition, DateTimeOffset now, CancellationToken cancellation) => new(now, definition.Graph, definition.Flow, definition.Item)
    {
        Due = calendar.Due, Clocks = calendar.Clocks?.Of(definition.Item, definition.Flow),
        Organisation = definition.AsksForPeople ? await organisation.NowAsync(cancellation) : null,
    };

    /// <summary>The version in force on the day of acceptance, when the command accepts the case and it is another one than the case runs on. Asked anew each time: somebody may have published.</summary>
    private async ValueTask<CaseDefinition?> InForceAsync(CaseState state, CaseCommand command, CaseDefinition? pinned, DateTimeOffset now, CancellationToken cancellation) =>
        pinned is not null && CaseDecider.AcceptanceDay(state, command, now) is { } day && await definitions.FindInForceAsync(state.FlowCode, day, state.CountyCode, cancellation) is { } current && current.Hash != pinned.Hash
            ? current : null;

    /// <summary>The definition a registration names, when it is one of the flow it names.</summary>
    private async ValueTask<CaseDefinition?> NamedAsync(CaseCommand command, CancellationToken cancellation) =>
        command is CaseCommand.Register register && await definitions.FindAsync(register.DefinitionHash, cancellation) is { } definition && definition.Flow.Code == register.FlowCode ? definition : null;

    /// <summary>Folds in what the journal holds beyond what is known.</summary>
    private async Task<LoadedCase> RefreshAsync(string caseNumber, LoadedCase known, CancellationToken cancellation)
    {
        using var span = CommandTelemetry.BeginLoad();
        var stream = await store.LoadAsync(caseNumber, known.State.Version, cancellation);
        if (stream is null)
            return known;
        // Nothing of it is kept in memory either.
        if (stream.Header.RedactedBy is not null)
        {
            var gone = LoadedCase.Absent with { IsRedacted = true };
            cache.Set(caseNumber, gone);
            return gone;
        }
        var state = known.State.Evolve(stream.Events.Select(e => e.ToRecord()));
        var definition = known.Definition is { } same && same.Hash == state.DefinitionHash ? same : await definitions.FindAsync(state.DefinitionHash, cancellation)
            ?? throw new InvalidOperationException($"Expected the definition {state.DefinitionHash} that case '{caseNumber}' is pinned to, but it is not stored.");
        var loaded = new LoadedCase(state, stream.Events.Count > 0 ? stream.Events[^1].Hash : known.HeadHash, definition) { Alarm = stream.Header.Alarm };
        cache.Set(caseNumber, loaded);
        return loaded;
    }

    private async Task<CommandResult?> FindReplayAsync(string key, string caseNumber, CaseCommand command, CancellationToken cancellation)
    {
        if (await store.FindAnswerAsync(key, cancellation) is not { } answer)
            return null;
        if (answer.IsForgotten)
            return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.KeyPast, key));
        if (answer.CaseNumber != caseNumber || answer.Fingerprint != CommandFingerprint.Of(command))
            return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.KeyReused, key, answer.Fingerprint, answer.CaseNumber));
        var stream = await store.LoadAsync(caseNumber, answer.FirstSequence - 1, cancellation)
            ?? throw new InvalidOperationException($"Expected case '{caseNumber}' to exist, because key '{key}' was answered with its events, but it does not.");
        if (stream.Header.RedactedBy is not null)
            return new CommandResult.Rejected(CommandRefusal.Of(CommandRefusal.CaseRedacted, caseNumber));
        var records = stream.Events.TakeWhile(e => e.Sequence <= answer.LastSequence)
            .Select(e => e.ToRecord()).ToList();
        return new CommandResult.Accepted(caseNumber, answer.LastSequence, records) { IsReplay = true };
    }

    private static Rejection NotThere(string caseNumber, CaseCommand command) => command is CaseCommand.Register register
        ? CommandRefusal.Of(CommandRefusal.DefinitionUnknown, register.DefinitionHash, register.FlowCode)
        : CommandRefusal.Of(CommandRefusal.CaseUnknown, caseNumber);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "Case {Case} was no longer at version {Version} (attempt {Attempt}); deciding again")]
    private partial void LogConflict(string @case, long version, int attempt);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "A subscriber failed on the change of case {Case}")]
    private partial void LogSubscriberFailed(Exception exception, string @case);
}

public sealed record CommandProcessorOptions
{
    /// <summary>There are ways to write to people outside the system, so that what only they would carry leaves too.</summary>
    public bool WritesToPeople { get; init; }
    /// <summary>Cases whose state is kept in memory.</summary>
    public int CachedCases { get; init; } = 2_000;
    /// <summary>How often a command is decided again because another process changed the case meanwhile.</summary>
    public int Retries { get; init; } = 10;
    /// <summary>How long an idempotency key is remembered; <see cref="KeyWindow"/> says what becomes of older ones.</summary>
    public RetentionTerm KeysKept { get; init; } = new(0, 0, 30);
}

/// <summary>Says when limits in working days end.</summary>
/// <param name="Due">Last day of a limit that begins on a day; null when the calendar of that year is not known.</param>
public sealed record CaseCalendar(Func<DateOnly, double, DateOnly?> Due)
{
    /// <summary>Clocks and cards; null where nobody asks about them.</summary>
    public CaseClocks? Clocks { get; init; }

    public static CaseCalendar Unknown { get; } = new((_, _) => null);
}
