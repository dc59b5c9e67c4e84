using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Server.Feeding;

/// <summary>Keeps the feed going in a server process: lines get their numbers as they are stored, and go out.</summary>
public sealed partial class FeedWorker(FeedSequencer sequencer, FeedPusher pusher, FeedPulse pulse, FeedOptions options, TimeProvider time, ILogger<FeedWorker> logger) : BackgroundService
{
    /// <summary>What other processes stored is found within this.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1), Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Receivers.Count == 0)
            return;
        await Task.WhenAll([NumberAsync(stoppingToken), .. options.Receivers.Where(r => r.Url.Length > 0).Select(r => PushAsync(r, stoppingToken))]);
    }

    private async Task NumberAsync(CancellationToken stopping)
    {
        var moved = new WakeSignal();
        sequencer.Heard += moved.Raise;
        DateTimeOffset? swept = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var sweep = swept is not { } last || time.GetUtcNow() - last >= Sweep;
                if (await sequencer.SequenceAsync(sweep, stopping) is > 0 and var lines)
                {
                    FeedTelemetry.Counted(lines);
                    pulse.Beat();
                }
                if (sweep)
                    swept = time.GetUtcNow();
                await moved.WaitAsync(Look, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.WhenAny(Task.Delay(Look, time, stopping));
            }
        }
        sequencer.Heard -= moved.Raise;
    }

    private async Task PushAsync(FeedReceiver receiver, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await pusher.PushAsync(receiver, stopping))
                {
                }
                await pulse.WaitAsync(Look, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.WhenAny(Task.Delay(Look, time, stopping));
            }
        }
    }

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "The feed stumbled; it goes on soon")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Wakes whoever waits for something new in the feed.</summary>
public sealed class FeedPulse
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Beat() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Until something new got its number, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        try
        {
            await next.Task.WaitAsync(longest, cancellation);
        }
        catch (TimeoutException)
        {
            // Another process may have numbered: look.
        }
    }
}
