using ApprovalFlow.Runtime.Outbox;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Outbox;

public sealed class WakeSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private readonly WakeSignal signal = new();

    [Fact]
    public async Task Waiter_should_wake_once_however_often_it_was_raised_before()
    {
        for (var i = 0; i < 5; i++)
            signal.Raise();
        await signal.WaitAsync(Long, default);
        var again = signal.WaitAsync(Long, default);
        again.IsCompleted.ShouldBeFalse();
        signal.Raise();
        await again;
    }

    [Fact]
    public async Task Waiter_should_wake_when_it_is_raised_meanwhile()
    {
        var waiting = signal.WaitAsync(Long, default);
        signal.Raise();
        await waiting;
    }

    [Fact]
    public async Task Signal_should_still_wake_when_the_one_before_ran_out_of_time()
    {
        await signal.WaitAsync(TimeSpan.Zero, default);
        signal.Raise();
        await signal.WaitAsync(Long, default);
    }

    [Fact]
    public async Task Waiter_should_stop_when_it_is_cancelled() =>
        await Should.ThrowAsync<OperationCanceledException>(() => signal.WaitAsync(Long, new CancellationToken(canceled: true)));

    /// <summary>Whoever raises first stores something; the waiter must have looked after the last of it.</summary>
    [Fact]
    public async Task Nothing_should_be_missed_when_many_raise_at_once()
    {
        var (stored, seen) = (0, 0);
        var raisers = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                Interlocked.Increment(ref stored);
                signal.Raise();
            }
        })));
        while (seen < 20_000)
        {
            await signal.WaitAsync(Long, default);
            seen = Volatile.Read(ref stored);
        }
        await raisers;
    }
}
