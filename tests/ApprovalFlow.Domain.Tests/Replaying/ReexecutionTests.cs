using System.Text;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Values;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Replaying;

/// <summary>What somebody who may write rows could make of a case, with every hash computed anew. The chain holds then; deciding again tells.</summary>
public sealed class ReexecutionTests
{
    private static CaseDesk Decided()
    {
        var desk = new CaseDesk(FlowSketch.Parallel().Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        return desk.Complete("accept", Clerk, "Accept").Complete("review", Reviewer, "Approve", "同意").Complete("county", CountyClerk, "Approve", "同意").Complete("decide", Chief, "Approve", "符合条件");
    }

    private static List<RecordedEvent> Stored(CaseDesk desk) => [.. desk.Journal.Select(RecordedEvent.Of)];

    private static ReexecutedCase Run(CaseDesk desk, IReadOnlyList<RecordedEvent> events) => Reexecution.Run(events, [desk.Around]);

    private static RecordedEvent With(RecordedEvent e, string member, JsonNode? value)
    {
        var data = JsonNode.Parse(e.Data)!.AsObject();
        data[member] = value;
        return e with { Data = Encoding.UTF8.GetBytes(CanonicalJson.Write(PlainJson.Parse(Encoding.UTF8.GetBytes(data.ToJsonString())))) };
    }

    [Fact]
    public void Case_should_be_decided_again_from_its_events_alone_when_nothing_was_changed()
    {
        var desk = Decided();
        var again = Run(desk, Stored(desk));
        again.Differences.ShouldBeEmpty();
        again.Commands.ShouldBe(5);
        StateDump.Of(again.State).ShouldBe(StateDump.Of(desk.State));
    }

    [Fact]
    public void Commands_of_one_instant_should_be_told_apart()
    {
        var desk = Decided();
        var together = Stored(desk).ConvertAll(e => e with { At = desk.Journal[0].At });
        var again = Run(desk, together);
        again.Differences.ShouldBeEmpty();
        again.Commands.ShouldBe(5);
    }

    [Theory]
    [InlineData("task-opened", "due")]
    [InlineData("decision-made", "result")]
    [InlineData("county-reported", "outcome")]
    [InlineData("flow.activity-completed", "outcomes")]
    public void Changed_event_should_be_found_when_it_does_not_follow_from_the_facts(string name, string member)
    {
        var desk = Decided();
        var events = Stored(desk);
        var at = events.FindLastIndex(e => e.Name == name);
        events[at] = With(events[at], member, member == "outcomes" ? new JsonArray("Refuse") : member == "due" ? "2030-01-01" : "Refuse");
        var found = Run(desk, events).Differences[0];
        found.ShouldSatisfyAllConditions(
            d => d.Kind.ShouldBe(DifferenceKind.Changed),
            d => d.Sequence.ShouldBe(events[at].Sequence),
            d => d.Found!.ShouldContain(member == "due" ? "2030-01-01" : "Refuse"),
            d => d.Expected!.ShouldNotBe(d.Found));
    }

    [Fact]
    public void Removed_event_should_be_found_when_the_rest_is_numbered_anew()
    {
        var desk = Decided();
        var events = Stored(desk);
        var at = events.FindIndex(e => e.Name == "case-accepted");
        events.RemoveAt(at);
        for (var i = at; i < events.Count; i++) events[i] = events[i] with { Sequence = i + 1 };
        Run(desk, events).Differences[0].ShouldSatisfyAllConditions(d => d.Sequence.ShouldBe(at + 1), d => d.Expected!.ShouldStartWith("case-accepted"));
    }

    [Fact]
    public void Added_event_should_be_found_when_it_follows_from_nothing()
    {
        var desk = Decided();
        var events = Stored(desk);
        events.Add(new(events.Count + 1, events[^1].At, "case-closed", 1, Encoding.UTF8.GetBytes("""{"result":"approved"}""")));
        Run(desk, events).Differences.ShouldHaveSingleItem().Kind.ShouldBe(DifferenceKind.NotRecoverable);
    }

    /// <summary>A fact that says somebody decided who might not: the rules refuse it.</summary>
    [Fact]
    public void Fact_should_be_refused_when_the_mandate_it_names_does_not_allow_it()
    {
        var desk = Decided();
        var events = Stored(desk);
        var at = events.FindLastIndex(e => e.Name == "task-completed");
        events[at] = With(events[at], "by", new JsonObject { ["id"] = "reviewer-9", ["name"] = "某人", ["role"] = "reviewer", ["department"] = "dept-nyj" });
        Run(desk, events).Differences[0].ShouldSatisfyAllConditions(d => d.Kind.ShouldBe(DifferenceKind.Refused), d => d.Refusal!.Code.ShouldBe("not-candidate"), d => d.Sequence.ShouldBe(events[at].Sequence));
    }

    [Fact]
    public void Case_should_say_which_version_is_missing_when_a_definition_is_not_there()
    {
        var desk = Decided();
        var again = Reexecution.Run(Stored(desk), [(_, _) => null]);
        again.UnknownDefinitions.ShouldBe([desk.Hash]);
        again.Differences[0].Kind.ShouldBe(DifferenceKind.DefinitionUnknown);
    }

    [Fact]
    public void Event_should_be_named_when_it_cannot_be_read()
    {
        var desk = Decided();
        var events = Stored(desk);
        var at = events.FindIndex(e => e.Name == "task-completed");
        events[at] = events[at] with { Data = "{}"u8.ToArray() };
        Run(desk, events).Differences.ShouldHaveSingleItem().Kind.ShouldBe(DifferenceKind.Unreadable);
    }
}
