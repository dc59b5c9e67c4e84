using System.Diagnostics;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Calendars;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Notifications;

/// <summary>Sends what is due and writes down how it went. Where a message stands is decided by <see cref="Delivery"/>; here it is only carried out.</summary>
/// <remarks>That a gateway is about to be asked is stored before it is asked. Several processes may dispatch at once.</remarks>
public sealed partial class MessageDispatcher(
    IMessageStore store, IEnumerable<IMessageChannel> channels, MessagePolicy policy, CalendarInForce calendar, DeliveryRules rules, TimeProvider time, ILogger<MessageDispatcher> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    /// <summary>Longer than any channel waits for an answer.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, IMessageChannel> channels = channels.ToDictionary(c => c.Name);
    private readonly Dictionary<string, Circuit> circuits = [];

    /// <summary>How the gateway of a channel has been answering this process.</summary>
    public Circuit CircuitOf(string channel)
    {
        lock (circuits)
            return circuits.GetValueOrDefault(channel) ?? new();
    }

    public IReadOnlyCollection<string> Channels => channels.Keys;

    /// <summary>Answers how many were claimed; none means that nothing is due.</summary>
    public async Task<int> DispatchAsync(int batch, CancellationToken cancellation = default)
    {
        var claimed = await store.ClaimAsync(time.GetUtcNow(), Lease, batch, cancellation);
        foreach (var message in claimed)
            await HandleAsync(message, cancellation);
        return claimed.Count;
    }

    private async Task HandleAsync(Message message, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        switch (message.Delivery.State)
        {
            case DeliveryState.Sending:
                await store.SaveAsync(message.Next(message.Delivery.Abandoned(now, rules)), new(now, "interrupted"), cancellation);
                return;
            case DeliveryState.Unknown:
                await AskAsync(message, cancellation);
                return;
            case var _ when !channels.TryGetValue(message.Channel, out var channel):
                // Switched off since it was written: it waits for its gateway.
                await store.SaveAsync(message.Next(message.Delivery with { DueAt = now + rules.LongestPause, Reason = "no-gateway" }), null, cancellation);
                return;
            default:
                await SendAsync(message, channels[message.Channel], now, cancellation);
                return;
        }
    }

    private async Task SendAsync(Message message, IMessageChannel channel, DateTimeOffset now, CancellationToken cancellation)
    {
        if (CircuitOf(channel.Name) is { OpenUntil: { } until, Reason: var why } && now < until)
        {
            await store.SaveAsync(message.Next(message.Delivery with { DueAt = until, Reason = why }), null, cancellation);
            return;
        }
        if (message.Channel == MessageChannels.Sms)
        {
            var midnight = OfficeHours.At(OfficeHours.DayOf(now), TimeOnly.MinValue);
            var sent = await store.CountSentAsync(message.Channel, message.Address!, midnight, cancellation);
            if (policy.Wait(message.Class, now, sent, calendar.Now) is { } wait)
            {
                await store.SaveAsync(message.Next(message.Delivery.Hold(wait)), new(now, "held", wait.Reason), cancellation);
                return;
            }
        }
        var asking = message.Next(message.Delivery.Begin(now + Asking));
        if (!await store.SaveAsync(asking, null, cancellation))
            return;
        using var span = MessageTelemetry.Begin(asking);
        var started = Stopwatch.GetTimestamp();
        AttemptOutcome outcome;
        try
        {
            outcome = await channel.SendAsync(asking, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogBroken(e, channel.Name);
            outcome = new AttemptOutcome.Unanswered("error");
        }
        var reason = outcome switch { AttemptOutcome.Refused e => e.Reason, AttemptOutcome.NotTaken e => e.Reason, AttemptOutcome.Unanswered e => e.Reason, _ => null };
        MessageTelemetry.Ended(span, channel.Name, outcome, reason, started);
        Note(channel.Name, outcome);
        // A report may have come while the answer was on its way: it is kept, and the answer written beside it.
        for (var current = asking; ; current = await store.FindAsync(asking.Key, CancellationToken.None) ?? asking)
        {
            var after = time.GetUtcNow();
            var step = new MessageStep(after, outcome.Name, reason);
            if (await store.SaveAsync(current.Next(current.Delivery.After(outcome, after, Random.Shared.NextDouble(), rules)), step, CancellationToken.None))
                return;
        }
    }

    private async Task AskAsync(Message message, CancellationToken cancellation)
    {
        var memory = channels.TryGetValue(message.Channel, out var channel) ? await channel.AskAsync(message, cancellation) : GatewayMemory.Silent;
        var now = time.GetUtcNow();
        var next = message.Delivery.AfterSilence(memory, now, rules);
        await store.SaveAsync(message.Next(next), next.State == message.Delivery.State ? null : new(now, memory == GatewayMemory.HoldsNothing ? "gateway-holds-nothing" : "no-report", next.Reason), cancellation);
    }

    /// <summary>A gateway that stops answering is told once, and once when it answers again.</summary>
    private void Note(string channel, AttemptOutcome outcome)
    {
        Circuit before, after;
        lock (circuits)
        {
            before = circuits.GetValueOrDefault(channel) ?? new();
            circuits[channel] = after = before.After(outcome, time.GetUtcNow());
        }
        if (after.IsBroken && !before.IsBroken)
            LogDown(channel, after.Reason);
        else if (before.IsBroken && !after.IsBroken)
            LogUp(channel);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The gateway of channel {Channel} takes no messages ({Reason}); they wait")]
    private partial void LogDown(string channel, string? reason);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Information, Message = "The gateway of channel {Channel} takes messages again")]
    private partial void LogUp(string channel);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message = "Channel {Channel} failed in a way that it does not know")]
    private partial void LogBroken(Exception exception, string channel);
}
