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
    [InlineData("0 0 0 * * 5-7", "2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")]
    // Nearest working day: 15 August 2026 is a Saturday, 15 November a Sunday; 1 August a Saturday, 31 May a Sunday.
    [InlineData("0 0 0 15W * ?", "2026-08-02T00:00:00Z", "2026-08-14T00:00:00Z")]
    [InlineData("0 0 0 15W * ?", "2026-11-02T00:00:00Z", "2026-11-16T00:00:00Z")]
    [InlineData("0 0 0 15W * ?", "2026-07-02T00:00:00Z", "2026-07-15T00:00:00Z")]
    [InlineData("0 0 0 1w 8 ?", "2026-07-02T00:00:00Z", "2026-08-03T00:00:00Z")]
    [InlineData("0 0 0 31W 5 ?", "2026-05-02T00:00:00Z", "2026-05-29T00:00:00Z")]
    [InlineData("0 0 0 31W * ?", "2026-05-30T00:00:00Z", "2026-07-31T00:00:00Z")]
    [InlineData("0 0 0 LW * ?", "2026-01-31T00:00:00Z", "2026-02-27T00:00:00Z")]
    [InlineData("0 0 0 L-3 * ?", "2026-02-01T00:00:00Z", "2026-02-25T00:00:00Z")]
    [InlineData("0 0 0 L-1W * ?", "2026-05-30T12:00:00Z", "2026-06-29T00:00:00Z")]
    [InlineData("0 0 0 5,L * ?", "2026-02-06T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 0 ? * MON#2", "2026-01-06T00:00:00Z", "2026-01-12T00:00:00Z")]
    [InlineData("0 0 0 ? * 1#1,5#3", "2026-01-06T00:00:00Z", "2026-01-16T00:00:00Z")]
    [InlineData("0 0 0 ? * 7#5", "2026-01-01T00:00:00Z", "2026-03-29T00:00:00Z")]
    [InlineData("0 0 0 ? 2 MON#5", "2026-01-01T00:00:00Z", "2044-02-29T00:00:00Z")]
    [InlineData("0 0 0 ? * 5L", "2026-01-24T00:00:00Z", "2026-01-30T00:00:00Z")]
    [InlineData("0 0 0 ? * 5L", "2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z")]
    [InlineData("0 0 0 * * FRIl", "2026-02-01T00:00:00Z", "2026-02-27T00:00:00Z")]
    // Ranges over the end.
    [InlineData("0 0 22-2 * * *", "2026-01-05T02:30:00Z", "2026-01-05T22:00:00Z")]
    [InlineData("0 0 22-2 * * *", "2026-01-05T23:30:00Z", "2026-01-06T00:00:00Z")]
    [InlineData("0 0 22-4/2 * * *", "2026-01-05T00:30:00Z", "2026-01-05T02:00:00Z")]
    [InlineData("0 50-10/20 * * * *", "2026-01-05T00:51:00Z", "2026-01-05T01:10:00Z")]
    [InlineData("0 0 0 28-2 * *", "2026-01-03T00:00:00Z", "2026-01-28T00:00:00Z")]
    [InlineData("0 0 0 1 NOV-FEB ?", "2026-02-02T00:00:00Z", "2026-11-01T00:00:00Z")]
    [InlineData("0 0 0 ? * FRI-MON", "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z")]
    [InlineData("0 0 0 ? * 7-2", "2026-01-06T00:00:00Z", "2026-01-11T00:00:00Z")]
    [InlineData("0 0 0 ? * 7-2", "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")]
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
    [InlineData("0 0-60 * * * *")]
    [InlineData("0 0 0 W * ?")]
    [InlineData("0 0 0 32W * ?")]
    [InlineData("0 0 0 1-5W * ?")]
    [InlineData("0 0 0 L3 * ?")]
    [InlineData("0 0 0 L-31 * ?")]
    [InlineData("0 0 0 ? * MON#6")]
    [InlineData("0 0 0 ? * MON#0")]
    [InlineData("0 0 0 ? * 8#1")]
    [InlineData("0 0 0 ? * #2")]
    [InlineData("0 0 0 ? * 8L")]
    [InlineData("0 0 0 ? * 1-5L")]
    [InlineData("0 5L * * * *")]
    [InlineData("0 */0 * * * *")]
    public void Bad_expressions_should_not_parse(string? text) => CronExpression.TryParse(text).ShouldBeNull();

    [Fact]
    public void Next_should_be_null_when_the_day_never_comes() =>
        CronExpression.TryParse("0 0 0 31 2 ?")!.Next(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBeNull();
}
