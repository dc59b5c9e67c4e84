using ApprovalFlow.Engine.Scheduling;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Scheduling;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("0 0 * * * *", "2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z")]
    [InlineData("*/15 * * * * *", "2026-01-05T01:00:01Z", "2026-01-05T01:00:15Z")]
    [InlineData("0 30 8 ? * MON-FRI", "2026-01-09T09:00:00Z", "2026-01-12T08:30:00Z")]
    [InlineData("0 0 0 L * ?", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 0 29 2 ?", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 30 9 * * *", "2026-01-05T10:00:00Z", "2026-01-06T09:30:00Z")]
    [InlineData("0 0 12 1,15 JAN,JUL *", "2026-01-02T00:00:00Z", "2026-01-15T12:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")]
    [InlineData("0 0 0 * * 7", "2026-01-05T00:00:00Z", "2026-01-11T00:00:00Z")]
    public void Next_should_be_the_first_occurrence_after(string text, string after, string expected) =>
        CronExpression.TryParse(text)!.Next(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BadCronExpression")]
    [InlineData("* * * *")]
    [InlineData("30 9 * * *")]
    [InlineData("61 * * * * *")]
    [InlineData("0 0 25 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 */0 * * * *")]
    public void Bad_expressions_should_not_parse(string? text) => CronExpression.TryParse(text).ShouldBeNull();

    [Fact]
    public void Next_should_be_null_when_the_day_never_comes() =>
        CronExpression.TryParse("0 0 0 31 2 ?")!.Next(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBeNull();
}
