using System.Collections;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Events that were sealed together: each is a piece of the line that the journal stores of them, so that nothing is copied.</summary>
/// <param name="line">A JSON array of <c>[name,version,data]</c>, UTF-8.</param>
public sealed class SealedEvents(byte[] line, StoredEvent[] events) : IReadOnlyList<StoredEvent>
{
    public byte[] Line => line;
    public int Count => events.Length;
    public StoredEvent this[int index] => events[index];
    public IEnumerator<StoredEvent> GetEnumerator() => ((IEnumerable<StoredEvent>)events).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
