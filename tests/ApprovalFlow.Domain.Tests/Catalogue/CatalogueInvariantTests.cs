using ApprovalFlow.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

/// <summary>The published counts of the service centre, and what every flow must keep.</summary>
public sealed class CatalogueInvariantTests
{
    private static readonly ApprovalCatalogue Catalogue = Repository.Catalogue;

    [Fact]
    public void Departments_should_be_34_and_5_service_units_with_6_linked_to_counties()
    {
        Catalogue.Departments.Count(d => d.Kind == "administrative").ShouldBe(34);
        Catalogue.Departments.Count(d => d.Kind == "public-service").ShouldBe(5);
        Catalogue.Departments.Where(d => d.CountyLinkage).Select(d => d.ShortZh).ShouldBe(["国土局", "环保局", "水务局", "农委", "林业局", "安监局"], ignoreOrder: true);
        Catalogue.Departments.Where(d => d.Kind == "administrative").ShouldAllBe(d => Catalogue.ItemsOf(d.Id).Any());
    }

    [Fact]
    public void Items_should_be_31_instant_and_84_promised_with_at_most_7_days_on_average()
    {
        var promised = Catalogue.Items.Where(i => !i.IsInstant).ToList();
        (Catalogue.Items.Count - promised.Count, promised.Count).ShouldBe((31, 84));
        promised.Average(i => i.PromisedDays).ShouldBeLessThanOrEqualTo(7.0);
        Catalogue.Items.ShouldAllBe(i => i.PromisedDays <= i.StatutoryDays && (i.PromisedDays == 0) == i.IsInstant);
    }

    [Fact]
    public void Flows_should_keep_their_promise_on_the_longest_way()
    {
        foreach (var flow in Catalogue.Flows)
        {
            var counted = flow.Steps.Where(s => s.Clock == "counted").ToList();
            counted.Count.ShouldBeLessThanOrEqualTo(5, flow.Code);
            var longest = counted.Where(s => s.ParallelGroup is null).Sum(s => s.LimitDays)
                + counted.Where(s => s.ParallelGroup is not null).GroupBy(s => s.ParallelGroup).Sum(g => g.Max(s => s.LimitDays));
            longest.ShouldBeLessThanOrEqualTo(flow.PromisedDays, flow.Code);
            flow.PromisedDays.ShouldBeLessThanOrEqualTo(Catalogue.Item(flow.ItemCode)!.StatutoryDays, flow.Code);
        }
        Catalogue.Items.ShouldAllBe(i => Catalogue.FlowsOf(i.Code).Max(f => f.PromisedDays) == i.PromisedDays && Catalogue.FlowsOf(i.Code).Count() <= 4);
    }

    [Fact]
    public void Flows_should_have_the_mix_of_the_service_centre()
    {
        int Having(params string[] kinds) => Catalogue.Flows.Count(f => f.Steps.Any(s => kinds.Contains(s.Kind)));

        Catalogue.Flows.Count(f => f.Steps.Where(s => s.ParallelGroup is not null).GroupBy(s => s.ParallelGroup).Any(g => g.Select(s => s.DepartmentId).Distinct().Count() > 1)).ShouldBe(22);
        Having("site-inspection", "joint-inspection").ShouldBe(80);
        Having("expert-review", "test").ShouldBe(38);
        Having("county-preliminary").ShouldBe(17);
        Having("leader-approval").ShouldBe(7);
        Having("verify-commitment").ShouldBe(16);
        Catalogue.Flows.Count(f => f.Steps.Any(s => s.When is not null)).ShouldBe(75);
    }

    [Fact]
    public void Only_countersigns_should_belong_to_another_department() =>
        Catalogue.Flows.SelectMany(f => f.Steps, (f, s) => (Own: s.DepartmentId == Catalogue.Item(f.ItemCode)!.DepartmentId, Countersign: s.Kind == "countersign")).ShouldAllBe(s => s.Own != s.Countersign);
}
