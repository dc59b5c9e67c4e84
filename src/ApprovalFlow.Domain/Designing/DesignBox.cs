using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Where an activity lies and what it looks like.</summary>
public readonly record struct DesignBox(double X, double Y, double Width, double Height)
{
    internal const double CommentWidth = 200, CommentHeight = 96;

    internal static DesignBox Of(JsonObject activity, ActivityType? type)
    {
        var designer = FlowJson.Designer(activity);
        var (position, size) = (designer?["position"] as JsonObject, designer?["size"] as JsonObject);
        var (width, height) = SizeOf(ShapeOf(FlowJson.Text(activity, "type") ?? "", type));
        return new(FlowJson.Number(position, "x") ?? 0, FlowJson.Number(position, "y") ?? 0,
            Math.Clamp(FlowJson.Number(size, "width") ?? width, 24, 600), Math.Clamp(FlowJson.Number(size, "height") ?? height, 24, 400));
    }

    internal static DesignShape ShapeOf(string typeName, ActivityType? type) => typeName switch
    {
        "Elsa.Start" => DesignShape.Start,
        "Elsa.End" or "Elsa.Finish" or "Elsa.Break" => DesignShape.End,
        "Elsa.FlowDecision" or "Elsa.FlowSwitch" => DesignShape.Decision,
        "Elsa.FlowFork" or "Elsa.FlowJoin" => DesignShape.Gate,
        "Approval.CloseCase" => DesignShape.Close,
        _ when type is null => DesignShape.Unknown,
        _ when type.IsContainer || type.EmbeddedPorts.Count > 0 => DesignShape.Container,
        _ => DesignShape.Step,
    };

    internal static (double Width, double Height) SizeOf(DesignShape shape) => shape switch
    {
        DesignShape.Start or DesignShape.End => (48, 48),
        DesignShape.Decision => (184, 64),
        DesignShape.Gate => (88, 40),
        DesignShape.Close => (168, 48),
        _ => (184, 72),
    };
}

public enum DesignShape { Step, Start, End, Decision, Gate, Close, Container, Unknown }
