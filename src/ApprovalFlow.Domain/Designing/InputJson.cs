using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>How the value of an input is written and read (SPEC 2.2).</summary>
internal static class InputJson
{
    public static JsonObject Wrapped(string typeName, string expression, JsonNode? value) =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = expression, ["value"] = value } };

    /// <summary>Type and value of the expression.</summary>
    public static (string Type, JsonNode? Value) Expression(DesignValue value) => value switch
    {
        DesignValue.Text text => ("Literal", JsonValue.Create(text.Value)),
        DesignValue.Number number => ("Literal", JsonValue.Create(number.Value)),
        DesignValue.Flag flag => ("Literal", JsonValue.Create(flag.Value)),
        DesignValue.List list => ("Object", JsonValue.Create(Texts(list.Values).ToJsonString(FlowDesign.Writing))),
        DesignValue.Script script => ("JavaScript", JsonValue.Create(script.Source)),
        DesignValue.Variable variable => ("Variable", new JsonObject { ["id"] = variable.Name, ["name"] = variable.Name }),
        DesignValue.Field field => ("Input", new JsonObject { ["name"] = field.Name }),
        _ => throw new InvalidOperationException($"Expected a known kind of value, but got {value.GetType().Name}."),
    };

    public static JsonNode? Plain(DesignValue value) => value switch
    {
        DesignValue.Text text => JsonValue.Create(text.Value),
        DesignValue.Number number => JsonValue.Create(number.Value),
        DesignValue.Flag flag => JsonValue.Create(flag.Value),
        DesignValue.List list => Texts(list.Values),
        _ => null,
    };

    /// <summary>What an activity says about an input; null: nothing, or something no designer's value can say.</summary>
    public static DesignValue? Read(JsonObject activity, InputDescriptor input)
    {
        if (activity[input.Name] is not { } member) return null;
        if (member is JsonObject wrapped && wrapped["expression"] is JsonObject expression)
        {
            var value = expression["value"];
            switch (FlowJson.Text(expression, "type"))
            {
                case "JavaScript": return new DesignValue.Script(value?.ToString() ?? "");
                case "Variable": return new DesignValue.Variable(FlowJson.Text(value as JsonObject, "name") ?? FlowJson.Text(value as JsonObject, "id") ?? "");
                case "Input": return new DesignValue.Field(FlowJson.Text(value as JsonObject, "name") ?? "");
                case "Literal" when value is not JsonArray: return Scalar(value);
            }
        }
        else if (member is JsonObject named && FlowJson.Text(named, "id") is { } id) return new DesignValue.Variable(FlowJson.Text(named, "name") ?? id);
        else if (member is JsonValue scalar) return Scalar(scalar);
        return FlowJson.LiteralList(activity, input.Name) is { } list ? new DesignValue.List(list) : null;
    }

    private static JsonArray Texts(IReadOnlyList<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static DesignValue? Scalar(JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => new DesignValue.Flag(true),
        System.Text.Json.JsonValueKind.False => new DesignValue.Flag(false),
        System.Text.Json.JsonValueKind.Number => new DesignValue.Number(FlowJson.AsDouble(value)),
        _ => new DesignValue.Text(value.GetValue<string>()),
    };
}
