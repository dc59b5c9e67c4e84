using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Regulation;

/// <summary>The one way anything changes a packet: load, decide, store everything in one transaction.</summary>
/// <remarks>Safe to call from many threads and on several processes at once: the stream's version decides, and the slower one decides again. Of two who claim, the second is told who was first.</remarks>
public sealed class PacketProcessor(IPacketStore packets, ICaseStore answers, ApprovalCatalogue catalogue, PacketSignals signals, OutboxSignal outbox, TimeProvider time, CommandProcessorOptions? options = null)
{
    private const int Attempts = 10;

    /// <param name="idempotencyKey">Given twice, the second call answers as the first one did and changes nothing.</param>
    public async Task<PacketResult> ExecuteAsync(string number, PacketCommand command, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        if (command is PacketCommand.Send { Number: var named } && named != number)
            throw new ArgumentException($"Expected a packet sent under '{number}', but it says '{named}'.", nameof(command));
        if (idempotencyKey is not null && KeyWindow.IsPast(idempotencyKey, (options ?? new()).KeysKept.Before(time.GetUtcNow())))
            return new(PacketState.Empty, [], CommandRefusal.Of(CommandRefusal.KeyPast, idempotencyKey));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (idempotencyKey is not null && await ReplayAsync(idempotencyKey, number, command, cancellation) is { } replay)
                return replay;
            var (state, headHash) = await LoadAsync(number, cancellation);
            var now = time.GetUtcMilliseconds();
            var decision = PacketDecider.Decide(state, command, new(now) { IsDepartment = id => catalogue.Department(id) is not null });
            if (decision.Rejection is { } rejection)
                return new(state, [], rejection);
            if (decision.Records.Count == 0)
                return new(state, [], null);
            var answer = idempotencyKey is null ? null : new CommandAnswer(idempotencyKey, number, TripFingerprint.Of(command), decision.Records[0].Sequence, decision.Records[^1].Sequence, now);
            var commit = PacketChanges.Of(state, headHash, decision, answer);
            if (await packets.CommitAsync(commit, cancellation) != CommitOutcome.Stored)
                continue;
            if (commit.Outbox.Count > 0)
                outbox.Raise();
            signals.Tell(number);
            return new(decision.State, decision.Records, null);
        }
        return new(PacketState.Empty, [], CommandRefusal.Of(CommandRefusal.PacketBusy, number, Attempts.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Where a packet stands by its journal; null when there is none.</summary>
    public async Task<PacketState?> FindAsync(string number, CancellationToken cancellation = default) => await LoadAsync(number, cancellation) is ({ Exists: true } state, _) ? state : null;

    /// <summary>A packet's journal, oldest first.</summary>
    public async Task<IReadOnlyList<PacketRecord>> RecordsAsync(string number, CancellationToken cancellation = default) =>
        await packets.LoadAsync(number, cancellation) is { } stream ? [.. stream.Events.Select(Read)] : [];

    /// <summary>What a stored event says.</summary>
    /// <exception cref="FormatException">It is not an event of a packet that this build knows.</exception>
    public static PacketRecord Read(StoredEvent e) => new(e.Sequence, e.At, PacketEventJson.Decode(e.Type, e.TypeVersion, e.Content));

    private async Task<(PacketState, byte[])> LoadAsync(string number, CancellationToken cancellation) =>
        await packets.LoadAsync(number, cancellation) is { } stream ? (PacketState.Fold(stream.Events.Select(Read)), stream.Header.HeadHash) : (PacketState.Empty, CaseChain.Genesis.ToArray());

    private async Task<PacketResult?> ReplayAsync(string key, string number, PacketCommand command, CancellationToken cancellation)
    {
        if (await answers.FindAnswerAsync(key, cancellation) is not { } answer)
            return null;
        if (answer.IsForgotten)
            return new(PacketState.Empty, [], CommandRefusal.Of(CommandRefusal.KeyPast, key));
        if (answer.CaseNumber != number || answer.Fingerprint != TripFingerprint.Of(command))
            return new(PacketState.Empty, [], CommandRefusal.Of(CommandRefusal.TripKeyReused, key));
        var records = await RecordsAsync(number, cancellation);
        return new(PacketState.Fold(records), [.. records.Where(r => r.Sequence >= answer.FirstSequence && r.Sequence <= answer.LastSequence)], null) { IsReplay = true };
    }
}

/// <summary>The answer to a command on a packet: what was appended, or why nothing was.</summary>
public sealed record PacketResult(PacketState State, IReadOnlyList<PacketRecord> Records, Rejection? Rejection)
{
    /// <summary>The key had been used before: nothing was appended this time.</summary>
    public bool IsReplay { get; init; }
}

/// <summary>Tells this process's pages that a packet changed, by its number.</summary>
public sealed class PacketSignals : Signals<string>
{
    internal void Tell(string number)
    {
        foreach (var subscriber in Subscribers)
            subscriber(number);
    }
}
