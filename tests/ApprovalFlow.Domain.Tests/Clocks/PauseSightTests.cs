using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>No clock is stopped in its last days without a supervisor's sight.</summary>
public sealed class PauseSightTests
{
    private static CaseCommand Ask(string from, string kind = "hearing") => new CaseCommand.RequestPause(kind, Day(from), Reviewer) { PlannedEnd = Day(from).AddDays(5), Notice = "听〔2026〕1号" };

    /// <summary>Ten days are promised, until 16 March; twenty by law, until 30 March.</summary>
    [Theory]
    [InlineData("2026-03-10", true)]
    [InlineData("2026-03-11", true)]
    [InlineData("2026-03-12", false)]
    [InlineData("2026-03-16", false)]
    public void Pause_should_need_sight_within_the_last_three_days_of_a_limit(string from, bool free)
    {
        var story = Accepted().At("2026-03-10").Do(Ask(from));
        (story.Desk.Send(new CaseCommand.DecidePause("P1", true, Chief)).Rejection?.Code).ShouldBe(free ? null : "pause-sight-required");
        if (free) return;
        story.Do(new CaseCommand.SightPause("P1", ClockDesk.Supervisor)).Do(new CaseCommand.DecidePause("P1", true, Chief));
        (story.State.Pauses.Single().Status, story.State.Pauses.Single().SightedBy!.UserId).ShouldBe((PauseStatus.Running, "supervisor"));
    }

    [Fact]
    public void Refusal_should_name_the_limit_and_its_last_day()
    {
        var refusal = Accepted().At("2026-03-12").Do(Ask("2026-03-13")).Desk.Send(new CaseCommand.DecidePause("P1", true, Chief)).Rejection!;
        RejectionText.In("zh-CN", refusal).ShouldBe("承诺期限到 2026-03-16 届满，最后 3 个工作日内开始的特别程序须先经效能监督人员知悉。");
    }

    [Fact]
    public void Sight_should_approve_nothing()
    {
        var story = Accepted().At("2026-03-12").Do(Ask("2026-03-13")).Do(new CaseCommand.SightPause("P1", ClockDesk.Supervisor));
        (story.State.Pauses.Single().Status, story.Read(ClockKind.Commit).Due).ShouldBe((PauseStatus.Requested, Day("2026-03-16")));
    }

    [Fact]
    public void Refusing_a_late_pause_should_need_no_sight() =>
        Accepted().At("2026-03-12").Do(Ask("2026-03-13")).Do(new CaseCommand.DecidePause("P1", false, Chief) { Reason = "无须听证" }).State.Pauses.Single().Status.ShouldBe(PauseStatus.Rejected);

    [Fact]
    public void Limit_that_the_kind_does_not_stop_should_not_matter()
    {
        // A survey stops the promise only, and the promise is long over: the last days of the law's limit do not concern it.
        var policy = Accepted().Clocks.Policy with { CommitDays = null };
        var story = Accepted().At("2026-03-26");
        PauseSight.Needed(story.State.Timeline, "site-survey", Day("2026-03-27"), policy, story.Clocks.Calendar, story.Desk.Now).ShouldBeNull();
        PauseSight.Needed(story.State.Timeline, "hearing", Day("2026-03-27"), policy, story.Clocks.Calendar, story.Desk.Now)!.Value.Clock.Kind.ShouldBe(ClockKind.Statutory);
        PauseSight.Needed(story.State.Timeline, "hearing", Day("2026-03-27"), policy with { PauseSightDays = 0 }, story.Clocks.Calendar, story.Desk.Now).ShouldBeNull();
    }
}
