using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>Thousands of small random flowcharts: the engine and the rules written down a second time agree on every execution, wait and end.</summary>
public sealed class FlowchartModelTests
{
    private static readonly string[] Kinds = ["line", "line", "wait", "wait", "True", "False", "WaitAll", "WaitAllActive", "WaitAny", "end"];
    private static readonly string[] Merges = ["None", "Stream", "Merge", "Converge", "Race", "Cascade"];

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Flowchart_should_run_as_the_rules_say(FlowchartMode mode)
    {
        var (finished, stuck, faulted) = (0, 0, 0);
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var random = new Random(seed);
            var (nodes, connections) = Draw(random);
            var model = new FlowchartModel(mode == FlowchartMode.Token, nodes, connections);
            model.Start();
            var (lab, instance) = Run(Chart("flow", [.. nodes.Select(Node)], [.. connections.Select(c => $"{nodes[c.Source].Id}.{c.Port} -> {nodes[c.Target].Id}")]), mode);
            var path = $"seed {seed}: {string.Join(" ", nodes.Select(n => $"{n.Id}:{n.Kind}/{n.Merge}"))} | {string.Join(" ", connections.Select(c => $"{c.Source}.{c.Port}>{c.Target}"))} | ";
            Compare(model, instance, path);
            for (var step = 0; step < 12 && !model.Completed && !model.Faulted && model.Waiting.Count > 0; step++)
            {
                var id = model.Waiting[random.Next(model.Waiting.Count)];
                path += id + " ";
                model.Resume(id);
                lab.Resume(instance, instance.State.Bookmarks.First(b => b.Node == "flow:" + id).Id);
                Compare(model, instance, path);
            }
            if (model.Completed) finished++;
            else if (model.Faulted) faulted++;
            else if (model.Waiting.Count == 0) stuck++;
        }
        finished.ShouldBeGreaterThan(700);
        if (mode == FlowchartMode.Counter) (faulted, stuck).ShouldBe((faulted, 0), "counter mode never hangs");
        else stuck.ShouldBeGreaterThan(50, "token mode may");
    }

    private static void Compare(FlowchartModel model, ApprovalFlow.Runtime.Workflows.LabInstance instance, string path)
    {
        string.Join(" ", instance.Events.OfType<WorkflowEvent.ActivityStarted>().Skip(2).Select(e => e.Node[5..])).ShouldBe(string.Join(" ", model.Executed), path);
        (instance.State.Incidents.Count > 0).ShouldBe(model.Faulted, path);
        if (model.Faulted) return;
        instance.State.IsFinished.ShouldBe(model.Completed, path);
        instance.State.Bookmarks.Select(b => b.Node[5..]).Order(StringComparer.Ordinal).ShouldBe(model.Waiting.Order(StringComparer.Ordinal), path);
    }

    private static JsonObject Node(FlowchartModel.ModelNode node)
    {
        var json = node.Kind switch
        {
            "wait" => Event(node.Id),
            "end" => Activity("End", node.Id),
            "True" or "False" => Decision(node.Id, node.Kind == "True"),
            "WaitAll" or "WaitAllActive" or "WaitAny" => Join(node.Id, node.Kind),
            _ => Line(node.Id),
        };
        json["customProperties"] = new JsonObject { ["mergeMode"] = node.Merge };
        return json;
    }

    private static (List<FlowchartModel.ModelNode>, List<FlowchartModel.ModelConnection>) Draw(Random random)
    {
        var nodes = new List<FlowchartModel.ModelNode> { new("n0", "line", "None") };
        for (var i = random.Next(2, 8); i > 0; i--) nodes.Add(new($"n{nodes.Count}", Kinds[random.Next(random.Next(4) == 0 ? Kinds.Length : Kinds.Length - 1)], Merges[random.Next(Merges.Length)]));
        var connections = new HashSet<FlowchartModel.ModelConnection>();
        string Port(int source) => nodes[source].Kind is "True" or "False" ? random.Next(3) == 0 ? "False" : "True" : "Done";
        for (var i = 1; i < nodes.Count; i++)
            for (var n = random.Next(1, 4); n > 0; n--)
                if (random.Next(i) is var source && nodes[source].Kind != "end") connections.Add(new(source, Port(source), i));
        // Ways back lead to waits, so that every round has somebody to begin it.
        for (var n = random.Next(3); n > 0; n--)
            if (nodes.FindIndex(1, x => x.Kind == "wait") is var wait and > 0 && random.Next(wait, nodes.Count) is var from && from != wait && nodes[from].Kind != "end")
                connections.Add(new(from, Port(from), wait));
        // The first has nothing before it, so it is the start; what nothing leads to is left out of the picture.
        return (nodes, [.. connections.OrderBy(_ => random.Next())]);
    }
}
