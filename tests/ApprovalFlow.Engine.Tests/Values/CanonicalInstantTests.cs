using System.Globalization;
using ApprovalFlow.Engine.Values;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Values;

public sealed class CanonicalInstantTests
{
    /// <summary>What is written by hand is what the documented format says, for any instant and offset.</summary>
    [Fact]
    public void Instant_should_be_spelled_as_its_format_says()
    {
        var random = new Random(20261122);
        Span<char> written = stackalloc char[24];
        for (var i = 0; i < 20_000; i++)
        {
            var at = new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60)));
            CanonicalInstant.Write(at, written);
            new string(written).ShouldBe(at.UtcDateTime.ToString(CanonicalInstant.Format, CultureInfo.InvariantCulture));
        }
    }
}
