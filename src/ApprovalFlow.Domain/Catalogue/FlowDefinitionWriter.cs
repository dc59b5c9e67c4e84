using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Writes a catalogue flow as an Elsa 3 workflow definition. The same catalogue gives the same bytes everywhere.</summary>
public static class FlowDefinitionWriter
{
    public const string CountyInput = "countyCode", DecisionVariable = "Decision", ResultOutput = "Result";

    private const string Root = "flow";

    /// <summary>Every definition of the catalogue; paths are relative to the definitions folder, with forward slashes.</summary>
    public static IEnumerable<DefinitionFile> WriteAll(ApprovalCatalogue catalogue) => catalogue.Flows.Select(flow => Write(flow, catalogue));

    public static DefinitionFile Write(ApprovalFlowEntry flow, ApprovalCatalogue catalogue)
    {
        var item = catalogue.Item(flow.ItemCode)!;
        var department = catalogue.Department(item.DepartmentId)!;
        return new($"{department.Code.ToLowerInvariant()}/{flow.Code}.json", CompactJson.Write(Document(flow, item)));
    }

    private static JsonObject Document(ApprovalFlowEntry flow, ApprovalItem item) => new()
    {
        ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
        ["id"] = $"{flow.Code}-v1",
        ["definitionId"] = flow.Code,
        ["name"] = flow.NameZh,
        ["description"] = flow.NameEn,
        ["createdAt"] = "2026-01-01T00:00:00+08:00",
        ["version"] = 1,
        ["toolVersion"] = "3.6.0.0",
        ["variables"] = FlowShape.GrantsConditions(flow) ? new JsonArray(Decision()) : new JsonArray(),
        ["inputs"] = new JsonArray([.. Inputs(flow, item)]),
        ["outputs"] = new JsonArray(new JsonObject { ["type"] = "String", ["name"] = ResultOutput, ["displayName"] = "办结结果", ["description"] = "", ["category"] = "", ["isArray"] = false }),
        ["outcomes"] = new JsonArray(),
        [FlowAbout.Custom] = new JsonObject { [FlowAbout.Section] = About(flow, item) },
        ["isReadonly"] = false,
        ["isSystem"] = false,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["options"] = new JsonObject { ["usableAsActivity"] = false, ["autoUpdateConsumingWorkflows"] = false },
        ["root"] = Flowchart(flow, item),
    };

    private static JsonObject About(ApprovalFlowEntry flow, ApprovalItem item) => new()
    {
        ["flowCode"] = flow.Code,
        ["itemCode"] = flow.ItemCode,
        ["departmentId"] = item.DepartmentId,
        ["variant"] = flow.Variant,
        ["variantEn"] = flow.VariantEn,
        ["template"] = flow.Template,
        ["promisedDays"] = flow.PromisedDays,
        ["eligibleWhen"] = flow.EligibleWhen,
        ["outcomes"] = ActivityJson.Texts(flow.Outcomes),
    };

    private static JsonObject Decision() => new()
    {
        ["id"] = "decision",
        ["name"] = DecisionVariable,
        ["typeName"] = "String",
        ["isArray"] = false,
        ["storageDriverTypeName"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
    };

    /// <summary>One input per form field that a condition reads, and the county where a county takes part.</summary>
    private static IEnumerable<JsonObject> Inputs(ApprovalFlowEntry flow, ApprovalItem item)
    {
        var used = flow.Steps.Where(s => s.When is not null).SelectMany(s => Condition.Parse(s.When!).Condition!.Fields).ToHashSet();
        foreach (var field in item.FormFields.Where(f => used.Contains(f.Key)))
            yield return Input(field.Key, field.Type switch { "number" => "Double", "bool" => "Boolean", _ => "String" }, field.LabelZh, field.LabelEn);
        if (flow.Steps.Any(s => s.Kind == "county-preliminary"))
            yield return Input(CountyInput, "String", "受理区县代码", "Division code of the acting county");
    }

    private static JsonObject Input(string name, string type, string zh, string en) => new()
    {
        ["type"] = type, ["name"] = name, ["displayName"] = zh, ["description"] = en, ["category"] = "", ["uiHint"] = "single-line", ["isArray"] = false,
        ["storageDriverType"] = "WorkflowInstanceStorageDriver",
    };

    private static JsonObject Flowchart(ApprovalFlowEntry flow, ApprovalItem item)
    {
        var shape = FlowShape.Of(flow);
        var layout = FlowLayout.Of(shape);
        var activities = new JsonArray();
        foreach (var node in shape.Nodes)
        {
            var activity = ActivityJson.Of(node, flow, item);
            activity.Insert(1, "nodeId", $"Workflow1:{Root}:{node.Id}");
            activity["metadata"] = Metadata(node.Name, layout.BoxOf(node.Id));
            activities.Add(activity);
        }
        var connections = new JsonArray();
        foreach (var link in shape.Links)
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = link.Source, ["port"] = link.Port },
                ["target"] = new JsonObject { ["activity"] = link.Target, ["port"] = "In" },
                ["vertices"] = new JsonArray([.. layout.BendsOf(link).Select(p => new JsonObject { ["x"] = p.X, ["y"] = p.Y })]),
            });
        return new()
        {
            ["id"] = Root,
            ["nodeId"] = $"Workflow1:{Root}",
            ["name"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["variables"] = new JsonArray(),
            ["activities"] = activities,
            ["connections"] = connections,
        };
    }

    private static JsonObject Metadata(Localized name, Box box) => new()
    {
        ["displayText"] = name.Zh,
        ["displayTextEn"] = name.En,
        ["designer"] = new JsonObject
        {
            ["position"] = new JsonObject { ["x"] = box.X, ["y"] = box.Y },
            ["size"] = new JsonObject { ["width"] = box.Width, ["height"] = box.Height },
        },
    };
}

/// <param name="Path">Relative to the definitions folder.</param>
public sealed record DefinitionFile(string Path, string Json);
