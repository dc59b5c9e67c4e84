namespace ApprovalFlow.Engine.Execution;

/// <summary>A flowchart as others may walk it: its activities and how they are connected.</summary>
public sealed record FlowOutline(string Path, IReadOnlyList<ActivityInfo> Activities, ActivityInfo? Start, IReadOnlyList<OutlineConnection> Connections)
{
    internal static FlowOutline Of(Node flowchart)
    {
        var flow = flowchart.Flow!;
        var activities = flow.Nodes.Select(n => new ActivityInfo(n.Id, n.Path, n.TypeName, n.DisplayName, n.CanStartWorkflow)).ToList();
        var analysis = flow.Start < 0 ? null : flow.From(flow.Start);
        return new(flowchart.Path, activities, flow.Start < 0 ? null : activities[flow.Start],
            [.. flow.Connections.Select((c, i) => new OutlineConnection(activities[c.Source], c.Port, activities[c.Target], analysis?.IsForward(i) == true))]);
    }
}

/// <param name="Port">Outcome that is followed; null: done.</param>
/// <param name="IsForward">False: a way back, or out of an activity that the start does not reach.</param>
public sealed record OutlineConnection(ActivityInfo Source, string? Port, ActivityInfo Target, bool IsForward);
