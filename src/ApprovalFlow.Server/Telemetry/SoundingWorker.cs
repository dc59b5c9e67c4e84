using System.Diagnostics.Metrics;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Persistence.Supervision;
using ApprovalFlow.Runtime.Telemetry;
using ApprovalFlow.Server.Feeding;
using ApprovalFlow.Server.Hosting;

namespace ApprovalFlow.Server.Telemetry;

/// <summary>Takes the figures that must be asked for: what waits and since when. Asked once in an interval, however many look at them, and not at all while nobody does.</summary>
internal sealed partial class SoundingWorker(SoundingQuery soundings, FeedDesk feed, EngineHeartbeat heartbeat, LedgerState ledger, DiskSpace disk, TelemetryOptions options, TimeProvider time, ILogger<SoundingWorker> logger) : BackgroundService
{
    private static readonly Gauge<double> Outbox = Instruments.Gauge("approvalflow.outbox.waiting", "{message}", "Effects not delivered yet; counts of what waits stop at 10,000.");
    private static readonly Gauge<double> OutboxAge = Instruments.Gauge("approvalflow.outbox.age", "s", "How long the oldest effect has been waiting; 0: none waits.");
    private static readonly Gauge<double> Timers = Instruments.Gauge("approvalflow.timers.late", "{timer}", "Timers whose instant has passed and that nobody has taken.");
    private static readonly Gauge<double> TimersAge = Instruments.Gauge("approvalflow.timers.overdue", "s", "How long the latest of them has been due; 0: none is.");
    private static readonly Gauge<double> Tasks = Instruments.Gauge("approvalflow.tasks.open", "{task}", "Open tasks in inboxes.");
    private static readonly Gauge<double> Incidents = Instruments.Gauge("approvalflow.incidents.open", "{incident}", "Steps that wait for an administrator.");
    private static readonly Gauge<double> Cards = Instruments.Gauge("approvalflow.cards.open", "{card}", "Supervision cards that somebody still has to answer.", "level");
    private static readonly Gauge<double> Messages = Instruments.Gauge("approvalflow.messages.waiting", "{message}", "Messages to people that are not through yet, and those given up (dead).", "channel", "state");
    private static readonly Gauge<double> MessagesAge = Instruments.Gauge("approvalflow.messages.age", "s", "How long the oldest message of a channel has been waiting, dead ones left out; 0: none waits.", "channel");
    private static readonly Gauge<double> FeedHead = Instruments.Gauge("approvalflow.feed.head", "{entry}", "The highest number of the feed.");
    private static readonly Gauge<double> FeedBehind = Instruments.Gauge("approvalflow.feed.behind", "{entry}", "Entries that a receiver has not confirmed.", "receiver");
    private static readonly Gauge<double> FeedLag = Instruments.Gauge("approvalflow.feed.lag", "s", "How long the oldest of them could have left; 0: it has everything.", "receiver");
    private static readonly Gauge<double> FeedStopped = Instruments.Gauge("approvalflow.feed.stopped", "1", "1: the receiver refused so often that a person must look (dead letters).", "receiver");
    private static readonly Gauge<double> LedgerAge = Instruments.Gauge("approvalflow.ledger.age", "s", "How long ago the last page of the ledger was closed.");
    private static readonly Gauge<double> LedgerFaults = Instruments.Gauge("approvalflow.ledger.faults", "{fault}", "Chains that were found broken when this process last closed a page.");
    private static readonly Gauge<double> Silence = Instruments.Gauge("approvalflow.engine.silence", "s", "How long due timers have not been looked for.");
    private static readonly Gauge<double> Disk = Instruments.Gauge("approvalflow.disk.free", "By", "Free space where the SQLite file lies.");

    private static readonly DeliveryState[] Waiting = [DeliveryState.Queued, DeliveryState.HeldQuiet, DeliveryState.HeldLimit, DeliveryState.Sending, DeliveryState.Unknown, DeliveryState.Failed, DeliveryState.Dead];
    private static readonly string[] Levels = ["warn", "yellow", "red", "deep-red"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.IntervalSeconds), time);
        try
        {
            do
            {
                try
                {
                    await TakeAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    internal async Task TakeAsync(CancellationToken cancellation)
    {
        var found = await soundings.TakeAsync(cancellation);
        var now = time.GetUtcNow();
        double AgeOf(DateTimeOffset? since) => since is { } at ? Math.Max(0, (now - at).TotalSeconds) : 0;
        Outbox.Record(found.OutboxWaiting);
        OutboxAge.Record(AgeOf(found.OutboxSince));
        Timers.Record(found.TimersLate);
        TimersAge.Record(AgeOf(found.TimersSince));
        Tasks.Record(found.OpenTasks);
        Incidents.Record(found.OpenIncidents);
        // What has gone is told as 0, or its last figure would stand for ever.
        foreach (var level in Levels.Union(found.OpenCards.Keys))
            Cards.Record(found.OpenCards.GetValueOrDefault(level), new KeyValuePair<string, object?>("level", level));
        foreach (var channel in MessageChannels.Outside)
        {
            var some = found.Messages.Where(m => m.Channel == channel).ToList();
            foreach (var state in Waiting)
                Messages.Record(some.Find(m => m.State == state)?.Count ?? 0, new("channel", channel), new("state", NameOf(state)));
            MessagesAge.Record(AgeOf(some.Where(m => m.State != DeliveryState.Dead).Min(m => (DateTimeOffset?)m.Since)), new KeyValuePair<string, object?>("channel", channel));
        }
        foreach (var receiver in await feed.ListAsync(cancellation))
        {
            var tag = new KeyValuePair<string, object?>("receiver", receiver.Name);
            FeedHead.Record(receiver.Head);
            if (!receiver.IsPushed)
                continue;
            FeedBehind.Record(receiver.Behind, tag);
            FeedLag.Record(AgeOf(receiver.WaitingSince), tag);
            FeedStopped.Record(receiver.Delivery.Stopped ? 1 : 0, tag);
        }
        if (found.LastLedgerPage is not null)
            LedgerAge.Record(AgeOf(found.LastLedgerPage));
        LedgerFaults.Record(ledger.Problems.Count);
        Silence.Record(heartbeat.Silence.TotalSeconds);
        if (disk.Free is { } free)
            Disk.Record(free);
    }

    private static string NameOf(DeliveryState state) => state switch { DeliveryState.HeldQuiet => "held-quiet", DeliveryState.HeldLimit => "held-limit", _ => state.ToString().ToLowerInvariant() };

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message = "The figures of what waits could not be taken; the last ones stand")]
    private partial void LogFailed(Exception exception);
}
