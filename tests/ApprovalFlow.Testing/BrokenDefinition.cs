using System.Text.Json.Nodes;

namespace ApprovalFlow.Testing;

/// <summary>A definition that every check lets pass and that fails when it runs: a step's name is computed from a value that nobody gives.</summary>
public static class BrokenDefinition
{
    public static string Of(string json, string activityId)
    {
        var document = JsonNode.Parse(json)!;
        var step = document["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == activityId)!;
        step["nameZh"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getInput('Archive').name" } };
        (document["id"], document["version"]) = ($"{(string)document["definitionId"]!}-broken", (int)document["version"]! + 1);
        return document.ToJsonString();
    }
}
