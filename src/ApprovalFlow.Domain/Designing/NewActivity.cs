using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>The JSON of an activity that was just placed: its names and what its type asks for at least.</summary>
internal static class NewActivity
{
    public static JsonObject Of(ActivityType type, string id, double x, double y)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type.TypeName, ["version"] = type.Version, ["customProperties"] = new JsonObject() };
        if (type.Inputs.Any(i => i.Name == "nameZh"))
        {
            activity["nameZh"] = InputJson.Wrapped("String", "Literal", type.DisplayName.Zh);
            activity["nameEn"] = InputJson.Wrapped("String", "Literal", type.DisplayName.En);
        }
        if (type.TypeName == FlowJson.FlowchartType)
        {
            activity["variables"] = new JsonArray();
            activity["activities"] = new JsonArray();
            activity["connections"] = new JsonArray();
        }
        activity["metadata"] = new JsonObject
        {
            ["displayText"] = type.DisplayName.Zh, ["displayTextEn"] = type.DisplayName.En,
            ["designer"] = new JsonObject
            {
                ["position"] = new JsonObject { ["x"] = x, ["y"] = y },
                ["size"] = Size(DesignBox.SizeOf(DesignBox.ShapeOf(type.TypeName, type))),
            },
        };
        return activity;
    }

    private static JsonObject Size((double Width, double Height) size) => new() { ["width"] = size.Width, ["height"] = size.Height };
}
