using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Boards;

/// <summary>Keeps the boards up in a server process: every few seconds what moved here, every minute what others moved.</summary>
internal sealed partial class BoardWorker(BoardKeeper keeper, TimeProvider time, ILogger<BoardWorker> logger) : BackgroundService
{
    /// <summary>Several commands of one case within one turn cost one reckoning.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2), Sweep = TimeSpan.FromMinutes(1);
    /// <summary>A server that starts is wanted for other things first.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? swept = null;
        var begun = time.GetUtcNow();
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            do
            {
                try
                {
                    var sweep = time.GetUtcNow() is var now && (swept is { } last ? now - last >= Sweep : now - begun >= Settling);
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
