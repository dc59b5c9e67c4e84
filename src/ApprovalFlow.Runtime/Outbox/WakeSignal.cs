namespace ApprovalFlow.Runtime.Outbox;

/// <summary>Wakes one waiter. However often it is raised before the waiter looks, one look serves all of it.</summary>
public class WakeSignal
{
    private readonly SemaphoreSlim awake = new(0, 1);
    private int raised;

    /// <summary>Costs next to nothing when it is raised already.</summary>
    public void Raise()
    {
        if (Interlocked.Exchange(ref raised, 1) == 0)
            awake.Release();
    }

    /// <summary>Ends when raised, or after <paramref name="atMost"/>. What was raised before it ends is seen by a look that begins after it.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (await awake.WaitAsync(atMost, cancellation))
            Interlocked.Exchange(ref raised, 0);
    }
}
