using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    /// <summary>Members of the definition's head that a designer may change: where they stand, and whether they are a number of days.</summary>
    private static readonly Dictionary<string, (bool Own, bool Days)> Heads = new()
    {
        ["name"] = (false, false), ["description"] = (false, false),
        ["itemCode"] = (true, false), ["departmentId"] = (true, false), ["stepsWaiver"] = (true, false),
        ["promisedDays"] = (true, true), ["statutoryDays"] = (true, true),
    };

    public string DefinitionId => FlowJson.Text(document, "definitionId") ?? FlowJson.Text(document, "id") ?? "";
    public string Name => FlowJson.Text(document, "name") ?? "";

    /// <summary>A member of the head as text; null when the definition does not say it.</summary>
    public string? Head(string member) => Heads.TryGetValue(member, out var head) ? (head.Own ? (document[FlowAbout.Custom] as JsonObject)?[FlowAbout.Section] as JsonObject : document)?[member] switch
    {
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => FlowJson.AsDouble(value).ToString(CultureInfo.InvariantCulture),
        JsonValue value => value.ToString(),
        _ => null,
    } : null;

    /// <summary>Form fields that the definition declares, with their labels.</summary>
    public IReadOnlyList<DesignField> Fields => [.. Declarations("inputs").Select(i => new DesignField(FlowJson.Text(i, "name")!, FlowJson.Text(i, "type") ?? "Object", FlowJson.Text(i, "displayName") ?? "", FlowJson.Text(i, "description") ?? ""))];

    public IReadOnlyList<DesignField> Variables => [.. Declarations("variables").Select(v => new DesignField(FlowJson.Text(v, "name")!, FlowJson.Text(v, "typeName") ?? "Object", "", ""))];

    private Rejection? SetHead(DesignCommand.SetHead command, DesignRecorder recorder)
    {
        if (!Heads.TryGetValue(command.Member, out var head)) return DesignText.Reject("design-head-unknown", command.Member);
        if (command.Member == "name" && PlainText.NameProblem(command.Value ?? "") is { } unnamed) return unnamed;
        if (command.Value is { } text && PlainText.Problem(text, 500) is { } problem) return problem;
        JsonNode? value = command.Value?.Trim();
        if (head.Days && command.Value is { } number)
        {
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) || days > 10_000 || days * 2 % 1 != 0) return DesignText.Reject("design-value-invalid", command.Member, number);
            value = days;
        }
        var owner = head.Own ? recorder.Object(recorder.Object(document, FlowAbout.Custom), FlowAbout.Section) : document;
        if (value is null) recorder.Remove(owner, command.Member);
        else recorder.Set(owner, command.Member, value);
        recorder.Touched.Head = true;
        return null;
    }

    private Rejection? DeclareInput(DesignCommand.DeclareInput command, DesignRecorder recorder)
    {
        if (NewNameProblem("inputs", "variables", command.Name) is { } problem) return problem;
        if (!TypeAlias.IsKnown(command.Type)) return DesignText.Reject("design-value-invalid", command.Name, command.Type);
        if ((PlainText.Problem(command.Zh, 200) ?? PlainText.Problem(command.En, 200)) is { } hostile) return hostile;
        var declaration = Declared("inputs", command.Name)?.DeepClone().AsObject() ?? new JsonObject { ["type"] = command.Type, ["name"] = command.Name };
        declaration["type"] = command.Type;
        declaration["displayName"] = command.Zh;
        declaration["description"] = command.En;
        if (declaration["category"] is null) declaration["category"] = "";
        if (declaration["uiHint"] is null) declaration["uiHint"] = "single-line";
        if (declaration["isArray"] is null) declaration["isArray"] = false;
        if (declaration["storageDriverType"] is null) declaration["storageDriverType"] = "WorkflowInstanceStorageDriver";
        Put("inputs", command.Name, declaration, recorder);
        return null;
    }

    private Rejection? DeclareVariable(DesignCommand.DeclareVariable command, DesignRecorder recorder)
    {
        if (NewNameProblem("variables", "inputs", command.Name) is { } problem) return problem;
        if (!TypeAlias.IsKnown(command.Type)) return DesignText.Reject("design-value-invalid", command.Name, command.Type);
        var declaration = Declared("variables", command.Name)?.DeepClone().AsObject() ?? new JsonObject { ["id"] = command.Name, ["name"] = command.Name };
        declaration["typeName"] = command.Type;
        if (declaration["isArray"] is null) declaration["isArray"] = false;
        if (declaration["storageDriverTypeName"] is null) declaration["storageDriverTypeName"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";
        Put("variables", command.Name, declaration, recorder);
        return null;
    }

    private Rejection? Undeclare(DesignCommand.Undeclare command, DesignRecorder recorder)
    {
        foreach (var list in (string[])["inputs", "variables"])
            if (document[list] is JsonArray items)
                for (var i = 0; i < items.Count; i++)
                    if (items[i] is JsonObject item && FlowJson.Text(item, "name") == command.Name)
                    {
                        recorder.RemoveAt(items, i);
                        recorder.Touched.Head = true;
                        return null;
                    }
        return DesignText.Reject("design-identifier-unknown", command.Name);
    }

    /// <summary>Scripts ask for both by name in any case, so one name may stand in one list only.</summary>
    private Rejection? NewNameProblem(string list, string other, string name)
    {
        if (!PlainText.IsIdentifier(name)) return DesignText.Reject("design-identifier-invalid", name);
        var twin = Declarations(list).Any(d => FlowJson.Text(d, "name") is { } there && there != name && there.Equals(name, StringComparison.OrdinalIgnoreCase))
            || Declarations(other).Any(d => name.Equals(FlowJson.Text(d, "name"), StringComparison.OrdinalIgnoreCase));
        return twin ? DesignText.Reject("design-identifier-taken", name) : null;
    }

    private void Put(string list, string name, JsonObject declaration, DesignRecorder recorder)
    {
        var items = recorder.Array(document, list);
        var at = items.IndexOf(Declared(list, name));
        if (at < 0) recorder.Append(items, declaration);
        else if (!JsonNode.DeepEquals(items[at], declaration))
        {
            recorder.RemoveAt(items, at);
            recorder.Insert(items, at, declaration);
        }
        recorder.Touched.Head = true;
    }

    private IEnumerable<JsonObject> Declarations(string list) => (document[list] as JsonArray)?.OfType<JsonObject>().Where(d => FlowJson.Text(d, "name") is { Length: > 0 }) ?? [];

    private JsonObject? Declared(string list, string name) => Declarations(list).FirstOrDefault(d => FlowJson.Text(d, "name") == name);

    private JsonObject Reference(string variable) => Declared("variables", variable) is { } declared
        ? new() { ["id"] = FlowJson.Text(declared, "id") ?? variable, ["name"] = variable, ["typeName"] = FlowJson.Text(declared, "typeName") ?? "Object" }
        : new() { ["id"] = variable, ["name"] = variable };
}

/// <summary>A form field or variable that expressions may name.</summary>
public sealed record DesignField(string Name, string Type, string Zh, string En);
