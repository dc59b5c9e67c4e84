namespace ApprovalFlow.Runtime.Outbox;

/// <summary>Wakes the dispatcher when this process stored a message, so that delivery does not wait for the next look.</summary>
public sealed class OutboxSignal
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Raised already and not yet seen: one look serves both.
        }
    }

    /// <summary>Ends when raised, or after <paramref name="atMost"/>: another process's messages, and postponed ones, are found by looking.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => raised.WaitAsync(atMost, cancellation);
}
