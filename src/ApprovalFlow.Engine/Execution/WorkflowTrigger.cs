using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Scheduling;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Execution;

/// <summary>A way to start instances of a published definition (SPEC 7.4): an activity that can start the workflow, and what sets it off.</summary>
/// <param name="Hash">Compared with the hash of a stimulus; null for triggers of time.</param>
public sealed record WorkflowTrigger(string ActivityId, string TypeName, string? Hash)
{
    /// <summary>Name of the input under which an event's payload reaches the activity that waits for it.</summary>
    public const string EventPayloadKey = EventBehavior.PayloadKey;

    private Func<DateTimeOffset, DateTimeOffset?>? Schedule { get; init; }
    public bool IsRecurring { get; private init; }

    /// <summary>The next instant at which it starts an instance; null when time does not start it (any more).</summary>
    public DateTimeOffset? NextStart(DateTimeOffset after) => Schedule?.Invoke(after);

    internal static IEnumerable<WorkflowTrigger> Of(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            if (!node.CanStartWorkflow) continue;
            object? Literal(string input) => node.InputNamed(input)?.Literal;
            switch (node.Behavior)
            {
                case EventBehavior:
                    yield return new(node.Id, node.TypeName, BookmarkHash.Of("Elsa.Event", EventBehavior.Stimulus(Literal("eventName") as string), null));
                    break;
                case TimerBehavior when TypeAlias.ToTimeSpan(Literal("interval")) is { Ticks: > 0 } interval:
                    yield return new(node.Id, node.TypeName, null) { Schedule = after => DateTimeOffset.MaxValue - after > interval ? after + interval : null, IsRecurring = true };
                    break;
                case CronBehavior when CronExpression.TryParse(Literal("cronExpression") as string) is { } cron:
                    yield return new(node.Id, node.TypeName, null) { Schedule = cron.Next, IsRecurring = true };
                    break;
                case StartAtBehavior when TypeAlias.ToInstant(Literal("dateTime")) is { } instant:
                    yield return new(node.Id, node.TypeName, null) { Schedule = after => instant > after ? instant : null };
                    break;
            }
        }
    }
}
