using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Activities;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Cases;

public sealed class TaskFormTests
{
    private static readonly ActivityType[] Human = [.. ApprovalActivities.AddTo(new ActivityRegistry()).Types.Where(t => t.Behavior is HumanActivity)];

    [Fact]
    public void Every_human_activity_should_have_a_form() => TaskForms.All.Select(f => f.ActivityType).ShouldBe(Human.Select(t => t.TypeName), ignoreOrder: true);

    [Fact]
    public void Fields_should_belong_to_outcomes_that_the_activity_has()
    {
        foreach (var type in Human)
            foreach (var field in TaskForms.For(type.TypeName).Fields)
            {
                field.ShownFor.Concat(field.RequiredFor).Except(type.Outcomes.Select(o => o.Name)).ShouldBeEmpty($"{type.TypeName} {field.Field.Key}");
                field.RequiredFor.Where(o => !field.IsShownFor(o)).ShouldBeEmpty($"{type.TypeName} {field.Field.Key}");
                FormRules.Types.ShouldContain(field.Field.Type);
                field.Field.LabelZh.ShouldNotBeNullOrWhiteSpace();
                field.Field.LabelEn.ShouldNotBeNullOrWhiteSpace();
            }
    }
}
