using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Tests.Differences;

/// <summary>A definition's document under a designer's hands.</summary>
internal sealed class DefinitionEdits(string json)
{
    public JsonObject Document { get; } = JsonNode.Parse(json)!.AsObject();
    public JsonArray Activities => Document["root"]!["activities"]!.AsArray();
    public JsonArray Connections => Document["root"]!["connections"]!.AsArray();
    public JsonObject About => Document["customProperties"]!["approvalflow"]!.AsObject();

    public static DefinitionEdits Of(string flow) => new(File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Repository.Workflows, "definitions"), flow + ".json", SearchOption.AllDirectories).Single()));

    public JsonObject Activity(string id) => Activities.Single(a => (string?)a!["id"] == id)!.AsObject();

    public DefinitionEdits Literal(string id, string input, JsonNode value)
    {
        Activity(id)[input]!["expression"]!["value"] = value;
        return this;
    }

    /// <summary>Takes a step out and leads what came to it to where it agreed to go.</summary>
    public DefinitionEdits Bypass(string id, string port = "Approve")
    {
        var next = (string)Connections.Single(c => (string?)c!["source"]!["activity"] == id && (string?)c["source"]!["port"] == port)!["target"]!["activity"]!;
        Activities.Remove(Activity(id));
        foreach (var line in Connections.Where(c => (string?)c!["source"]!["activity"] == id).ToList()) Connections.Remove(line);
        foreach (var line in Connections.Where(c => (string?)c!["target"]!["activity"] == id)) line!["target"]!["activity"] = next;
        return this;
    }

    public DefinitionEdits Connect(string from, string port, string to)
    {
        Connections.Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" }, ["vertices"] = new JsonArray() });
        return this;
    }

    public DefinitionEdits Disconnect(string from, string port)
    {
        foreach (var line in Connections.Where(c => (string?)c!["source"]!["activity"] == from && (string?)c["source"]!["port"] == port).ToList()) Connections.Remove(line);
        return this;
    }

    public override string ToString() => Document.ToJsonString();
}
