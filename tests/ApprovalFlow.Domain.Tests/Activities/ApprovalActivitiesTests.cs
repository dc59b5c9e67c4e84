using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Activities;

public sealed class ApprovalActivitiesTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(new ActivityRegistry());

    [Fact]
    public void Activity_types_should_be_these() =>
        Registry.Types.Select(t => t.TypeName).ShouldBe(
        [
            "Approval.Accept", "Approval.CloseCase", "Approval.Correction", "Approval.Countersign", "Approval.CountyPreliminaryReview", "Approval.DeadlineTimer",
            "Approval.Decide", "Approval.Deliver", "Approval.ExpertReview", "Approval.Fee", "Approval.Hearing", "Approval.Issue", "Approval.JointInspection",
            "Approval.LeaderApproval", "Approval.Notify", "Approval.Publicity", "Approval.Review", "Approval.SiteInspection", "Approval.Testing", "Approval.VerifyCommitment",
        ]);

    [Fact]
    public void Every_type_should_be_described_for_a_designer_in_both_languages()
    {
        foreach (var type in Registry.Types)
        {
            foreach (var text in new[] { type.DisplayName, type.Description }.Concat(type.Outcomes.Select(o => o.DisplayName)).Concat(type.Inputs.Select(i => i.DisplayName)))
            {
                text.Zh.ShouldNotBeNullOrWhiteSpace(type.TypeName);
                text.En.ShouldNotBeNullOrWhiteSpace(type.TypeName);
                text.Zh.ShouldNotBe(text.En, type.TypeName);
            }
            type.Icon.ShouldNotBe("activity", type.TypeName);
            type.Category.ShouldBe("Approval");
            type.Outcomes.Select(o => o.Name).ShouldBeUnique();
            type.Inputs.Select(i => i.Name).ShouldBeUnique();
        }
    }

    [Fact]
    public void Human_types_should_open_tasks_with_role_department_region_and_limit()
    {
        foreach (var type in Registry.Types.Where(t => t.Behavior is HumanActivity))
        {
            foreach (var name in new[] { "nameZh", "nameEn", "role", "departmentId", "region", "limitDays", "clock", "duty", "outcomes" })
                type.Inputs.ShouldContain(i => i.Name == name, type.TypeName);
            type.Outcomes.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Every_kind_of_step_should_have_its_activity_type() =>
        StepKind.All.Where(k => Registry.Find(k.ActivityType)?.Behavior is not HumanActivity).ShouldBeEmpty();
}
