using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Regulation;

/// <summary>Who regulates what, from which day on.</summary>
public sealed class RegulationBookTests
{
    private const string Json = """
        {"version":2,"since":"2026-11-22","claimDays":[{"from":"2026-11-22","days":2},{"from":"2027-01-01","days":1}],"statementDays":[{"from":"2026-11-22","days":5}],
         "rules":[{"department":"a","from":"2026-12-01","regulator":"b"},{"department":"a","from":"2027-03-01","regulator":"a"},{"item":"X-1","from":"2026-12-01","regulator":"c","assist":["b","d"]}]}
        """;

    private static RegulationBook Book(string json = Json)
    {
        var (book, problems) = RegulationBook.Read(json, "regulation.json", ["a", "b", "c", "d"], ["X-1", "X-2"]);
        problems.ShouldBeEmpty();
        return book.ShouldNotBeNull();
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, null);

    [Fact]
    public void Body_that_approves_should_regulate_itself_when_nothing_else_is_named() =>
        Book().Of("X-2", "a", Day("2026-11-30")).ShouldNotBeNull().ShouldSatisfyAllConditions(a => a.Regulator.ShouldBe("a"), a => a.Assist.ShouldBeEmpty(), a => a.ClaimDays.ShouldBe(2), a => a.Version.ShouldBe(2));

    [Theory]
    [InlineData("2026-11-30", "a")]
    [InlineData("2026-12-01", "b")]
    [InlineData("2027-02-28", "b")]
    [InlineData("2027-03-01", "a")]
    public void Switch_should_be_of_the_day_it_names(string day, string regulator) => Book().Of("X-2", "a", Day(day))!.Regulator.ShouldBe(regulator);

    [Fact]
    public void Rule_of_an_item_should_go_before_its_departments() =>
        Book().Of("X-1", "a", Day("2026-12-01")).ShouldNotBeNull().ShouldSatisfyAllConditions(a => a.Regulator.ShouldBe("c"), a => a.Assist.ShouldBe(["b", "d"]));

    [Fact]
    public void Time_to_claim_should_be_that_of_the_day() => Book().Of("X-2", "a", Day("2027-01-01"))!.ClaimDays.ShouldBe(1);

    [Fact]
    public void Decisions_before_the_first_day_should_be_no_packets() => Book().Of("X-2", "a", Day("2026-11-21")).ShouldBeNull();

    [Fact]
    public void Everything_wrong_should_be_named_at_once()
    {
        var (book, problems) = RegulationBook.Read("""
            {"version":0,"since":"soon","claimDays":[],"statementDays":[{"from":"2026-11-22","days":0.3}],
             "rules":[{"from":"2026-12-01","regulator":"z"},{"item":"Y-9","from":"2026-12-01","regulator":"a","assist":["a","b","b"]},{"department":"a","from":"2026-12-01","regulator":"b"},{"department":"a","from":"2026-12-01","regulator":"c"}]}
            """, "regulation.json", ["a", "b", "c"], ["X-1"]);
        book.ShouldBeNull();
        problems.Select(p => p.Path).ShouldBe(
            ["$.version", "$.since", "$.claimDays", "$.statementDays[0].days", "$.rules[0].item", "$.rules[0].regulator", "$.rules[1].item", "$.rules[1].assist", "$.rules[1].assist", "$.rules"], ignoreOrder: true);
    }

    [Fact]
    public void Shipped_book_should_name_bodies_and_items_of_the_catalogue() =>
        ClockFolder.LoadRegulation(Repository.Workflows, Repository.Catalogue).ShouldNotBeNull().Of("GHJ-003", "dept-ghj", Day("2026-11-22"))!.Regulator.ShouldBe("dept-cgj");
}
