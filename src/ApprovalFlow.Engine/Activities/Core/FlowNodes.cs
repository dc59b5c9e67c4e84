using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>Start, End and everything else that does nothing but complete.</summary>
internal sealed class PassBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Complete();
}

internal sealed class FlowDecisionBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Complete(context.Flag("condition") ? "True" : "False");
}

internal sealed class FlowSwitchBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var labels = self.Node.Cases.Where(c => self.Evaluate(c.Condition) is true).Select(c => c.Label).ToList();
        if (labels.Count > 1 && !SwitchBehavior.MatchesAny(self)) labels.RemoveRange(1, labels.Count - 1);
        self.CompleteWith(labels.Count == 0 ? ["Default"] : labels);
    }
}

internal sealed class FlowForkBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) =>
        ((Activation)context).CompleteWith(context.Input("branches") is List<object?> branches ? [.. branches.Select(Value.ToText)] : null);
}

internal sealed class FlowJoinBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        if (FlowchartBehavior.JoinModeOf(context.Input("mode")) == JoinMode.WaitAny
            && self.Burst.OwnerOf(self.Scope) is { } flowchart && self.Burst.NodeOf(flowchart) is { Flow: not null } owner)
            FlowchartBehavior.CancelAncestors(new Activation(self.Burst, owner, flowchart), self.Node.Position);
        context.Complete();
    }
}

internal enum JoinMode { WaitAll, WaitAllActive, WaitAny }

internal enum SwitchMode { MatchFirst, MatchAny }

internal enum ForkJoinMode { WaitAll, WaitAny }

/// <summary>Enums in definitions are names, in any case, or numbers.</summary>
internal static class Choice
{
    public static T Of<T>(object? value) where T : struct, Enum => value switch
    {
        string text when Enum.TryParse<T>(text.Trim(), ignoreCase: true, out var choice) && Enum.IsDefined(choice) => choice,
        double number when Enum.TryParse<T>(Value.NumberText(number), out var choice) && Enum.IsDefined(choice) => choice,
        _ => default,
    };
}
