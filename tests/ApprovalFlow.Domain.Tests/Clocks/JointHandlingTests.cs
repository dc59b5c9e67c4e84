using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>统一、联合、集中办理: forty-five days, and fifteen more by the head of the government (行政许可法 第四十二条第二款).</summary>
public sealed class JointHandlingTests
{
    private static readonly Domain.Catalogue.ApprovalItem Joint = Item with { Code = "GHJ-001" };

    /// <summary>The master data say that the item is handled jointly; the flow and its people are those of the other stories.</summary>
    private static ClockDesk Story()
    {
        Repository.Clocks.Of(Repository.Catalogue.Item("GHJ-001")!, Repository.Catalogue.Flow("GHJ-001-A")!).Policy.Joint.ShouldBeTrue("the shipped choices name it");
        var flow = Flow with { ItemCode = Joint.Code };
        var desk = new CaseDesk(FlowSketch.Parallel().Compile(), flow, Joint) { Now = Domain.Calendars.OfficeHours.At(Day("2026-03-02"), new(9, 0)) };
        desk.Do(new CaseCommand.Register(Number, flow.Code, desk.Hash, Company, CaseSamples.Form(), Papers, Clerk) { CountyCode = "140105" }).Complete("accept", Clerk, "Accept");
        return new ClockDesk(desk);
    }

    [Fact]
    public void Joint_item_should_have_the_joint_limit_instead_of_the_statutory_one()
    {
        var story = Story();
        (story.Read(ClockKind.Joint).LimitDays, story.Read(ClockKind.Joint).Due).ShouldBe((45, story.Clocks.Calendar.Due(Day("2026-03-02"), 45).Day));
        ClockBook.Compute(story.State.Timeline, story.Clocks.Policy, story.Clocks.Calendar, story.Desk.Now).ShouldNotContain(r => r.Kind == ClockKind.Statutory);
    }

    [Fact]
    public void Extension_should_be_the_government_heads_and_fifteen_days_at_most()
    {
        var story = Story().At("2026-03-04");
        story.Code(new CaseCommand.RequestExtension("STATUTORY", 10, "涉及六个部门", Reviewer)).ShouldBe("extension-before-acceptance");
        story.Code(new CaseCommand.RequestExtension("JOINT", 16, "涉及六个部门", Reviewer)).ShouldBe("extension-too-long");
        story.Do(new CaseCommand.RequestExtension("JOINT", 15, "涉及六个部门", Reviewer));
        story.Code(new CaseCommand.DecideExtension("E1", true, Chief)).ShouldBe("clock-not-approver", "the head of the organ approves under 42(1) only");
        var before = story.Read(ClockKind.Joint).Due!.Value;
        story.Do(new CaseCommand.DecideExtension("E1", true, Leader));
        story.Read(ClockKind.Joint).Due.ShouldBe(before, "nobody told the applicant yet");
        story.Do(new CaseCommand.TellExtension("E1", Day("2026-03-04"), Reviewer) { Document = "延〔2026〕1号" });
        var joint = story.Read(ClockKind.Joint);
        (joint.ExtensionDays, joint.Due).ShouldBe((15, story.Clocks.Calendar.Due(before, 15).Day));
        story.Code(new CaseCommand.RequestExtension("JOINT", 5, "再次", Reviewer)).ShouldBe("extension-twice");
    }
}
