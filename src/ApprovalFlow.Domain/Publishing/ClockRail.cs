using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>The running total of counted working days on the slowest way to one activity: what a designer sees under the pointer.</summary>
/// <remarks>Ways back begin a new round and are left out, as in the rule that compares the longest path with the promise.</remarks>
public static class ClockRail
{
    /// <summary>The steps on the slowest way, in order; empty when nothing leads to the activity.</summary>
    public static IReadOnlyList<RailStop> To(WorkflowGraph graph, string activityId)
    {
        foreach (var flow in graph.Flowcharts.Where(f => f.Start is not null))
        {
            if (flow.Activities.FirstOrDefault(a => a.Id == activityId) is not { } target) continue;
            var total = 0d;
            var stops = new List<RailStop>();
            foreach (var at in new FlowWalk(flow).LongestTo(target, a => LawRules.CountedDays(graph, a)))
            {
                var days = LawRules.CountedDays(graph, at);
                total += days;
                if (at.Path == target.Path || LawRules.IsStep(at.TypeName)) stops.Add(new(at.Id, at.DisplayName, days, total, LawRules.IsExcluded(graph, at)));
            }
            return stops;
        }
        return [];
    }
}

/// <param name="Days">Counted working days of this step alone.</param>
/// <param name="Total">Counted working days from the start up to and including this step.</param>
public sealed record RailStop(string Id, string Name, double Days, double Total, bool Excluded);
