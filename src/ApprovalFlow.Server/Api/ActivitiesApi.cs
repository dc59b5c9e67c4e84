using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Server.Api;

public static class ActivitiesApi
{
    public static void MapActivities(this IEndpointRouteBuilder api) =>
        api.MapGet("/descriptors/activities", (ActivityRegistry registry) => registry.Types.Select(ActivityDescriptor.Of))
            .WithTags("Descriptors").WithName("ListActivityDescriptors").WithSummary("The activity types that a designer may place.");
}

/// <summary>An activity type as data.</summary>
public sealed record ActivityDescriptor(
    string TypeName, int Version, string Category, Localized DisplayName, Localized Description, string Icon, ActivityKind Kind, bool IsContainer, bool IsStart, bool IsTerminal,
    IReadOnlyList<InputDescriptor> Inputs, IReadOnlyList<OutputDescriptor> Outputs, IReadOnlyList<Outcome> Outcomes, bool HasDynamicOutcomes, IReadOnlyList<string> EmbeddedPorts)
{
    public static ActivityDescriptor Of(ActivityType type) => new(
        type.TypeName, type.Version, type.Category, type.DisplayName, type.Description, type.Icon, type.Kind, type.IsContainer, type.IsStart, type.IsTerminal,
        type.Inputs, type.Outputs, type.Outcomes, type.HasDynamicOutcomes, type.EmbeddedPorts);
}
