using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Simulation.WhatIf;

/// <summary>A replay changes nothing that the draft does not change: cases taken through their own definition go as they went.</summary>
public sealed class WhatIfReplayTests
{
    private static readonly string[] Chosen = ["GSJ-001-A", "FGW-001-A", "FGW-001-B", "JYJ-001-B", "FGW-002-C", "GTJ-001-A", "CGJ-001-A", "SWJ-002-B", "GHJ-002-B", "WGX-001-A", "CGJ-004-A", "CZJ-001-C", "XFD-002-A"];

    private static readonly Dictionary<string, Func<FlowSketch>> Sketches = new()
    {
        ["instant"] = FlowSketch.Instant, ["parallel"] = FlowSketch.Parallel, ["two-branches"] = () => FlowSketch.TwoBranches(), ["deadline"] = FlowSketch.Deadline,
        ["back to the returner"] = () => FlowSketch.TwoBranches(("review", "resubmission", "back-to-returner"), ("decide", "resubmission", "back-to-returner")),
        ["cancelling"] = () => FlowSketch.TwoBranches(("check", "returnSiblings", "cancel"), ("decide", "returnSiblings", "cancel")),
        ["signed"] = () => FlowSketch.SignedBesideReview(("signers", Signers("dept-nyj", "dept-ghj", "dept-fgw"))),
    };

    public static TheoryData<string> Flows => [.. Chosen];
    public static TheoryData<string> Drawn => [.. Sketches.Keys];

    [Theory]
    [MemberData(nameof(Flows))]
    public void Case_of_the_catalogue_should_go_as_it_went_when_nothing_is_changed(string code)
    {
        var (flow, item) = (Repository.Catalogue.Flow(code)!, Repository.Catalogue.Item(code[..^2])!);
        Holds(Definition(code), flow, item, seeds: 40).ShouldBeGreaterThan(20, "walks that came to an end");
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Case_should_go_as_it_went_when_nothing_is_changed(string sketch) =>
        Holds(Sketches[sketch]().Compile(), CaseSamples.Flow, CaseSamples.Item, seeds: 120).ShouldBeGreaterThan(60, "walks that came to an end");

    /// <summary>What was handed in under one version and accepted under the next goes, in the next, as it went.</summary>
    [Fact]
    public void Case_should_go_as_it_went_in_the_version_that_it_was_accepted_under()
    {
        var (older, newer, adopted) = (FlowSketch.Deadline().Compile(), FlowSketch.Parallel().Compile(), 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var journal = new HistoryWalk(older, CaseSamples.Flow, CaseSamples.Item, seed) { InForce = newer, Unrest = 0 }.Run();
            if (journal is null || !journal.Any(r => r.Event is CaseEvent.VersionAdopted)) continue;
            adopted++;
            SameCourse(journal, newer, Repository.Clocks.Of(CaseSamples.Item, CaseSamples.Flow), CaseSamples.Item, $"seed {seed}");
        }
        adopted.ShouldBeGreaterThan(20);
    }

    private static int Holds(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item, int seeds)
    {
        var (clocks, ended) = (Repository.Clocks.Of(item, flow), 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            if (new HistoryWalk(graph, flow, item, seed).Run() is not { } journal) continue;
            ended++;
            SameCourse(journal, graph, clocks, item, $"{flow.Code} seed {seed}");
        }
        return ended;
    }

    private static void SameCourse(IReadOnlyList<CaseRecord> journal, WorkflowGraph graph, ClockContext clocks, ApprovalItem item, string where)
    {
        var recorded = RecordedCaseFold.Of(journal)!;
        var replayed = new WhatIfReplay(graph, clocks, StepHabits.None, item.DepartmentId).Run(recorded);
        var story = $"{where}\nrecorded:\n{Told(recorded.Course)}\nreplayed:\n{Told(replayed.Course)}\n{string.Join("\n", replayed.Divergences.Select(d => d.Text.En))}";
        Told(replayed.Course).ShouldBe(Told(recorded.Course), story);
        replayed.Synthetic.ShouldBe(0, story);
        replayed.Divergences.ShouldBeEmpty(story);
        var (then, now) = (CaseFigures.Of(recorded.Course, clocks), CaseFigures.Of(replayed.Course, clocks));
        (now.Days, now.WholeDays, now.Steps, now.LateSteps, now.IsLate).ShouldBe((then.Days, then.WholeDays, then.Steps, then.LateSteps, then.IsLate), story);
        now.Cards.ShouldBe(then.Cards, story);
        // What nobody needs for the replay may be left out when the journal is read.
        Told(RecordedCaseFold.Of(journal.Where(r => RecordedCaseFold.EventNames.Contains(CaseEventJson.Encode(r.Event).Name)))!.Course).ShouldBe(Told(recorded.Course));
    }

    private static string Told(CaseCourse course) => string.Join("\n", course.Steps
        .Select(s => $"{At(s.OpenedAt)} – {At(s.EndedAt)} {s.ActivityId} {s.Outcome} [{string.Join(", ", s.Tasks.Select(t => $"{t.Candidate.Role}@{t.Candidate.DepartmentId} {At(t.OpenedAt)} – {At(t.EndedAt)}"))}]").Order(StringComparer.Ordinal)
        .Prepend($"accepted {At(course.AcceptedAt)}, decided {At(course.DecidedAt)}, closed {At(course.ClosedAt)} as {course.Result}"));

    private static string At(DateTimeOffset? at) => at?.ToUniversalTime().ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "…";

    private static JsonObject Signers(params string[] departments) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. departments.Select(d => (JsonNode)new JsonObject { ["role"] = "reviewer", ["departmentId"] = d })]).ToJsonString() },
    };

    internal static WorkflowGraph Definition(string code) => Compile(File.ReadAllText(Directory.GetFiles(Path.Combine(Repository.Workflows, "definitions"), $"{code}.json", SearchOption.AllDirectories).Single()));

    internal static WorkflowGraph Compile(string json) => WorkflowGraph.Compile(WorkflowDefinition.Load(json).Definition!, FlowSketch.Registry);
}
