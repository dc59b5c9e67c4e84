using ApprovalFlow.Domain.Retention;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Retention;

public sealed class RetentionScheduleTests
{
    private static readonly string Json = File.ReadAllText(Path.Combine(Repository.Workflows, "retention", "schedule.v1.json"));

    [Fact]
    public void Schedule_should_say_how_long_each_kind_is_kept_and_why()
    {
        var schedule = RetentionSchedule.Read(Json, "schedule.v1.json").Schedule.ShouldNotBeNull();
        schedule.Rules.ShouldAllBe(r => r.Basis.Count > 0 && r.Words.Zh.Length > 0 && r.Words.En.Length > 0);
        schedule.TermOf(RetentionSchedule.Commands).ToString().ShouldBe("P30D");
        schedule.Earliest(RetentionSchedule.Case, new(2057, 1, 1)).ShouldBe(new DateOnly(2047, 1, 1));
        RetentionTerm.Read("P6M")!.EndsOn(new(2026, 8, 31)).ShouldBe(new DateOnly(2027, 2, 28));
        RetentionTerm.Permanent.EndsOn(new(2026, 1, 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"P30D\"", "\"30 days\"", "$.rules[8].keep")]
    [InlineData("\"P30D\"", "\"permanent\"", "Expected one rule of 'commands' with a term that ends")]
    [InlineData("\"P30D\"", "\"P0D\"", "$.rules[8].keep")]
    [InlineData("\"keep\": \"P30D\", \"from\": \"written\"", "\"keep\": \"P30D\", \"from\": \"closed\"", "Expected 'commands' to be counted from when it was written")]
    [InlineData("\"keep\": \"P5Y\", \"from\": \"closed\"", "\"keep\": \"P5Y\", \"from\": \"written\"", "Expected 'messages' to be counted from the end of its case")]
    [InlineData("\"kind\": \"messages\"", "\"kind\": \"letters\"", "$.rules[5].kind")]
    [InlineData("\"kind\": \"messages\"", "\"kind\": \"papers\"", "Expected the last rule of 'messages'")]
    [InlineData("\"code\": \"notices\"", "\"code\": \"commands\"", "'commands' is there twice")]
    [InlineData("\"code\": \"term-ended\"", "\"code\": \"term-over\"", "Expected the ground 'term-ended'")]
    [InlineData("\"version\": 1", "\"version\": 0", "$.version")]
    public void Every_mistake_should_be_named(string right, string wrong, string named) =>
        RetentionSchedule.Read(Json.Replace(right, wrong, StringComparison.Ordinal), "schedule.v1.json").Problems.ShouldContain(p => p.ToString().Contains(named, StringComparison.Ordinal));

    [Fact]
    public void Key_that_tells_its_time_should_be_past_with_the_window_and_no_other_key_ever()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var oldest = now.AddDays(-30);
        string Key(DateTimeOffset at) => "u-1:" + Guid.CreateVersion7(at);
        KeyWindow.TimeOf(Key(now)).ShouldBe(now);
        (KeyWindow.IsPast(Key(oldest.AddMilliseconds(-1)), oldest), KeyWindow.IsPast(Key(oldest), oldest)).ShouldBe((true, false));
        KeyWindow.FateOf(Key(oldest.AddMilliseconds(-1)), now, oldest).ShouldBe(KeyFate.Forgotten);
        // A row is old, its key is not yet: it could still be taken for new.
        KeyWindow.FateOf(Key(oldest), now, oldest).ShouldBe(KeyFate.Kept);
        KeyWindow.FateOf(Key(now.AddYears(3)), now, oldest).ShouldBe(KeyFate.Emptied);
        // A number that only looks like a time far ahead tells none.
        foreach (var other in new[] { "u-1:first", "u-1:" + Guid.NewGuid(), "u-1:" + new string('7', 32) })
            (KeyWindow.FateOf(other, now, oldest), KeyWindow.IsPast(other, now)).ShouldBe((KeyFate.Emptied, false), other);
        (KeyWindow.IsPersons("u-1:a/b"), KeyWindow.IsPersons("trip/T-1/3"), KeyWindow.IsPersons("migrate/p:1/c"), KeyWindow.IsPersons("plain")).ShouldBe((true, false, false, false));
    }
}
