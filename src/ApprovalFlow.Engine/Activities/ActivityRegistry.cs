using ApprovalFlow.Engine.Activities.Core;

namespace ApprovalFlow.Engine.Activities;

/// <summary>The activity types an engine knows, by type name. Filled once at start, then only read.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityType> types = new(StringComparer.Ordinal);

    public IEnumerable<ActivityType> Types => types.Values.OrderBy(t => t.Category, StringComparer.Ordinal).ThenBy(t => t.TypeName, StringComparer.Ordinal);

    public ActivityType? Find(string typeName) => types.GetValueOrDefault(typeName);

    public ActivityRegistry Add(ActivityType type)
    {
        if (!types.TryAdd(type.TypeName, type))
            throw new ArgumentException($"Expected each activity type once, but '{type.TypeName}' is registered twice.", nameof(type));
        return this;
    }

    /// <summary>A registry holding Elsa's core activities (SPEC 5).</summary>
    public static ActivityRegistry CreateCore()
    {
        var registry = new ActivityRegistry();
        foreach (var type in CoreActivities.All) registry.Add(type);
        return registry;
    }
}
