using System.Text.Json.Nodes;

namespace ApprovalFlow.Testing;

/// <summary>A flow of the catalogue whose countersign is signed by two people.</summary>
public static class SignedDefinition
{
    public const string Flow = "SHJ-001-A";

    public static string TwoSigners(string json, string mode)
    {
        var definition = JsonNode.Parse(json)!;
        var step = definition["root"]!["activities"]!.AsArray().Single(a => (string?)a!["type"] == "Approval.Countersign")!;
        step["mode"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = mode } };
        step["signers"] = new JsonObject { ["typeName"] = "List<Object>", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """[{"role":"chief-representative"},{"role":"chief-representative"}]""" } };
        return definition.ToJsonString();
    }
}
