using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>Brings a trip's news to one case, as an ordinary command with a key of its own, and tells the trip how it went.</summary>
/// <remarks>
/// At least once in, exactly once in effect: the case knows the position of the last news, the command has a key, and the trip's own
/// bookkeeping can be repeated. A crash at any point only means that the message comes again.
/// </remarks>
public sealed class TripNewsHandler(TripProcessor trips, CommandProcessor cases) : IOutboxHandler
{
    /// <summary>Refusals that pass: somebody else was at work, or the case rests.</summary>
    private static readonly HashSet<string> Passing = ["case-busy", "case-suspended", "case-stopped"];

    public string Topic => TripChanges.News;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        using var reference = JsonDocument.Parse(message.Payload);
        var (trip, position, caseNumber) = (reference.RootElement.GetProperty("trip").GetString()!, reference.RootElement.GetProperty("position").GetInt64(), reference.RootElement.GetProperty("case").GetString()!);
        var records = await trips.RecordsAsync(trip, cancellation);
        var after = TripState.Fold(records.TakeWhile(r => r.Sequence <= position));
        var record = records[(int)position - 1];
        string? refusal = null;
        foreach (var news in TripEffects.NewsFor(caseNumber, after, record))
        {
            if (await cases.ExecuteAsync(caseNumber, new CaseCommand.ReceiveTripNews(news), $"trip/{message.Key}", cancellation) is not CommandResult.Rejected { Rejection: var rejection })
                continue;
            if (Passing.Contains(rejection.Code))
                throw new InvalidOperationException($"Expected case '{caseNumber}' to take the news of trip '{trip}', but: {rejection.Message}");
            refusal = rejection.Code;
        }
        if (record.Event is TripEvent.OpinionConcluded)
            await TellAsync(trip, new TripCommand.ConfirmLeg(caseNumber) { Refusal = refusal }, cancellation);
        else if (refusal is not null)
            await TellAsync(trip, new TripCommand.DropLeg(caseNumber, refusal), cancellation);
    }

    /// <summary>What the trip refuses here it knows already.</summary>
    private async Task TellAsync(string trip, TripCommand command, CancellationToken cancellation)
    {
        if ((await trips.ExecuteAsync(trip, command, cancellation: cancellation)).Rejection is { Code: CommandRefusal.TripBusy } busy)
            throw new InvalidOperationException(busy.Message);
    }
}

/// <summary>Puts an invitation into the body's list and writes down when: the first half of the proof that it was invited.</summary>
public sealed class TripInvitationHandler(TripProcessor trips) : IOutboxHandler
{
    public string Topic => TripChanges.Invitation;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        using var reference = JsonDocument.Parse(message.Payload);
        var result = await trips.ExecuteAsync(reference.RootElement.GetProperty("trip").GetString()!, new TripCommand.ConfirmDelivery(reference.RootElement.GetProperty("department").GetString()!), cancellation: cancellation);
        if (result.Rejection is { Code: CommandRefusal.TripBusy } busy)
            throw new InvalidOperationException(busy.Message);
    }
}
