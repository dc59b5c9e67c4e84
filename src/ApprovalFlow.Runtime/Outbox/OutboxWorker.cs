using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Outbox;

/// <summary>Keeps the dispatcher running in a server process.</summary>
public sealed partial class OutboxWorker(OutboxDispatcher dispatcher, OutboxSignal signal, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await dispatcher.DispatchAsync(100, stoppingToken) > 0)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await signal.WaitAsync(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Looking for outbox messages failed; trying again soon")]
    private partial void LogFailed(Exception exception);
}
