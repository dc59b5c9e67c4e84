using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

public sealed class CardRulesTests
{
    private const string Empty = """{"version":1,"orderReplyDays":1,"noticeGraceDays":1,"escalation":["chief-representative"],"clocks":[CLOCKS],"triggers":[TRIGGERS],"items":[ITEMS]}""";

    private static (CardRules? Rules, IReadOnlyList<string> Problems) Read(string clocks = "", string triggers = "", string items = "")
    {
        var (rules, problems) = CardRules.Read(Empty.Replace("CLOCKS", clocks, StringComparison.Ordinal).Replace("TRIGGERS", triggers, StringComparison.Ordinal).Replace("ITEMS", items, StringComparison.Ordinal), "rules.json");
        return (rules, [.. problems.Select(p => p.ToString())]);
    }

    [Fact]
    public void Shipped_rules_should_be_the_defaults_of_practice()
    {
        var rules = Repository.Clocks.Cards;
        rules.Of("x", ClockKind.Commit).Select(r => (r.Level, r.When)).ShouldBe([(CardLevel.Warn, CardWhen.Left), (CardLevel.Yellow, CardWhen.Used), (CardLevel.Red, CardWhen.Exceeded)]);
        rules.Of("x", ClockKind.Statutory).Single(r => r.Level == CardLevel.DeepRed).Order.ShouldBeTrue();
        rules.Of("x", ClockKind.Step).Single().ShouldBe(new CardRule(ClockKind.Step, CardLevel.Yellow, CardWhen.Exceeded, 0, 0, false));
        rules.Of("x", ClockKind.County).Select(r => (r.Level, r.When, r.Order)).ShouldBe([(CardLevel.Warn, CardWhen.Left, false), (CardLevel.Red, CardWhen.Exceeded, true)]);
        rules.Of("x", ClockKind.Leader).Select(r => (r.Level, r.When, r.Order)).ShouldBe([(CardLevel.Warn, CardWhen.Left, false), (CardLevel.Yellow, CardWhen.Exceeded, false)]);
        CardSign.Triggers.ShouldAllBe(t => rules.Of(t) != null);
        rules.Of("x", ClockKind.RegulatorClaim).ShouldBe([new CardRule(ClockKind.RegulatorClaim, CardLevel.Red, CardWhen.Exceeded, 0, 0, true)]);
        (rules.OrderReplyDays, rules.Version).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData(20, 16)]
    [InlineData(10, 8)]
    [InlineData(3, 1.5)]
    [InlineData(1, 0.5)]
    public void Warning_should_come_at_two_days_or_a_fifth_left_but_never_before_half_is_used(double limit, double used) =>
        Repository.Clocks.Cards.Of("x", ClockKind.Commit)[0].UsedOf(limit).ShouldBe(used);

    [Fact]
    public void Limit_of_less_than_a_day_should_only_run_out() => Repository.Clocks.Cards.Of("x", ClockKind.Commit).Select(r => r.UsedOf(0.5)).ShouldAllBe(u => u == null);

    [Fact]
    public void Item_should_have_rules_of_its_own_for_the_clocks_that_it_names()
    {
        var (rules, problems) = Read("""{"clock":"COMMIT","level":"red","when":"exceeded"},{"clock":"STEP","level":"yellow","when":"exceeded"}""", items: """{"item":"A-1","clocks":[{"clock":"COMMIT","level":"yellow","when":"used","share":50}]}""");
        problems.ShouldBeEmpty();
        rules!.Of("A-1", ClockKind.Commit).Single().Share.ShouldBe(0.5);
        rules.Of("A-1", ClockKind.Step).Single().Level.ShouldBe(CardLevel.Yellow);
        rules.Of("A-2", ClockKind.Commit).Single().Level.ShouldBe(CardLevel.Red);
    }

    [Theory]
    [InlineData("""{"clock":"LUNCH","level":"red","when":"exceeded"}""", "", "code of a clock")]
    [InlineData("""{"clock":"STEP","level":"pink","when":"exceeded"}""", "", "'warn', 'yellow', 'red' or 'deep-red'")]
    [InlineData("""{"clock":"STEP","level":"red","when":"never"}""", "", "'left', 'used' or 'exceeded'")]
    [InlineData("""{"clock":"STEP","level":"red","when":"left"}""", "", "days or a share")]
    [InlineData("""{"clock":"STEP","level":"red","when":"used","share":120}""", "", "from 0 to 100")]
    [InlineData("""{"clock":"STEP","level":"red","when":"exceeded"},{"clock":"STEP","level":"red","when":"used","share":90}""", "", "one rule")]
    [InlineData("", """{"trigger":"rain","level":"red"}""", "known trigger")]
    [InlineData("", """{"trigger":"second-notice","level":"red"},{"trigger":"second-notice","level":"red"}""", "each trigger once")]
    public void Broken_rule_should_be_named_with_its_place(string clocks, string triggers, string says)
    {
        var (rules, problems) = Read(clocks, triggers);
        rules.ShouldBeNull();
        problems.ShouldContain(p => p.Contains(says, StringComparison.Ordinal) && p.Contains("$.", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_no_json_should_be_refused() => CardRules.Read("{", "rules.json").Problems.Single().Message.ShouldStartWith("Expected JSON");

    [Fact]
    public void Policy_of_an_item_should_differ_where_it_says_so()
    {
        var (policies, problems) = ClockPolicies.Read(
            """{"version":1,"firstDayCounted":false,"applicantDaysAreCalendarDays":true,"supplementStopsCommit":false,"pauseEndsAtItsPlan":true,"items":[{"item":"NYJ-001","joint":true,"jointDays":45,"supplementStopsCommit":true}]}""",
            "policy.json", Repository.Procedures);
        problems.ShouldBeEmpty();
        var policy = policies!.Of(Domain.Tests.Cases.CaseSamples.Item, Domain.Tests.Cases.CaseSamples.Flow);
        (policy.Joint, policy.BaseDays(ClockKind.Joint), policy.SupplementStopsCommit, policy.FirstDayCounted).ShouldBe((true, 45, true, false));
        ClockPolicies.Read("""{"version":1}""", "policy.json", Repository.Procedures).Problems.Count.ShouldBeGreaterThan(3);
    }
}
