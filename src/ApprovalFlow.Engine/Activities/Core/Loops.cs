using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

internal sealed class WhileBehavior : LoopBehavior
{
    protected override void Execute(Activation self) => Next(self);

    /// <summary>Without a body a true condition would never end: it completes.</summary>
    protected override void Next(Activation self)
    {
        if (self.Node.Port("body") is { } body && self.Flag("condition")) self.Burst.Schedule(body, self.Scope);
        else self.CompleteWith(null);
    }
}

internal sealed class ForBehavior : LoopBehavior
{
    protected override void Execute(Activation self)
    {
        var burst = self.Burst;
        // Inputs are read once: what they were then is kept, also over a wait.
        burst.Emit(new ProgressMade(self.Scope.Context, "bounds", new List<object?> { Value.Of(self.Number("end") ?? 0), Value.Of(self.Number("step") ?? 0), Value.Of(self.Flag("outerBoundInclusive")) }));
        Iterate(self, self.Number("start") ?? 0);
    }

    protected override void Next(Activation self) => Iterate(self, (double)self.Scope.ProgressOf("current")! + (double)Bounds(self)[1]!);

    private static List<object?> Bounds(Activation self) => (List<object?>)self.Scope.ProgressOf("bounds")!;

    private static void Iterate(Activation self, double current)
    {
        var bounds = Bounds(self);
        var (end, step, inclusive) = ((double)bounds[0]!, (double)bounds[1]!, bounds[2] is true);
        var inRange = step >= 0 ? inclusive ? current <= end : current < end : inclusive ? current >= end : current > end;
        if (!inRange || self.Node.Port("body") is not { } body) { self.CompleteWith(null); return; }
        self.Burst.Emit(new ProgressMade(self.Scope.Context, "current", current));
        self.SetOutput("currentValue", current);
        self.Burst.Schedule(body, self.Scope, new Dictionary<string, object?> { ["CurrentValue"] = Value.Of(current) });
    }
}

internal sealed class ForEachBehavior : LoopBehavior
{
    protected override void Execute(Activation self)
    {
        if (ItemsOf(self.Input("items"), textByCharacter: true) is not { } items) { self.Fault("Expected a collection of items, but there is none."); return; }
        self.Burst.Emit(new ProgressMade(self.Scope.Context, "items", items));
        Iterate(self, 0);
    }

    protected override void Next(Activation self)
    {
        if (self.Node.Port("body") is null) self.CompleteWith(null);
        else Iterate(self, (int)(double)self.Scope.ProgressOf("index")! + 1);
    }

    private static void Iterate(Activation self, int index)
    {
        var items = (List<object?>)self.Scope.ProgressOf("items")!;
        if (index >= items.Count) { self.CompleteWith(null); return; }
        self.Burst.Emit(new ProgressMade(self.Scope.Context, "index", (double)index));
        self.SetOutput("currentValue", items[index]);
        if (self.Node.Port("body") is { } body)
            self.Burst.Schedule(body, self.Scope, new Dictionary<string, object?> { ["CurrentValue"] = items[index], ["CurrentIndex"] = Value.Of((double)index) });
        else self.CompleteWith(null);
    }

    /// <summary>A list as it is, JSON text parsed; other text is iterated by characters where the loop does so (quirk of the format).</summary>
    public static List<object?>? ItemsOf(object? value, bool textByCharacter) => value switch
    {
        List<object?> list => list,
        string text when text.AsSpan().TrimStart() is ['[', ..] && Value.TryParseJson(text, out var parsed) && parsed is List<object?> list => list,
        string text when textByCharacter => [.. text.Select(c => (object?)c.ToString())],
        Dictionary<string, object?> map => [.. map.Select(p => (object?)new Dictionary<string, object?> { ["Key"] = p.Key, ["Value"] = p.Value })],
        _ => null,
    };
}

internal sealed class ParallelForEachBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        var items = ForEachBehavior.ItemsOf(self.Input("items"), textByCharacter: false);
        if (items is not { Count: > 0 } || self.Node.Port("body") is not { } body) { self.CompleteWith(null); return; }
        self.Burst.Emit(new ProgressMade(self.Scope.Context, "count", (double)items.Count));
        for (var i = 0; i < items.Count; i++)
            self.Burst.Schedule(body, self.Scope, new Dictionary<string, object?> { ["CurrentValue"] = items[i], ["CurrentIndex"] = Value.Of((double)i) });
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        if (self.Scope.CompletedChildren >= (double)self.Scope.ProgressOf("count")!) self.CompleteWith(null);
    }
}
