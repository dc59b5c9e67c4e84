using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Notifications;

/// <summary>Keeps messages going in a server process.</summary>
public sealed partial class MessageWorker(MessageDispatcher dispatcher, TimeProvider time, ILogger<MessageWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            do
            {
                try
                {
                    while (await dispatcher.DispatchAsync(50, stoppingToken) > 0)
                    {
                    }
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
            // A message whose answer was awaited is found as being sent, and left to its report.
        }
    }

    [LoggerMessage(EventId = 1304, Level = LogLevel.Error, Message = "Looking for messages to send failed; trying again soon")]
    private partial void LogFailed(Exception exception);
}
