using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Runtime.Calendars;

/// <summary>The calendar that this process follows: one reference to a value, exchanged whole when a notice is put into force.</summary>
/// <remarks>Safe to use from several threads. Whoever computes takes <see cref="Now"/> once, so that a question is answered with the calendar before or with the one after.</remarks>
public sealed class CalendarInForce(WorkCalendar first)
{
    private WorkCalendar now = first;

    public WorkCalendar Now => Volatile.Read(ref now);

    /// <summary>Takes in a notice that has been put into force; one that is known already changes nothing.</summary>
    public void Learn(CalendarYear notice)
    {
        WorkCalendar known;
        do known = Now;
        while (Interlocked.CompareExchange(ref now, known.With(notice), known) != known);
    }
}
