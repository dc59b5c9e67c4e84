using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>The machine's clock, moved to another day: it runs on, and a test moves it further.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long shift;

    public ShiftedTime(string day, int hour = 9) => MoveTo(day, hour);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));

    public void MoveTo(string day, int hour = 9) =>
        Interlocked.Exchange(ref shift, (OfficeHours.At(DateOnly.Parse(day, null), new(hour, 0)) - System.GetUtcNow()).Ticks);
}
