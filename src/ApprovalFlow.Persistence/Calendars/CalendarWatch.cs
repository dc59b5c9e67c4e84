using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Calendars;

/// <summary>Lets this process follow the notices that another one has put into force.</summary>
internal sealed partial class CalendarWatch(CalendarNotices notices, TimeProvider time, ILogger<CalendarWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TryAsync(notices.FinishAsync, stoppingToken);
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(notices.LearnAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>A file that is locked or a line that cannot be read must not take the server down, now or at its next start.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        try
        {
            await act(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The calendar's notices could not be read; the ones known go on")]
    private partial void LogFailed(Exception exception);
}
