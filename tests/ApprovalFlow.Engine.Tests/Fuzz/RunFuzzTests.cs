using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Fuzz;

/// <summary>Whatever a definition holds, running it ends in a decision: finished, waiting, faulted with an incident, but never in an exception.</summary>
public sealed class RunFuzzTests
{
    /// <summary>Every core activity with every input it has, as a designer would write it.</summary>
    private static string Everything() => Definition(Sequence("root", [.. ActivityRegistry.CreateCore().Types
        .Where(t => t.TypeName is not ("Elsa.Finish" or "Elsa.Fault" or "Elsa.Break" or "Elsa.End" or "Elsa.Complete"))
        .Select((t, i) =>
        {
            var json = new JsonObject { ["id"] = "a" + i, ["name"] = "A" + i, ["type"] = t.TypeName };
            foreach (var input in t.Inputs)
                json[input.Name] = input.Name switch
                {
                    "timeSpan" or "interval" => Literal("00:00:01", "TimeSpan"),
                    "dateTime" => Literal("2026-01-05T02:00:00Z", "DateTimeOffset"),
                    "cronExpression" => Literal("0 0 * * * *"),
                    "items" => Script("[1, { a: 2 }]"),
                    "variable" => new JsonObject { ["id"] = "n" },
                    "condition" => Literal(t.TypeName != "Elsa.While", "Boolean"),
                    "script" => Literal("variables.N = getN() + 1; setOutcome('A')"),
                    "mode" or "joinMode" => null,
                    "input" or "payload" => Script("({ a: [1] })"),
                    _ when input.TypeName is "String" => Script("'x' + getN()"),
                    _ => Literal(input.TypeName == "Boolean" ? JsonValue.Create(true) : JsonValue.Create(1), input.TypeName),
                };
            foreach (var port in t.EmbeddedPorts) json[port] = port is "activities" or "branches" ? new JsonArray(Line("l" + i), Event("e" + i)) : Line("p" + i);
            foreach (var output in t.Outputs) json[output.Name] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "n" } };
            return json;
        })]), variables: [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Object", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }],
        options: new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });

    /// <summary>The same activities side by side, so that one that faults does not hide the others.</summary>
    private static string SideBySide()
    {
        var json = JsonNode.Parse(Everything())!;
        json["root"]!["type"] = "Elsa.Parallel";
        return json.ToJsonString();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Broken_definition_should_run_to_a_decision(int seed)
    {
        string[] documents = [Everything(), SideBySide(), SideBySide(), DefinitionSamples.Order, DefinitionSamples.Shapes];
        var random = new Random(seed);
        var finished = 0;
        for (var i = 0; i < 50; i++)
        {
            var document = JsonNode.Parse(documents[random.Next(documents.Length)])!;
            for (var n = random.Next(1, 25); n > 0; n--) DefinitionFuzzTests.MutateTree(document, random);
            foreach (var mode in new[] { FlowchartMode.Counter, FlowchartMode.Token }) finished += Walk(document.ToJsonString(), mode, random) ? 1 : 0;
        }
        finished.ShouldBeGreaterThan(10, "a fuzz that breaks everything tests nothing");
    }

    private static bool Walk(string json, FlowchartMode mode, Random random)
    {
        if (WorkflowDefinition.Load(json).Definition is not { } definition) return false;
        var lab = new WorkflowLab(ActivityRegistry.CreateCore(), mode) { Now = new DateTimeOffset(2026, 1, 5, 1, 0, 0, TimeSpan.Zero) };
        try
        {
            lab.ImportAndPublish(Definition(Event("x"), "x"));
            if (lab.ImportAndPublish(json).Count > 0 || lab.Run(definition.DefinitionId) is not { } main) return false;
            for (var step = 0; step < 20 && main.State.Bookmarks.Count > 0; step++)
            {
                if (random.Next(4) == 0) lab.Jump(TimeSpan.FromMinutes(61));
                else lab.Resume(main, main.State.Bookmarks[random.Next(main.State.Bookmarks.Count)].Id, new Dictionary<string, object?> { ["A"] = "b" });
            }
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"Expected a decision, but {e.GetType().Name} ({e.Message}) came of: {json}", e);
        }
        foreach (var instance in lab.Instances) WorkflowState.Fold(instance.Events).Describe().ShouldBe(instance.State.Describe());
        return lab.Instances.Any(i => i.State.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Suspended);
    }
}
