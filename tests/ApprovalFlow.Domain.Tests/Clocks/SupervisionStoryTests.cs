using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>A supervisor answers what looks odd, with words or with a card; the case's own record keeps the answer.</summary>
public sealed class SupervisionStoryTests
{
    private static CaseCommand.Supervise Explain(string anomaly = Anomaly.SecondNotice, long sequence = 1, string text = "已核实，属实") => new(text, ClockDesk.Supervisor) { Anomaly = anomaly, Sequence = sequence };

    [Fact]
    public void Explanation_should_be_recorded_and_raise_nothing()
    {
        var story = Accepted().Do(Explain());
        story.State.Cards.ShouldBeEmpty();
        story.State.Supervisions.Single().ShouldSatisfyAllConditions(s => s.Finding.ShouldBe(CaseEvent.CaseSupervised.Explained), s => s.By.Role.ShouldBe("supervisor"), s => s.Text.ShouldBe("已核实，属实"));
    }

    [Fact]
    public void Red_card_should_open_an_order_with_its_own_clock_and_a_yellow_one_none()
    {
        var story = Accepted().Do(Explain() with { Level = "yellow" }).Do(new CaseCommand.Supervise("群众反映拖延", ClockDesk.Supervisor) { Level = "red" });
        story.Cards.ShouldBe(["yellow supervision", "red supervision"]);
        story.State.Cards.Select(c => c.Order is not null).ShouldBe([false, true]);
        story.State.Cards[1].Raised.CauseZh.ShouldBe("群众反映拖延");
        var order = story.State.Cards[1].Order!;
        story.At("2026-03-03").Do(new CaseCommand.AnswerOrder(order.OrderId, "已安排", Reviewer));
        story.State.Cards[1].Order!.IsOpen.ShouldBeFalse();
        // It is nobody's limit: time raises it neither again nor away.
        story.TickUntil("2026-03-06").State.Cards.Count(c => c.Raised.Rule == "supervision").ShouldBe(2);
    }

    [Fact]
    public void Closed_case_should_still_be_answered_for()
    {
        var story = Accepted().Do(new CaseCommand.Withdraw(Owner, "不再办理"));
        story.State.IsClosed.ShouldBeTrue();
        story.Do(Explain() with { Level = "red" });
        story.State.Cards.Single().Raised.Owner.ShouldBe(new Candidate("chief-representative", "dept-nyj"));
    }

    [Fact]
    public void Each_anomaly_of_a_case_should_have_its_own_answer()
    {
        var story = Accepted().Do(Explain()).Do(Explain(Anomaly.BackDated)).Do(Explain(sequence: 2));
        story.State.Supervisions.Select(e => (e.Anomaly, e.Sequence)).ShouldBe([(Anomaly.SecondNotice, 1), (Anomaly.BackDated, 1), (Anomaly.SecondNotice, 2)]);
    }
}
