using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>An activity that holds others: it decides itself when it is complete.</summary>
internal abstract class ContainerBehavior : ActivityBehavior
{
    protected const string BreakKey = "break";

    public sealed override void Execute(ActivityContext context) => Execute((Activation)context);

    protected abstract void Execute(Activation self);

    public abstract void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes);

    protected static bool IsBreaking(Activation self) => self.Scope.ProgressOf(BreakKey) is true;

    /// <summary>Schedules a list of children; with none the container completes.</summary>
    protected static void ScheduleAll(Activation self)
    {
        if (self.Node.Activities.Length == 0) self.CompleteWith(null);
        foreach (var child in self.Node.Activities) self.Burst.Schedule(child, self.Scope);
    }

    /// <summary>Complete ends the loops on its way up to the composite: none goes on to its next value (SPEC 5.1).</summary>
    public static void EndLoops(Activation from, Scope? composite)
    {
        for (var at = from.Burst.OwnerOf(from.Scope); at is not null && at != composite; at = from.Burst.OwnerOf(at))
            if (from.Burst.NodeOf(at)?.Behavior is LoopBehavior) from.Burst.Emit(new WorkflowEvent.ProgressMade(at.Context, BreakKey, true));
    }

    /// <summary>A break on its way up: sequences and forks take note and let it pass, the nearest loop takes it (SPEC 5.1).</summary>
    public static void SignalBreak(Activation from)
    {
        var burst = from.Burst;
        for (var at = burst.OwnerOf(from.Scope); at is not null; at = burst.OwnerOf(at))
        {
            var behavior = burst.NodeOf(at)?.Behavior;
            if (behavior is LoopBehavior or SequenceBehavior or ForkBehavior) burst.Emit(new WorkflowEvent.ProgressMade(at.Context, BreakKey, true));
            if (behavior is LoopBehavior) return;
        }
    }
}

/// <summary>While, For, ForEach: the nearest of these ends a break.</summary>
internal abstract class LoopBehavior : ContainerBehavior
{
    public sealed override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        if (IsBreaking(self)) self.CompleteWith(null);
        else Next(self);
    }

    /// <summary>Schedules the next iteration or completes.</summary>
    protected abstract void Next(Activation self);
}
