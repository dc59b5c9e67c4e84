using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Server.Tests.Hosting;

/// <summary>The machine's clock, set to a Monday morning: at night short messages wait.</summary>
internal sealed class OfficeTime : TimeProvider
{
    private readonly TimeSpan ahead = OfficeHours.At(new(2026, 3, 2), new(10, 0)) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
