using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Migrating.PlanDesk;

namespace ApprovalFlow.Domain.Tests.Migrating;

/// <summary>A plan from its drawing up to its undoing. <see cref="PlanDesk"/> replays every step from stored events.</summary>
public sealed class PlanStoryTests
{
    private readonly PlanDesk desk = new();
    private static readonly Rejection Moved = new("migrate-otherwise-now", "moved") { Arguments = ["C-2"] };

    [Fact]
    public void Plan_should_go_from_draft_over_a_second_person_to_its_end()
    {
        desk.Drafted("C-1", "C-2", "C-3x").Tried();
        (desk.State.Ready, desk.State.Skipped).ShouldBe((2, 1));
        desk.Submitted().State.Stage.ShouldBe(PlanStage.Submitted);
        desk.Signed().State.SignedBy!.UserId.ShouldBe(Ben.UserId);
        desk.Started().State.Pending.Select(l => l.CaseNumber).ShouldBe(["C-1", "C-2"]);
        desk.Recorded(false, new CaseResult("C-1")).State.Stage.ShouldBe(PlanStage.Running);
        desk.Recorded(false, new CaseResult("C-2", Moved));
        (desk.State.Stage, desk.State.Migrated, desk.State.Skipped).ShouldBe((PlanStage.Finished, 1, 2));
        desk.State.Results["C-2"].Problem!.Arguments.ShouldBe(["C-2"]);
    }

    [Fact]
    public void Stopped_plan_should_go_on_where_it_stopped()
    {
        desk.Running().Recorded(false, new CaseResult("C-1")).Do(new PlanCommand.Stop(Cai));
        desk.State.Stage.ShouldBe(PlanStage.Stopped);
        // What was under way when it was stopped is told afterwards.
        desk.Recorded(false, new CaseResult("C-2")).State.Stage.ShouldBe(PlanStage.Stopped);
        desk.Do(new PlanCommand.Resume(Ann)).State.Pending.Select(l => l.CaseNumber).ShouldBe(["C-3"]);
    }

    [Fact]
    public void Result_should_be_told_once()
    {
        desk.Running().Recorded(false, new CaseResult("C-1")).Recorded(false, new CaseResult("C-1", Moved), new CaseResult("C-2"), new CaseResult("C-9"));
        desk.State.Results["C-1"].IsDone.ShouldBeTrue();
        desk.State.Results.Keys.Order().ShouldBe(["C-1", "C-2"]);
    }

    [Fact]
    public void Undoing_should_ask_two_persons_and_come_back_in_the_order_reversed()
    {
        desk.Running().Recorded(false, new CaseResult("C-1"), new CaseResult("C-2", Moved), new CaseResult("C-3"));
        desk.Do(new PlanCommand.AskUndo("新版本有误", Ann)).State.Stage.ShouldBe(PlanStage.UndoAsked);
        desk.Do(new PlanCommand.DropUndo(Ann)).State.Stage.ShouldBe(PlanStage.Finished);
        desk.Do(new PlanCommand.AskUndo("新版本有误", Ann)).Do(new PlanCommand.SignUndo(Cai));
        desk.State.PendingBack.Select(l => l.CaseNumber).ShouldBe(["C-3", "C-1"]);
        desk.Recorded(true, new CaseResult("C-3")).Do(new PlanCommand.Stop(Ann)).State.Stage.ShouldBe(PlanStage.UndoStopped);
        desk.Do(new PlanCommand.Resume(Ann)).Recorded(true, new CaseResult("C-1", Moved));
        (desk.State.Stage, desk.State.TakenBack).ShouldBe((PlanStage.Undone, 1));
    }

    [Fact]
    public void What_went_over_before_a_stop_should_be_told_while_undoing_and_come_back_too()
    {
        desk.Running().Recorded(false, new CaseResult("C-1")).Do(new PlanCommand.Stop(Ann)).Do(new PlanCommand.AskUndo("有误", Ann));
        desk.Recorded(false, new CaseResult("C-2")).Do(new PlanCommand.SignUndo(Ben)).Recorded(false, new CaseResult("C-3"));
        desk.State.Stage.ShouldBe(PlanStage.Undoing);
        desk.State.PendingBack.Select(l => l.CaseNumber).ShouldBe(["C-3", "C-2", "C-1"]);
    }

    [Fact]
    public void Revised_plan_should_be_tried_anew()
    {
        desk.Drafted().Tried().Do(new PlanCommand.Revise(Content("C-1"), Cai)).State.DryRun.ShouldBeNull();
        desk.Code(new PlanCommand.Submit("whatever", Ann)).ShouldBe("plan-dry-run-required");
        desk.Tried().Submitted();
        desk.Code(new PlanCommand.Sign(desk.State.DryRun!.Digest, Cai)).ShouldBe("plan-author-signs", "who revised it is one of its authors");
    }

    [Fact]
    public void Declined_plan_should_come_back_with_the_comment()
    {
        desk.Drafted().Tried().Submitted().Do(new PlanCommand.Decline("理由不足", Ben));
        (desk.State.Stage, desk.State.Declined!.Comment).ShouldBe((PlanStage.Draft, "理由不足"));
        desk.Submitted().Signed().Do(new PlanCommand.TakeBack(Ann)).State.ShouldSatisfyAllConditions(s => s.Stage.ShouldBe(PlanStage.Draft), s => s.SignedBy.ShouldBeNull());
        desk.Do(new PlanCommand.Discard(Ann)).State.Stage.ShouldBe(PlanStage.Discarded);
    }

    [Fact]
    public void Events_should_have_stable_names()
    {
        PlanEventJson.Names.Select(n => $"{n.Name} v{n.Version}").ShouldBe(
        [
            "cases-migrated v1", "cases-taken-back v1", "dry-run-recorded v1", "migration-finished v1", "migration-resumed v1", "migration-started v1", "migration-stopped v1", "plan-declined v1", "plan-discarded v1", "plan-drafted v1",
            "plan-revised v1", "plan-signed v1", "plan-submitted v1", "plan-taken-back v1", "undo-asked v1", "undo-dropped v1", "undo-finished v1", "undo-signed v1",
        ]);
        PlanEventJson.Names.Count.ShouldBe(typeof(PlanEvent).GetNestedTypes().Length);
    }
}
