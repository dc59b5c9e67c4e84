using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Boards;

/// <summary>Keeps the boards up in a server process: every few seconds what moved here, every minute what others moved.</summary>
internal sealed partial class BoardWorker(BoardKeeper keeper, TimeProvider time, ILogger<BoardWorker> logger) : BackgroundService
{
    /// <summary>Several commands of one case within one turn cost one reckoning.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2), Sweep = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? swept = null;
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            do
            {
                try
                {
                    var sweep = swept is not { } last || time.GetUtcNow() - last >= Sweep;
                    await keeper.KeepAsync(sweep, stoppingToken);
                    if (sweep)
                        swept = time.GetUtcNow();
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
        }
    }

    [LoggerMessage(EventId = 2012, Level = LogLevel.Error, Message = "The boards stumbled; they are kept up again soon")]
    private partial void LogFailed(Exception exception);
}
