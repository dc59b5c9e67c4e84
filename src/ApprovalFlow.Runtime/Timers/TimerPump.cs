using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Runtime.Timers;

/// <summary>Fires due timers as ordinary commands. Whoever ticks calls it; nothing is loaded at start and nothing is kept in between.</summary>
/// <remarks>A timer is claimed for a lease and its row goes with the commit it causes, so a crash in between only fires it again, and
/// a second fire is rejected by the case.</remarks>
public sealed partial class TimerPump(ITimerStore timers, CommandProcessor processor, TimeProvider time, ILogger<TimerPump> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Fires up to <paramref name="batch"/> due timers at once and answers how many were claimed; fewer than asked for means that no more are due.</summary>
    public async Task<int> FireDueAsync(int batch = 100, CancellationToken cancellation = default)
    {
        var due = await timers.ClaimDueAsync(time.GetUtcNow(), Lease, batch, cancellation);
        await Task.WhenAll(due.Select(t => FireAsync(t, cancellation)));
        return due.Count;
    }

    private async Task FireAsync(TimerEntry timer, CancellationToken cancellation)
    {
        using var span = TimerTelemetry.Begin(timer, time.GetUtcNow());
        try
        {
            CaseCommand command = timer.Kind == TimerEntry.Clock ? new CaseCommand.TickClocks() : new CaseCommand.FireTimer(timer.BookmarkId);
            var result = await processor.ExecuteAsync(timer.CaseNumber, command, cancellation: cancellation);
            TimerTelemetry.Ended(span, timer, result switch { CommandResult.Accepted { Records.Count: > 0 } => "fired", CommandResult.Accepted { NextAlarm: not null } => "moved", _ => "unwanted" });
            if (result is CommandResult.Accepted { Records.Count: 0, NextAlarm: { } next })
                await timers.MoveAsync(timer, next, cancellation);
            else if (result is CommandResult.Accepted { Records.Count: 0 })
                await timers.RemoveAsync(timer.CaseNumber, timer.BookmarkId, cancellation);
            else if (result is CommandResult.Rejected { Rejection: var rejection })
            {
                LogRejected(timer.CaseNumber, timer.BookmarkId, rejection.Code);
                // A case that was suspended just now has taken the timer out itself, and may have set it again since.
                if (rejection.Code is not ("case-busy" or "case-suspended"))
                    await timers.RemoveAsync(timer.CaseNumber, timer.BookmarkId, cancellation);
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            span.Fail(e);
            TimerTelemetry.Ended(span, timer, "failed");
            LogFailed(e, timer.CaseNumber, timer.BookmarkId);
        }
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "Timer {Bookmark} of case {Case} was not wanted any more: {Code}")]
    private partial void LogRejected(string @case, string bookmark, string code);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message = "Timer {Bookmark} of case {Case} failed; it comes again when its lease ends")]
    private partial void LogFailed(Exception exception, string @case, string bookmark);
}
