using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>What was stored at one instant, from the event with which a command begins. Where two commands fell into one millisecond the second one's events are at its end.</summary>
internal sealed class RecordedLine(IReadOnlyList<RecordedEvent> events, int start, int end)
{
    public int Count => end - start;
    public DateTimeOffset At => events[start].At;
    public CaseEvent this[int index] => events[start + index].Event;
    public RecordedEvent Stored(int index) => events[start + index];
    public RecordedLine From(int index) => new(events, start + index, end);

    /// <summary>The events of one kind, the others not even read.</summary>
    public IEnumerable<TEvent> All<TEvent>(string name) where TEvent : CaseEvent
    {
        for (var i = start; i < end; i++)
            if (events[i].Name == name) yield return (TEvent)events[i].Event;
    }

    public IEnumerable<CaseRecord> Records()
    {
        for (var i = start; i < end; i++) yield return events[i].Record;
    }
}
