using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

public sealed class FlowDefinitionTests
{
    private static readonly string Folder = Path.Combine(Repository.Workflows, "definitions");

    [Fact]
    public void Definition_files_should_be_what_the_catalogue_gives()
    {
        var wanted = FlowDefinitionWriter.WriteAll(Repository.Catalogue).ToDictionary(f => f.Path, f => f.Json);
        var present = Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'), File.ReadAllText);

        wanted.Count.ShouldBe(225);
        present.Keys.Except(wanted.Keys).ShouldBeEmpty("run: tools/approvalflow catalogue build");
        wanted.Where(w => present.GetValueOrDefault(w.Key) != w.Value).Select(w => w.Key).ShouldBeEmpty("run: tools/approvalflow catalogue build");
    }

    [Fact]
    public void Definitions_should_offer_exactly_the_outcomes_that_lead_somewhere()
    {
        var registry = ApprovalActivities.AddTo(new ActivityRegistry());
        foreach (var (path, root) in Roots())
            foreach (var activity in root["activities"]!.AsArray().Where(a => a!["outcomes"] is not null))
            {
                var id = (string)activity!["id"]!;
                var offered = JsonNode.Parse((string)activity["outcomes"]!["expression"]!["value"]!)!.AsArray().Select(o => (string)o!).ToList();
                var connected = root["connections"]!.AsArray().Where(c => (string)c!["source"]!["activity"]! == id).Select(c => (string)c!["source"]!["port"]!).Distinct();
                offered.ShouldBe(connected, ignoreOrder: true, $"{path} {id}");
                offered.Except(registry.Find((string)activity["type"]!)!.Outcomes.Select(o => o.Name)).ShouldBeEmpty($"{path} {id}");
            }
    }

    [Fact]
    public void Definitions_should_give_only_inputs_that_their_activity_types_have()
    {
        var registry = ApprovalActivities.AddTo(new ActivityRegistry());
        string[] common = ["id", "nodeId", "type", "version", "customProperties", "metadata"];
        foreach (var (path, root) in Roots())
            foreach (var activity in root["activities"]!.AsArray().OfType<JsonObject>().Where(a => ((string)a["type"]!).StartsWith("Approval.", StringComparison.Ordinal)))
            {
                var type = registry.Find((string)activity["type"]!).ShouldNotBeNull();
                var given = activity.Select(m => m.Key).Except(common).Except(type.Outputs.Select(o => o.Name)).ToList();
                given.Except(type.Inputs.Select(i => i.Name)).ShouldBeEmpty($"{path} {activity["id"]}");
                type.Inputs.Where(i => i.Required).Select(i => i.Name).Except(given).ShouldBeEmpty($"{path} {activity["id"]}");
                foreach (var input in type.Inputs.Where(i => given.Contains(i.Name)))
                    ((activity[input.Name] as JsonObject)?["typeName"]?.GetValue<string>()).ShouldBe(input.IsWrapped ? input.TypeName : null, $"{path} {activity["id"]} {input.Name}");
            }
    }

    [Fact]
    public void Every_flow_should_have_ways_to_refuse_correct_and_withdraw()
    {
        foreach (var flow in Repository.Catalogue.Flows)
        {
            var shape = FlowShape.Of(flow);
            var results = shape.Nodes.Where(n => n.Result is not null).Select(n => n.Result!).ToList();
            results.ShouldBe(flow.Outcomes.Except([CaseResults.ApprovedWithConditions]).Append(CaseResults.Withdrawn).Distinct(), ignoreOrder: true, flow.Code);
            shape.Nodes.ShouldContain(n => n.Id == FlowShape.Correction);
            foreach (var step in flow.Steps.TakeWhile(s => s.Kind != "decide"))
                foreach (var port in new[] { Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw })
                    shape.Links.Count(l => l.Source == step.Key && l.Port == port).ShouldBe(1, $"{flow.Code} {step.Key} {port}");
        }
    }

    private static IEnumerable<(string Path, JsonObject Root)> Roots() =>
        FlowDefinitionWriter.WriteAll(Repository.Catalogue).Select(f => (f.Path, JsonNode.Parse(f.Json)!["root"]!.AsObject()));
}
