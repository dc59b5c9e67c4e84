using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Retention;

public sealed class RemovalRulesTests
{
    private static readonly RetentionSchedule Schedule = Read();
    private static readonly DateOnly Closed = new(2026, 11, 23), Ended = new(2057, 1, 1);
    private static readonly RetainedCase Over = new("R-1", "FGW-001", "dept-fgw", "approved", Closed) { ApplicantName = "示例申请人", ApplicantUserId = "u-applicant" };
    private static readonly ActorStamp Somebody = new("u-1", "管理员");

    private static RetentionSchedule Read()
    {
        var (schedule, problems) = RetentionSchedule.Read(File.ReadAllText(Path.Combine(Repository.Workflows, "retention", "schedule.v1.json")), "schedule.v1.json");
        problems.ShouldBeEmpty();
        return schedule!;
    }

    private static IEnumerable<string> WhyNot(RetainedCase @case, RedactionState? state = null, RemovalScope scope = RemovalScope.Case, string? ground = null, DateOnly? today = null) =>
        RemovalRules.WhyNot(@case, state ?? RedactionState.Empty, scope, ground is null ? null : Schedule.Ground(ground), Schedule, today ?? Ended).Select(r => r.Code);

    [Fact]
    public void Term_should_end_thirty_years_after_the_new_year_that_follows_the_end_of_the_case()
    {
        WhyNot(Over, today: Ended.AddDays(-1)).ShouldBe(["removal-term-runs"]);
        WhyNot(Over).ShouldBeEmpty();
        WhyNot(Over with { Result = "withdrawn" }, today: new(2036, 12, 31)).ShouldBe(["removal-term-runs"]);
        WhyNot(Over with { Result = "withdrawn" }, today: new(2037, 1, 1)).ShouldBeEmpty();
        WhyNot(Over, scope: RemovalScope.Messages, today: new(2031, 11, 22)).ShouldBe(["removal-term-runs"]);
        WhyNot(Over, scope: RemovalScope.Messages, today: new(2031, 11, 23)).ShouldBeEmpty();
        WhyNot(Over with { Result = "withdrawn" }, scope: RemovalScope.Papers, today: new(2028, 11, 23)).ShouldBeEmpty();
    }

    [Fact]
    public void What_an_archive_keeps_for_ever_should_never_be_due()
    {
        var permit = Over with { ItemCode = "GHJ-001", DepartmentId = "dept-ghj" };
        WhyNot(permit, today: new(2900, 1, 1)).ShouldBe(["removal-permanent"]);
        WhyNot(permit, ground: "person-asks", today: new(2900, 1, 1)).ShouldBe(["removal-permanent"]);
        WhyNot(permit, ground: "court-order").ShouldBeEmpty();
        WhyNot(permit with { Result = "refused" }).ShouldBeEmpty();
    }

    [Fact]
    public void Wish_should_not_shorten_a_term_but_unlawful_handling_or_a_court_should()
    {
        WhyNot(Over, ground: "person-asks", today: Closed).ShouldBe(["removal-term-runs"]);
        WhyNot(Over, ground: "unlawful", today: Closed).ShouldBeEmpty();
        WhyNot(Over, ground: "court-order", today: Closed).ShouldBeEmpty();
    }

    [Fact]
    public void Open_case_should_never_lose_anything()
    {
        foreach (var scope in Enum.GetValues<RemovalScope>())
            WhyNot(Over with { ClosedOn = null }, scope: scope, ground: "court-order").ShouldBe(["removal-case-open"]);
    }

    [Fact]
    public void Everything_in_the_way_should_be_named()
    {
        var held = RedactionState.Empty.Evolve(new(1, default, new RedactionEvent.HoldPlaced("行政复议受理通知", "待结", Somebody)));
        WhyNot(Over, held).ShouldBe(["removal-held"]);
        WhyNot(Over, held.Evolve(new(2, default, new RedactionEvent.HoldLifted("已结", Somebody)))).ShouldBeEmpty();
        WhyNot(Over with { OpenCards = 1 }).ShouldBe(["removal-supervised"]);
        WhyNot(Over with { RevocationPending = true }).ShouldBe(["removal-revocation-pending"]);
        WhyNot(Over with { PendingWords = 2 }).ShouldBe(["removal-words-pending"]);
        WhyNot(Over with { Uncovered = 3 }).ShouldBe(["removal-not-on-ledger"]);
        WhyNot(Over with { OpenBeside = "R-2" }).ShouldBe(["removal-beside-open"]);
        WhyNot(Over with { Broken = "event 3" }).ShouldBe(["removal-not-verified"]);
        WhyNot(Over with { OpenCards = 1, Uncovered = 1, RevocationPending = true }, held, today: Closed).Count().ShouldBe(5);
        // A court does not make a chain whole, nor lift a hold.
        WhyNot(Over with { Uncovered = 1 }, held, ground: "court-order").ShouldBe(["removal-held", "removal-not-on-ledger"]);
    }

    [Fact]
    public void What_is_gone_should_not_go_again()
    {
        var removed = RedactionState.Fold(
        [
            new(1, default, new RedactionEvent.RedactionAsked(RemovalScope.Papers, "term-ended", "依据", "理由", Somebody)), new(2, default, new RedactionEvent.RedactionAgreed(1, new("u-2", "审计员"))),
            new(3, default, new RedactionEvent.ContentRemoved(1, RemovalScope.Papers, "运维员", 1, [], [], [], 0)),
        ]);
        WhyNot(Over, removed, RemovalScope.Papers).ShouldBe(["removal-done"]);
        WhyNot(Over, removed).ShouldBeEmpty();
        removed.Removals.Single().IsLawful.ShouldBeTrue();
        removed.Stage.ShouldBe(RedactionStage.Removed);
    }
}
