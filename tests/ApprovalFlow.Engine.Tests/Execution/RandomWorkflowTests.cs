using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>Random definitions on random paths: what is stored is what was live, and deciding again says the same.</summary>
public sealed class RandomWorkflowTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Fold_of_the_stored_events_should_equal_the_live_state_after_every_step(FlowchartMode mode)
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var variables = new JsonArray(Variable("n", random), Variable("t", random), Variable("k", random));
            var lab = Lab(mode,
                Definition(Container(random, "sub", 2), "sub", (JsonArray)variables.DeepClone(), new JsonObject { ["usableAsActivity"] = true }),
                Definition(Container(random, "child", 1), "child", (JsonArray)variables.DeepClone()),
                Definition(Container(random, "root", 3, calls: true), "w", variables, new JsonObject { ["incidentStrategyType"] = random.Next(2) == 0 ? "ContinueWithIncidentsStrategy" : null }));
            var main = lab.Run("w")!;
            Check(lab, seed);
            for (var step = 0; step < 25; step++)
            {
                var waiting = lab.Instances.Where(i => !i.State.IsFinished && i.State.Bookmarks.Count > 0).ToList();
                if (waiting.Count == 0) break;
                var instance = random.Next(3) > 0 && waiting.Contains(main) ? main : waiting[random.Next(waiting.Count)];
                if (random.Next(12) == 0) lab.Cancel(instance);
                else if (random.Next(4) == 0) lab.Advance(TimeSpan.FromMinutes(random.Next(1, 90)));
                else lab.Resume(instance, instance.State.Bookmarks[random.Next(instance.State.Bookmarks.Count)].Id, new Dictionary<string, object?> { ["Answer"] = (double)random.Next(5) });
                Check(lab, seed);
            }
            foreach (var instance in lab.Instances)
            {
                // Nothing stops without saying why: it is finished, waits for somebody, or is marked as stuck.
                instance.State.IsStuck.ShouldBe(!instance.State.IsFinished && instance.State.Bookmarks.Count == 0, $"seed {seed}");
                instance.State.IsFinished.ShouldBe(instance.State.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted, $"seed {seed}");
                CheckReplay(instance, seed);
            }
        }
    }

    private static JsonObject Variable(string id, Random random) => new()
    {
        ["id"] = id, ["name"] = id.ToUpperInvariant(), ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = id == "k" || random.Next(3) > 0 ? "WorkflowInstanceStorageDriver" : null,
    };

    /// <summary>Instances that a step did not touch were checked before.</summary>
    private readonly Dictionary<LabInstance, int> seen = [];

    private void Check(WorkflowLab lab, int seed)
    {
        foreach (var instance in lab.Instances)
        {
            if (seen.GetValueOrDefault(instance) == instance.Events.Count) continue;
            seen[instance] = instance.Events.Count;
            Check(instance, seed);
        }
    }

    private static void Check(LabInstance instance, int seed)
    {
        var stored = instance.Events.Select(e => ((CaseEvent.Flow)Read(Stored(e))).Event).ToList();
        WorkflowState.Fold(stored).Describe().ShouldBe(instance.State.Describe(), $"seed {seed}");
    }

    private static EncodedEvent Stored(WorkflowEvent e) => CaseEventJson.Encode(new CaseEvent.Flow(e));

    private static CaseEvent Read(EncodedEvent e) => CaseEventJson.Decode(e.Name, e.Version, e.Data);

    private static string Text(WorkflowEvent e) => Stored(e) is var stored ? $"{stored.Name} {System.Text.Encoding.UTF8.GetString(stored.Data)}" : "";

    private static void CheckReplay(LabInstance instance, int seed)
    {
        var state = WorkflowState.Empty;
        var position = 0;
        foreach (var step in instance.Steps)
        {
            var decision = step.DecideAgain(instance.Graph, state);
            decision.Events.Count.ShouldBe(step.Events, $"seed {seed}");
            for (var i = 0; i < step.Events; i++)
                Text(decision.Events[i]).ShouldBe(Text(instance.Events[position + i]), $"seed {seed}, event {position + i}");
            position += step.Events;
            state = decision.State;
        }
    }

    // ---- random definitions

    private static JsonObject Any(Random random, string id, int depth, bool calls) => random.Next(depth <= 0 ? 10 : 21) switch
    {
        0 => Line(id),
        1 or 2 => Event(id),
        3 => random.Next(2) == 0 ? Activity("Delay", id, ("timeSpan", Literal("00:10:00", "TimeSpan"))) : Activity("Timer", id, ("interval", Script("'00:0' + (getN() + 1) + ':00'"))),
        4 => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = random.Next(2) == 0 ? "n" : "t" }), ("value", Script(random.Next(2) == 0 ? "getN() + 1" : "variables.T - 1"))),
        5 => random.Next(6) == 0 ? Activity("Fault", id, ("message", Literal("broken"))) : Activity("SetOutput", id, ("outputName", Literal("O")), ("outputValue", Literal(random.Next(9), "Object"))),
        6 => Activity("RunJavaScript", id, ("script", Literal(random.Next(3) switch
        {
            0 => "setVariable('Fresh', { list: [1, getN()] }); setOutcomes(['Done', 'A'])",
            1 => "variables.T = variables.T + 2; setCorrelationId('c' + variables.T)",
            _ => "newGuid() + (getLastResult() ?? '')",
        }))),
        7 => Activity("WriteLine", id, ("text", Script("getN() + ' ' + getT() + ' ' + (getVariable('CurrentValue') ?? '') + (getOutputFrom('" + id + "') ?? '')", "String"))),
        8 or 9 => !calls ? Line(id) : random.Next(4) switch
        {
            0 => new JsonObject { ["id"] = id, ["type"] = "Sub", ["workflowDefinitionId"] = "sub" },
            1 => Activity("BulkDispatchWorkflows", id, ("workflowDefinitionId", Literal("child")), ("items", Literal(new JsonArray(1, 2), "Object")), ("waitForCompletion", Literal(random.Next(2) == 0, "Boolean")), ("childCompleted", random.Next(2) == 0 ? Line(id + "cc") : null)),
            2 => Activity("ExecuteWorkflow", id, ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(random.Next(2) == 0, "Boolean"))),
            _ => Activity("DispatchWorkflow", id, ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(random.Next(2) == 0, "Boolean"))),
        },
        10 => Activity("If", id, ("condition", Literal(random.Next(2) == 0, "Boolean")), ("then", Any(random, id + "t", depth - 1, calls)), ("else", Any(random, id + "e", depth - 1, calls))),
        11 => Activity("ForEach", id, ("items", Literal(new JsonArray("a", "b"), "Object")), ("body", Any(random, id + "b", depth - 1, calls))),
        12 => Activity("ParallelForEach", id, ("items", Literal(new JsonArray(1, 2, 3), "Object")), ("body", Any(random, id + "b", depth - 1, calls))),
        13 => Activity("Fork", id, ("joinMode", random.Next(2) == 0 ? "WaitAll" : "WaitAny"), ("branches", new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Any(random, id + i, depth - 1, calls))]))),
        14 => random.Next(3) == 0 ? Activity(random.Next(2) == 0 ? "Break" : random.Next(2) == 0 ? "Finish" : "Complete", id) : Activity("For", id, ("end", Literal(2, "Int32")), ("body", Any(random, id + "b", depth - 1, calls))),
        15 => Activity("Switch", id, ("mode", Literal(random.Next(2), "SwitchMode")), ("cases", new JsonArray(Case(random, "A", Any(random, id + "a", depth - 1, calls)), Case(random, "B", Any(random, id + "b", depth - 1, calls)))), ("default", Line(id + "d"))),
        // Only these count k, and always up, and it is never forgotten: every loop ends.
        16 => Activity("While", id, ("condition", Script("getK() < 3", "Boolean")), ("body", Sequence(id + "w", Activity("SetVariable", id + "k", ("variable", new JsonObject { ["id"] = "k" }), ("value", Script("getK() + 1"))), Any(random, id + "b", depth - 1, calls)))),
        _ => Container(random, id, depth - 1, calls),
    };

    private static JsonObject Case(Random random, string label, JsonObject? activity) =>
        new() { ["label"] = label, ["condition"] = random.Next(2) == 0 ? new JsonObject { ["type"] = "Literal", ["value"] = random.Next(2) == 0 } : new JsonObject { ["type"] = "JavaScript", ["value"] = "getN() % 2 == 0" }, ["activity"] = activity };

    private static readonly string[] Merges = ["None", "Stream", "Merge", "Converge", "Race", "Cascade"];

    private static JsonObject Container(Random random, string id, int depth, bool calls = false)
    {
        var children = Enumerable.Range(0, random.Next(1, 5)).Select(i => Any(random, $"{id}_{i}", depth - 1, calls)).ToList();
        switch (random.Next(5))
        {
            case 0: return Sequence(id, [.. children]);
            case 1: return Activity("Parallel", id, ("activities", new JsonArray([.. children])));
        }
        // A flowchart: a spine, decisions, joins, and now and then a way back.
        children.Insert(0, random.Next(3) == 0 ? Activity("FlowFork", id + "_s", ("branches", Literal(new JsonArray("A", "B"), "Object"))) : Activity("Start", id + "_s"));
        for (var i = random.Next(4); i > 0; i--)
            children.Add(random.Next(4) switch
            {
                0 => Decision($"{id}_d{i}", random.Next(2) == 0),
                1 => Activity("FlowSwitch", $"{id}_w{i}", ("mode", Literal("MatchAny", "SwitchMode")), ("cases", new JsonArray(Case(random, "A", null), Case(random, "B", null)))),
                _ => Join($"{id}_j{i}", random.Next(3) switch { 0 => "WaitAll", 1 => "WaitAny", _ => "WaitAllActive" }),
            });
        if (random.Next(5) == 0) children.Add(Activity("End", id + "_end"));
        foreach (var child in children) if (random.Next(4) == 0) child["customProperties"] = new JsonObject { ["mergeMode"] = Merges[random.Next(Merges.Length)] };
        var ids = children.ConvertAll(c => (Id: (string)c["id"]!, Type: (string)c["type"]!));
        var connections = new List<string>();
        for (var i = 1; i < ids.Count; i++)
            for (var n = random.Next(1, 3); n > 0; n--) connections.Add(From(random, ids[random.Next(i)]) + " -> " + ids[i].Id);
        // A way back is only drawn to the first wait, so that random loops have something to wait for.
        if (random.Next(4) == 0 && children.FindIndex(c => (string)c["type"]! == "Elsa.Event") is var wait and > 0) connections.Add(From(random, ids[random.Next(wait, ids.Count)]) + " -> " + ids[wait].Id);
        return Chart(id, [.. children], [.. connections]);
    }

    private static string From(Random random, (string Id, string Type) node) => node.Id + node.Type switch
    {
        "Elsa.FlowDecision" => random.Next(2) == 0 ? ".True" : ".False",
        "Elsa.FlowSwitch" => random.Next(3) switch { 0 => ".A", 1 => ".B", _ => ".Default" },
        "Elsa.FlowFork" => random.Next(2) == 0 ? ".A" : ".B",
        _ => "",
    };
}
