using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>Urging, copies and remarks move nothing: the flow and the holder stay as they are.</summary>
public sealed class TalkTests
{
    private static readonly string Own = $"{Number}-5";

    [Fact]
    public void Urging_should_be_possible_once_in_24_hours_by_the_applicant_or_a_supervisor()
    {
        var desk = Held();
        var supervisor = Person("supervisor", "supervisor");
        TaskMenu.Of(desk.State, Own, supervisor, desk.Context).Select(o => o.Operation).ShouldBe(["urge"]);
        desk.Do(new CaseCommand.UrgeTask(Own, supervisor) { Reason = "临近期限" });
        TaskMenu.Of(desk.State, Own, Owner, desk.Context).ShouldBeEmpty();
        desk.Now = desk.Now.AddHours(24).AddMilliseconds(-1);
        desk.Refused(new CaseCommand.UrgeTask(Own, Owner)).ShouldBe("urged-already");
        desk.Now = desk.Now.AddMilliseconds(1);
        desk.Do(new CaseCommand.UrgeTask(Own, Owner));
        desk.State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-1");
    }

    [Fact]
    public void Copy_should_leave_one_receipt_when_it_is_first_read()
    {
        var desk = Held().Do(new CaseCommand.CopyCase(Own, Reviewers[0], [Expert, Admin]) { Note = "请知悉" });
        desk.State.IsCopied("expert").ShouldBeTrue();
        desk.State.HasUnreadCopy("expert").ShouldBeTrue();
        desk.Send(new CaseCommand.ReadCopy(Expert)).Records.Select(r => r.Event).ShouldBe([new CaseEvent.CopyRead(new("expert", "expert"))]);
        desk.Send(new CaseCommand.ReadCopy(Expert)).Records.ShouldBeEmpty();
        desk.State.HasUnreadCopy("administrator").ShouldBeTrue();
        desk.Open().ShouldBe(["5"]);
    }

    [Fact]
    public void Remark_should_keep_its_files_by_hash_and_whom_it_calls()
    {
        var desk = Held().Do(new CaseCommand.AddComment(Reviewers[0], " 见附件 ") { TaskId = Own, Mentions = [Expert, Expert], Attachments = [new("图纸.pdf", new string('a', 64), 9, "application/pdf")] });
        var said = (CaseEvent.CommentAdded)desk.Journal[^1].Event;
        (said.Text, said.TaskId, said.Mentions.Count, said.Attachments[0].Hash).ShouldBe(("见附件", Own, 1, new string('a', 64)));
        desk.Refused(new CaseCommand.AddComment(Reviewers[0], "看") { TaskId = $"{Number}-99" }).ShouldBe("task-unknown");
    }
}
