using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

internal sealed class WriteLineBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Emit("WriteLine", context.Text("text") ?? "");
}

internal sealed class ReadLineBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Wait(new BookmarkRequest("Elsa.ReadLine"));

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        context.SetOutput("result", input.GetValueOrDefault("Line"));
        context.Complete();
    }
}

internal sealed class SetVariableBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var reference = context.Property("variable");
        var id = reference?.Text("id") ?? (reference is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString() : null);
        var known = id is not null ? self.FindVariable(id, byName: false) : reference?.Text("name") is { } name ? self.FindVariable(name, byName: true) : null;
        if (known is not { } found) context.Fault($"Variable '{id}' not found.");
        else self.SetVariable(found, context.Input("value"));
    }
}

internal sealed class SetOutputBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var name = context.Text("outputName") ?? "";
        for (var at = self.Burst.OwnerOf(self.Scope); at is not null && at.Context != 1; at = self.Burst.OwnerOf(at))
            if (self.Burst.NodeOf(at)?.Composite?.Outputs.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } declared)
            {
                self.SetWorkflowOutput(at, declared.Name, TypeAlias.Convert(context.Input("outputValue"), declared.TypeName));
                return;
            }
        var output = self.Burst.Graph.Definition.Outputs.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        self.Burst.Emit(new WorkflowOutputSet(output?.Name ?? name, TypeAlias.Convert(context.Input("outputValue"), output?.TypeName ?? "Object")));
    }
}

internal sealed class SetNameBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => ((Activation)context).Burst.Emit(new InstanceNamed(context.Text("value")));
}

internal sealed class CorrelateBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => ((Activation)context).Burst.Emit(new InstanceCorrelated(context.Text("correlationId")));
}

internal sealed class FaultBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Fault(context.Text("message") is { Length: > 0 } message ? message : "The workflow was faulted on purpose.");
}

internal sealed class BreakBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => ContainerBehavior.SignalBreak((Activation)context);
}

internal sealed class FinishBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => ((Activation)context).Burst.Finish(((Activation)context).Scope);
}

/// <summary>Completes the nearest enclosing workflow (or workflow used as an activity) with outcomes of its own.</summary>
internal sealed class CompleteBehavior : ActivityBehavior
{
    private const string OutcomesKey = "complete";

    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var burst = self.Burst;
        List<object?>? outcomes = context.Input("outcomes") switch
        {
            List<object?> list => [.. list.Select(o => (object?)Value.ToText(o))],
            string { Length: > 0 } text => Value.TryParseJson(text, out var parsed) && parsed is List<object?> list ? list : [text],
            _ => null,
        };
        var composite = burst.OwnerOf(self.Scope);
        while (composite is not null && composite.Context != 1 && burst.NodeOf(composite)?.Composite is null) composite = burst.OwnerOf(composite);
        if (composite is not null) burst.Emit(new ProgressMade(composite.Context, OutcomesKey, outcomes));
        ContainerBehavior.EndLoops(self, composite);
        // First as any terminal activity does, so that what encloses it ends as completed; whatever is left is cancelled with the composite.
        self.CompleteWith(null);
        if (composite is not null && burst.Exists(composite)) burst.Complete(composite, OutcomesAskedOf(composite));
    }

    public static IReadOnlyList<string>? OutcomesAskedOf(Scope composite) =>
        composite.ProgressOf(OutcomesKey) is List<object?> outcomes ? [.. outcomes.Select(Value.ToText)] : null;
}

internal sealed class RunJavaScriptBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        if (context.Text("script") is not { } source || string.IsNullOrWhiteSpace(source)) return;
        var script = self.Node.ScriptOf(source, out var errors);
        if (script is null) { context.Fault($"Expected a script, but line {errors[0].Line}, column {errors[0].Column}: {errors[0].Message}"); return; }
        object? result;
        try { result = self.Burst.Expressions.Run(script, self); }
        catch (ScriptException e) { throw new ActivityFault(e.Message, e); }
        if (result is not null) context.SetOutput("result", result);
        self.CompleteWith(self.PendingOutcomes);
    }
}
