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
            var lab = Lab(mode, Definition(Container(random, "root", 3), variables: [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = random.Next(2) == 0 ? "WorkflowInstanceStorageDriver" : null }]));
            var instance = lab.Run("w")!;
            Check(instance, seed);
            for (var step = 0; step < 25 && !instance.State.IsFinished && instance.State.Bookmarks.Count > 0; step++)
            {
                if (random.Next(12) == 0) lab.Cancel(instance);
                else if (random.Next(4) == 0) lab.Advance(TimeSpan.FromMinutes(random.Next(1, 90)));
                else lab.Resume(instance, instance.State.Bookmarks[random.Next(instance.State.Bookmarks.Count)].Id, new Dictionary<string, object?> { ["Answer"] = (double)random.Next(5) });
                Check(instance, seed);
            }
            // Nothing stops without saying why: it is finished, waits for somebody, or is marked as stuck.
            (instance.State.IsFinished || instance.State.Bookmarks.Count > 0 || instance.State.IsStuck).ShouldBeTrue($"seed {seed}");
            instance.State.IsStuck.ShouldBe(!instance.State.IsFinished && instance.State.Bookmarks.Count == 0, $"seed {seed}");
            CheckReplay(instance, seed);
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
        foreach (var (command, at, count) in instance.Commands)
        {
            var decision = WorkflowEngine.Decide(instance.Graph, state, command, at);
            decision.Events.Count.ShouldBe(count, $"seed {seed}");
            for (var i = 0; i < count; i++)
                Text(decision.Events[i]).ShouldBe(Text(instance.Events[position + i]), $"seed {seed}, event {position + i}");
            position += count;
            state = decision.State;
        }
    }

    // ---- random definitions

    private static JsonObject Any(Random random, string id, int depth) => random.Next(depth <= 0 ? 6 : 13) switch
    {
        0 or 1 => Line(id),
        2 => Event(id),
        3 => Activity("Delay", id, ("timeSpan", Literal("00:10:00", "TimeSpan"))),
        4 => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = "n" }), ("value", Literal(random.Next(9), "Object"))),
        5 => random.Next(6) == 0 ? Activity("Fault", id, ("message", Literal("broken"))) : Activity("SetOutput", id, ("outputName", Literal("O")), ("outputValue", Literal(random.Next(9), "Object"))),
        6 => Activity("If", id, ("condition", Literal(random.Next(2) == 0, "Boolean")), ("then", Any(random, id + "t", depth - 1)), ("else", Any(random, id + "e", depth - 1))),
        7 => Activity("ForEach", id, ("items", Literal(new JsonArray("a", "b"), "Object")), ("body", Any(random, id + "b", depth - 1))),
        8 => Activity("ParallelForEach", id, ("items", Literal(new JsonArray(1, 2, 3), "Object")), ("body", Any(random, id + "b", depth - 1))),
        9 => Activity("Fork", id, ("joinMode", random.Next(2) == 0 ? "WaitAll" : "WaitAny"), ("branches", new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Any(random, id + i, depth - 1))]))),
        10 => random.Next(3) == 0 ? Activity(random.Next(2) == 0 ? "Break" : random.Next(2) == 0 ? "Finish" : "Complete", id) : Activity("For", id, ("end", Literal(2, "Int32")), ("body", Any(random, id + "b", depth - 1))),
        _ => Container(random, id, depth - 1),
    };

    private static JsonObject Container(Random random, string id, int depth)
    {
        var children = Enumerable.Range(0, random.Next(1, 5)).Select(i => Any(random, $"{id}_{i}", depth - 1)).ToList();
        switch (random.Next(4))
        {
            case 0: return Sequence(id, [.. children]);
            case 1: return Activity("Parallel", id, ("activities", new JsonArray([.. children])));
        }
        // A flowchart: a spine, decisions, joins, and now and then a way back.
        children.Insert(0, Activity("Start", id + "_s"));
        for (var i = random.Next(3); i > 0; i--) children.Add(random.Next(2) == 0 ? Decision($"{id}_d{i}", random.Next(2) == 0) : Join($"{id}_j{i}", random.Next(3) switch { 0 => "WaitAll", 1 => "WaitAny", _ => "WaitAllActive" }));
        if (random.Next(5) == 0) children.Add(Activity("End", id + "_end"));
        var ids = children.ConvertAll(c => (Id: (string)c["id"]!, Decision: (string)c["type"]! == "Elsa.FlowDecision"));
        var connections = new List<string>();
        for (var i = 1; i < ids.Count; i++)
            for (var n = random.Next(1, 3); n > 0; n--) connections.Add(From(random, ids[random.Next(i)]) + " -> " + ids[i].Id);
        // A way back is only drawn to the first wait, so that random loops have something to wait for.
        if (random.Next(4) == 0 && children.FindIndex(c => (string)c["type"]! == "Elsa.Event") is var wait and > 0) connections.Add(From(random, ids[random.Next(wait, ids.Count)]) + " -> " + ids[wait].Id);
        return Chart(id, [.. children], [.. connections]);
    }

    private static string From(Random random, (string Id, bool Decision) node) => node.Decision ? node.Id + (random.Next(2) == 0 ? ".True" : ".False") : node.Id;
}
