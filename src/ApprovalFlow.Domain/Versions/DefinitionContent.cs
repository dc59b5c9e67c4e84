using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Versions;

/// <summary>What a definition's document says about itself, apart from what it does.</summary>
public static class DefinitionContent
{
    /// <summary>Members that name a version and do not say what it does.</summary>
    private static readonly HashSet<string> Naming = new(["$schema", "id", "definitionId", "tenantId", "createdAt", "version", "toolVersion", "isLatest", "isPublished"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The same content under the name of one version.</summary>
    public static WorkflowDefinition Stamp(WorkflowDefinition definition, string definitionId, int version, bool isPublished, DateTimeOffset? createdAt = null)
    {
        var members = new Dictionary<string, JsonNode?>
        {
            ["id"] = IdOf(definitionId, version), ["definitionId"] = definitionId, ["version"] = version, ["isLatest"] = true, ["isPublished"] = isPublished,
        };
        if (createdAt is { } at) members["createdAt"] = PlainJson.Iso(at);
        return definition.With(members);
    }

    /// <summary>Elsa's id of one version.</summary>
    public static string IdOf(string definitionId, int version) => $"{definitionId}-v{PlainJson.Text(version)}";

    /// <summary>Upper-case hex SHA-256 of everything but the members that name the version.</summary>
    public static string BodyHash(WorkflowDefinition definition)
    {
        var body = new JsonObject();
        foreach (var member in definition.Document.EnumerateObject())
            if (!Naming.Contains(member.Name)) body[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        using var document = JsonDocument.Parse(body.ToJsonString(), new() { MaxDepth = 1000 });
        return Convert.ToHexString(SHA256.HashData(CanonicalJson.WriteUtf8(document.RootElement)));
    }

    /// <summary>Names a comparison: approval of it is approval of nothing else.</summary>
    public static string ComparedHash(string? beforeHash, string afterHash) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{beforeHash ?? "nothing"} {afterHash}")));

    /// <summary>The flow and the department that the document says it is for.</summary>
    public static (string? FlowCode, string? DepartmentId) SubjectOf(WorkflowDefinition definition)
    {
        var about = FlowAbout.Of(definition.Document);
        return (FlowAbout.Text(about, "flowCode"), FlowAbout.Text(about, "departmentId"));
    }

    /// <summary>An empty canvas for a flow: a start and nothing else.</summary>
    public static string Empty(string definitionId, ApprovalFlowEntry? flow, ApprovalItem? item)
    {
        var document = new JsonObject
        {
            ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
            ["id"] = IdOf(definitionId, 1), ["definitionId"] = definitionId, ["name"] = flow?.NameZh ?? definitionId, ["description"] = flow?.NameEn ?? "",
            ["version"] = 1, ["toolVersion"] = "3.6.0.0", ["variables"] = new JsonArray(), ["inputs"] = new JsonArray(), ["outputs"] = new JsonArray(), ["outcomes"] = new JsonArray(),
            [FlowAbout.Custom] = flow is null ? new JsonObject() : new JsonObject
            {
                [FlowAbout.Section] = new JsonObject { ["flowCode"] = flow.Code, ["itemCode"] = flow.ItemCode, ["departmentId"] = item?.DepartmentId, ["promisedDays"] = flow.PromisedDays },
            },
            ["isReadonly"] = false, ["isSystem"] = false, ["isLatest"] = true, ["isPublished"] = false, ["options"] = new JsonObject(),
            ["root"] = new JsonObject
            {
                ["id"] = "flow", ["nodeId"] = "Workflow1:flow", ["name"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1,
                ["customProperties"] = new JsonObject(), ["metadata"] = new JsonObject(), ["variables"] = new JsonArray(),
                ["activities"] = new JsonArray(new JsonObject
                {
                    ["id"] = "start", ["nodeId"] = "Workflow1:flow:start", ["type"] = "Elsa.Start", ["version"] = 1, ["customProperties"] = new JsonObject(),
                    ["metadata"] = new JsonObject
                    {
                        ["displayText"] = "开始", ["displayTextEn"] = "Start",
                        ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 40, ["y"] = 220 }, ["size"] = new JsonObject { ["width"] = 48, ["height"] = 48 } },
                    },
                }),
                ["connections"] = new JsonArray(),
            },
        };
        return CompactJson.Write(document);
    }
}
