using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Simulation;

public sealed class SampleFormTests
{
    [Fact]
    public void Sample_form_of_every_item_should_be_valid()
    {
        foreach (var item in Repository.Catalogue.Items)
            FormRules.Validate(item.FormFields, SampleForm.Of(item)).ShouldBeEmpty(item.Code);
    }

    [Fact]
    public void Sample_form_should_make_every_condition_true_and_false()
    {
        foreach (var flow in Repository.Catalogue.Flows)
            foreach (var text in flow.Steps.Select(s => s.When).Append(flow.EligibleWhen).OfType<string>())
                foreach (var holds in new[] { true, false })
                {
                    var item = Repository.Catalogue.Item(flow.ItemCode)!;
                    var condition = Condition.Parse(text).Condition!;
                    var form = SampleForm.Where(item, [(condition, holds)]).ShouldNotBeNull($"{flow.Code} {text} {holds}");
                    condition.Holds(form).ShouldBe(holds);
                    FormRules.Validate(item.FormFields, form).ShouldBeEmpty(flow.Code);
                }
    }

    [Fact]
    public void Sample_form_should_be_absent_when_the_wishes_contradict()
    {
        var flow = Repository.Catalogue.Flows.First(f => f.EligibleWhen is not null);
        var condition = Condition.Parse(flow.EligibleWhen!).Condition!;

        SampleForm.Where(Repository.Catalogue.Item(flow.ItemCode)!, [(condition, true), (condition, false)]).ShouldBeNull();
    }
}
