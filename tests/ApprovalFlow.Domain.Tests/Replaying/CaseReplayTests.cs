using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Replaying;

public sealed class CaseReplayTests
{
    private static CaseDesk Told(int corrections = 0)
    {
        var desk = new CaseDesk(FlowSketch.Parallel().Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        for (var i = 0; i < corrections; i++)
        {
            desk.Now = desk.Now.AddHours(1);
            desk.Complete("accept", Clerk, Outcomes.Return, "缺图纸");
            desk.Now = desk.Now.AddHours(1);
            desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("correction").TaskId, Owner, Outcomes.Resubmit) { Data = new Dictionary<string, object?> { ["rooms"] = (double)(20 + i) } });
        }
        desk.Now = desk.Now.AddHours(1);
        desk.Complete("accept", Clerk, Outcomes.Accept);
        desk.Now = desk.Now.AddDays(1);
        return desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer));
    }

    /// <summary>Wherever one stands, it is what folding up to there gives; states that are kept in between change nothing.</summary>
    [Fact]
    public void State_should_be_the_fold_of_what_had_happened_at_every_moment()
    {
        var desk = Told(corrections: 12);
        var replay = new CaseReplay(desk.Journal);
        replay.Moments.Count.ShouldBe(27);
        foreach (var moment in replay.Moments.Reverse())
        {
            StateDump.Of(replay.StateAt(moment)).ShouldBe(StateDump.Of(CaseState.Fold(desk.Journal.Where(r => r.Sequence <= moment.Last))));
            StateDump.Of(replay.StateAt(moment)).ShouldBe(StateDump.Of(CaseAsOf.Of(desk.Journal, moment.At)));
            replay.Until(moment)[^1].Sequence.ShouldBe(moment.Last);
        }
    }

    [Fact]
    public void Moment_should_be_found_by_instant_event_and_number()
    {
        var replay = new CaseReplay(Told().Journal);
        var second = replay.Moments[1];
        replay.At(second.At.AddTicks(-1)).ShouldBe(replay.Moments[0]);
        replay.At(second.At.AddMinutes(5)).ShouldBe(second);
        replay.At(DateTimeOffset.MinValue).ShouldBe(replay.Moments[0]);
        replay.Of(second.First).ShouldBe(second);
        replay.Of(long.MaxValue).ShouldBe(replay.Moments[^1]);
        (replay.Number(-5), replay.Number(99)).ShouldBe((replay.Moments[0], replay.Moments[^1]));
    }

    [Fact]
    public void Comparison_should_name_what_is_otherwise_and_nothing_else()
    {
        var replay = new CaseReplay(Told(corrections: 1).Journal);
        var changes = CaseComparison.Of(replay, replay.Moments[0], replay.Moments[^1]);
        changes.Where(c => c.Kind == CaseComparison.Form).Select(c => (c.Subject, c.Before, c.After)).ShouldBe([("rooms", 12d, 20d)]);
        changes.Single(c => c.Kind == CaseComparison.Status).ShouldSatisfyAllConditions(c => c.Before.ShouldBe("Registered"), c => c.After.ShouldBe("Accepted"));
        changes.Where(c => c.Kind == CaseComparison.Task && c.Before is null && c.After is TaskStand { Status: CaseTaskStatus.Open, Person: "reviewer" }).ShouldHaveSingleItem();
        changes.Where(c => c.Kind == CaseComparison.Task && c.Before is TaskStand { Status: CaseTaskStatus.Open }).ShouldHaveSingleItem().After.ShouldBe(new TaskStand(CaseTaskStatus.Completed, "window-clerk", Outcomes.Return));
        changes.Select(c => c.Kind).Except(CaseComparison.Kinds).ShouldBeEmpty();
        CaseComparison.Of(replay, replay.Moments[2], replay.Moments[2]).ShouldBeEmpty();
    }
}
