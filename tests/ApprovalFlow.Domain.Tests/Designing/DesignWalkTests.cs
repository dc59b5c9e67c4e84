using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Designing;

/// <summary>Long random sequences of edits: whatever was done, undoing all of it gives the first byte back, and the canvas never shows anything else than the model.</summary>
public sealed class DesignWalkTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());
    private static readonly string[] Types = ["Approval.Review", "Approval.Countersign", "Approval.JointInspection", "Approval.DeadlineTimer", "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.FlowDecision", "Elsa.FlowSwitch", "Elsa.End", "Elsa.Flowchart", "Elsa.ForEach", "Elsa.SetVariable"];

    [Theory]
    [InlineData("GHJ-003-A", 1)]
    [InlineData("GHJ-003-A", 2)]
    [InlineData("AJJ-001-A", 3)]
    [InlineData("HBJ-001-A", 4)]
    [InlineData("foreign", 5)]
    [InlineData("foreign", 6)]
    [InlineData("empty", 7)]
    [InlineData("empty", 8)]
    public void Undoing_every_edit_should_give_the_first_byte_back(string start, int seed)
    {
        var design = Open(start);
        var first = design.ToJson();
        var random = new Random(seed);
        var canvas = new ShadowCanvas(design, design.RootFlow);
        var states = new List<string> { first };
        var (done, refused) = (0, 0);
        for (var i = 0; i < 160; i++)
        {
            var before = design.ToJson();
            var command = Command(design, random);
            var answer = design.Apply(command);
            if (answer.Refusal is { } refusal)
            {
                refused++;
                design.ToJson().ShouldBe(before, $"{command} was refused ({refusal.Code}) and changes nothing");
                DesignText.In("zh", refusal).ShouldNotBe(refusal.Message);
                continue;
            }
            canvas.Draw(answer.Delta!);
            canvas.ShouldShowTheModel(command.ToString()!);
            if (design.ToJson() == before)
            {
                answer.Delta!.IsEmpty.ShouldBeTrue($"{command} changed nothing");
                continue;
            }
            done++;
            states.Add(design.ToJson());
        }
        done.ShouldBeGreaterThan(60);
        refused.ShouldBeGreaterThan(5);

        for (var i = states.Count - 2; i >= 0; i--)
        {
            canvas.Draw(design.Undo().Delta!);
            design.ToJson().ShouldBe(states[i]);
            canvas.ShouldShowTheModel($"undo {i}");
        }
        design.CanUndo.ShouldBeFalse();
        design.Undo().Refusal!.Code.ShouldBe("design-nothing-to-undo");
        for (var i = 1; i < states.Count; i++)
        {
            canvas.Draw(design.Redo().Delta!);
            design.ToJson().ShouldBe(states[i]);
            canvas.ShouldShowTheModel($"redo {i}");
        }
        design.CanRedo.ShouldBeFalse();
        // What was drawn can be opened again, byte for byte.
        FlowDesign.Open(design.ToJson(), Registry).Design!.ToJson().ShouldBe(design.ToJson());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Undoing_and_going_another_way_should_forget_what_was_undone(int seed)
    {
        var design = Open("AJJ-001-A");
        var first = design.ToJson();
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            if (random.Next(3) == 0 && design.CanUndo) design.Undo();
            else if (random.Next(4) == 0 && design.CanRedo) design.Redo();
            else if (design.Apply(Command(design, random)) is { Delta.IsEmpty: false }) design.CanRedo.ShouldBeFalse();
        }
        while (design.CanUndo) design.Undo();
        design.ToJson().ShouldBe(first);
    }

    internal static FlowDesign Open(string start) => FlowDesign.Open(Json(start), Registry).Design!;

    private static string Json(string start) => start switch
    {
        "empty" => Domain.Versions.DefinitionContent.Empty("X-1", null, null),
        "foreign" => Foreign,
        _ => Domain.Catalogue.FlowDefinitionWriter.WriteAll(Repository.Catalogue).Single(f => f.Path.EndsWith($"/{start}.json", StringComparison.Ordinal)).Json,
    };

    /// <summary>Made elsewhere: types, members and numbers that nobody here knows.</summary>
    internal const string Foreign = """
        { "unknownHead": { "a": 1.50, "b": [null, {"c": "\u4e2d"}] }, "id": "f-1", "definitionId": "f", "name": "Foreign", "version": 3, "customProperties": { "Elsa:X": 1e2 },
          "variables": [ { "id": "v1", "name": "Total", "typeName": "Decimal", "value": "0", "odd": true } ],
          "root": { "id": "flow", "type": "Elsa.Flowchart", "version": 1, "strange": "kept", "customProperties": { "notFoundConnections": [] },
            "activities": [
              { "id": "a", "type": "Acme.SendFax", "version": 7, "number": { "typeName": "String", "expression": { "type": "Liquid", "value": "{{ x }}" } }, "metadata": { "designer": { "position": { "x": 10.5, "y": 20 } }, "colour": "red" } },
              { "id": "b", "type": "Elsa.If", "version": 1, "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "return variables.Total > 1" }, "memoryReference": { "id": "b:input-1" } },
                "then": { "id": "inner", "type": "Elsa.Flowchart", "version": 1, "activities": [ { "id": "c", "type": "Elsa.WriteLine", "version": 1 }, { "id": "d", "type": "Elsa.WriteLine", "version": 1, "text": "plain" } ],
                  "connections": [ { "source": { "activity": "c", "port": "Done" }, "target": { "activity": "d", "port": "In" }, "vertices": [ { "x": 5, "y": 6 } ], "note": 1 } ] } },
              { "id": "s", "type": "OrderApproval", "version": 1, "workflowDefinitionId": "order" }
            ],
            "connections": [ { "source": { "activity": "a", "port": "Sent" }, "target": { "activity": "b", "port": "In" }, "extra": {} }, { "source": { "activity": "b", "port": "Maybe" }, "target": { "activity": "s" } } ] },
          "isLatest": true }
        """;

    private static DesignCommand Command(FlowDesign design, Random random)
    {
        var flows = new List<string> { design.RootFlow };
        flows.AddRange(design.View(design.RootFlow)!.Nodes.Select(n => n.Inside).OfType<string>());
        var flow = flows[random.Next(flows.Count)];
        var view = design.View(flow)!;
        string Any() => view.Nodes.Count == 0 ? "nobody" : view.Nodes[random.Next(view.Nodes.Count)].Id;
        List<string> Some() => [.. view.Nodes.Where(_ => random.Next(4) == 0).Take(5).Select(n => n.Id)];
        string Port(string id) => design.Node(id)?.Ports is { Count: > 0 } ports ? ports[random.Next(ports.Count)].Name : "Done";
        ConnectionKey Line() => view.Edges.Count == 0 ? new("x", "Done", "y") : view.Edges[random.Next(view.Edges.Count)].Key;
        double Place() => random.Next(-500, 2500);
        var id = Any();
        switch (random.Next(24))
        {
            case 0 or 1: return new DesignCommand.Add(flow, Types[random.Next(Types.Length)], Place(), Place(), random.Next(2) == 0 ? new(id, Port(id)) : null);
            case 2: return new DesignCommand.Delete([.. Some().Take(2)], random.Next(2) == 0 && view.Edges.Count > 0 ? [Line()] : [], [.. view.Comments.Take(random.Next(2)).Select(c => c.Id)]);
            case 3 or 4 or 5: return new DesignCommand.Connect(new(id, Port(id), Any()));
            case 6: { var line = Line(); return new DesignCommand.Reconnect(line, line with { Target = Any() }); }
            case 7 or 8: return new DesignCommand.Move([.. Some(), .. view.Comments.Take(1).Select(c => c.Id)], random.Next(-50, 50), random.Next(-50, 50), random.Next(4) switch { 0 => "dept-ghj", 1 => "", _ => null });
            case 9: return new DesignCommand.Place([.. Some().Select(n => new Placement(n, Place(), Place()))]);
            case 10: return new DesignCommand.Align(Some(), (Alignment)random.Next(8));
            case 11: return new DesignCommand.Bend(Line(), [new(Place(), Place())]);
            case 12: return new DesignCommand.Rename(id, $"环节{random.Next(9)}", random.Next(2) == 0 ? "Step" : "");
            case 13: return new DesignCommand.SetInput(id, "limitDays", random.Next(4) == 0 ? null : new DesignValue.Number(random.Next(10) / 2d));
            case 14: return new DesignCommand.SetInput(id, "outcomes", new DesignValue.List(random.Next(2) == 0 ? ["Approve"] : ["Approve", "Refuse"]));
            case 15: return new DesignCommand.SetInput(id, "branches", new DesignValue.List(["甲", $"乙{random.Next(3)}"]));
            case 16: return new DesignCommand.SetInput(id, "condition", random.Next(2) == 0 ? new DesignValue.Script("1 < 2") : new DesignValue.Variable("Total"));
            case 17: return new DesignCommand.SetCases(id, [new("A", "true"), new($"B{random.Next(2)}", "getInput(\"x\") > 1")]);
            case 18: return new DesignCommand.Paste(flow, design.Copy(Some()) ?? DesignTemplates.All[random.Next(DesignTemplates.All.Count)].Clip, Place(), Place());
            case 19: return new DesignCommand.AddComment(flow, "请核对", Place(), Place());
            case 20: return view.Comments.Count > 0 ? new DesignCommand.SetComment(view.Comments[0].Id, $"改为{random.Next(9)}") : new DesignCommand.DeclareVariable("Total", "Decimal");
            case 21: return new DesignCommand.DeclareInput($"field{random.Next(3)}", random.Next(2) == 0 ? "Double" : "String", "字段", "Field");
            case 22: return random.Next(2) == 0 ? new DesignCommand.Undeclare($"field{random.Next(3)}") : new DesignCommand.SetHead("promisedDays", random.Next(2) == 0 ? "5.5" : null);
            default: return new DesignCommand.Embed(id, "body");
        }
    }
}
