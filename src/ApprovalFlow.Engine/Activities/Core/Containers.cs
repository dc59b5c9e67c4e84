using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>The workflow itself: context 1 of every instance.</summary>
internal sealed class WorkflowBehavior : ContainerBehavior
{
    public static ActivityType Type { get; } = new("Elsa.Workflow", new WorkflowBehavior()) { IsContainer = true };

    protected override void Execute(Activation self) => self.Burst.Schedule(self.Node.Activities[0], self.Scope);

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes) =>
        self.CompleteWith(CompleteBehavior.OutcomesAskedOf(self.Scope));
}

/// <summary>A workflow used as an activity: it runs inside the parent instance (SPEC 5.5).</summary>
internal sealed class CompositeBehavior : ContainerBehavior
{
    public const string OutputKey = "output:";

    private static readonly CompositeBehavior Instance = new();

    private static readonly HashSet<string> Taken = new(
        ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "source", "canStartWorkflow", "runAsynchronously", "variables", "root",
            "workflowDefinitionId", "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId"], StringComparer.OrdinalIgnoreCase);

    public static ActivityType TypeOf(WorkflowDefinition definition)
    {
        string Member(string name) => Taken.Contains(Pascal.CamelCase(name)) ? "_" + Pascal.CamelCase(name) : Pascal.CamelCase(name);
        return new ActivityType(definition.ActivityTypeName, Instance)
        {
            Version = definition.Version, Category = definition.ActivityCategory, IsContainer = true, DisplayName = new(definition.Name, definition.Name),
            Inputs = [.. definition.Inputs.Select(i => new InputDescriptor(Member(i.Name), i.TypeName))],
            Outputs = [.. definition.Outputs.Select(o => new OutputDescriptor(Member(o.Name), o.TypeName))],
            Outcomes = [.. definition.Outcomes.Select(o => new Outcome(o, new(o, o)))],
        };
    }

    protected override void Execute(Activation self)
    {
        var inputs = self.Node.Composite!.Inputs;
        for (var i = 0; i < inputs.Count; i++)
            self.Burst.Emit(new VariableSet(self.Scope.Context, "input:" + inputs[i].Name, Value.Copy(self.Input(self.Node.Inputs[i].Name))));
        self.Burst.Schedule(self.Node.Activities[0], self.Scope);
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes) =>
        self.CompleteWith(CompleteBehavior.OutcomesAskedOf(self.Scope));

    /// <summary>Before it completes: every declared output goes to the parent's variable and to the output register.</summary>
    public static void HandOver(Burst burst, Node node, Scope scope)
    {
        var definition = node.Composite!;
        var self = new Activation(burst, node, scope);
        for (var i = 0; i < definition.Outputs.Count; i++)
        {
            var output = definition.Outputs[i];
            object? value = null;
            var given = scope.Progress is { } progress && progress.TryGetValue(OutputKey + output.Name, out value);
            if (!given)
            {
                if (node.Variables.FirstOrDefault(v => v.Name.Equals(output.Name, StringComparison.OrdinalIgnoreCase)) is not { } variable) continue;
                value = Activation.Read(new(scope, variable, variable.Id, IsLoop: false));
            }
            burst.Emit(new OutputRecorded(self.ContainerOf(scope).Context, node.Path, output.Name, value));
            if (node.Outputs[i].Target is { } target && burst.OwnerOf(scope) is { } owner) new Activation(burst, burst.NodeOf(owner)!, owner).BindFrom(target, value);
        }
    }
}

/// <summary>Stands for a type nobody knows: kept as it is, faults when reached.</summary>
internal sealed class NotFoundBehavior : ActivityBehavior
{
    public const string TypeName = "Elsa.NotFoundActivity";

    private static readonly NotFoundBehavior Instance = new();

    public static ActivityType TypeOf(string typeName, int version) => new(TypeName, Instance) { HasDynamicOutcomes = true, Version = Math.Max(version, 1), DisplayName = new(typeName, typeName) };

    public override void Execute(ActivityContext context) => context.Fault($"Activity type '{(context.ActivityType == TypeName ? ((Activation)context).Node.Json.Text("missingTypeName") : null) ?? context.ActivityType}' version '0' could not be found.");
}

internal sealed class SequenceBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        if (self.Node.Activities.Length == 0) self.CompleteWith(null);
        else self.Burst.Schedule(self.Node.Activities[0], self.Scope);
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        var next = childNode.Position + 1;
        if (childNode.IsTerminal || IsBreaking(self) || next >= self.Node.Activities.Length) self.CompleteWith(null);
        else self.Burst.Schedule(self.Node.Activities[next], self.Scope);
    }
}

internal sealed class ParallelBehavior : ContainerBehavior
{
    protected override void Execute(Activation self) => ScheduleAll(self);

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        if (self.Scope.CompletedChildren >= self.Node.Activities.Length) self.CompleteWith(null);
    }
}

internal sealed class ForkBehavior : ContainerBehavior
{
    protected override void Execute(Activation self) => ScheduleAll(self);

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        var any = Choice.Of<ForkJoinMode>(self.Input("joinMode")) == ForkJoinMode.WaitAny;
        if (any || IsBreaking(self) || self.Scope.CompletedChildren >= self.Node.Activities.Length) self.CompleteWith(null);
    }
}

internal sealed class IfBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        var condition = self.Flag("condition");
        self.SetOutput("result", condition);
        if (self.Node.Port(condition ? "then" : "else") is { } branch) self.Burst.Schedule(branch, self.Scope);
        else self.CompleteWith(null);
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes) => self.CompleteWith(null);
}

/// <summary>A plain wrapper around one activity.</summary>
internal sealed class FlowNodeBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        if (self.Node.Port("body") is { } body) self.Burst.Schedule(body, self.Scope);
        else self.CompleteWith(null);
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes) => self.CompleteWith(null);
}

internal sealed class SwitchBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        var matches = self.Node.Cases.Where(c => self.Evaluate(c.Condition) is true).ToList();
        if (matches.Count > 1 && !MatchesAny(self)) matches.RemoveRange(1, matches.Count - 1);
        List<Node?> branches = matches.Count > 0 ? matches.ConvertAll(c => c.Activity) : [self.Node.Port("default")];
        branches.RemoveAll(b => b is null);
        if (branches.Count == 0) self.CompleteWith(null);
        foreach (var branch in branches) self.Burst.Schedule(branch!, self.Scope);
    }

    public static bool MatchesAny(Activation self) => Choice.Of<SwitchMode>(self.Input("mode")) == SwitchMode.MatchAny;

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        if (self.Scope.LiveChildren == 0 && !Burst.HasQueuedWork(self.Scope)) self.CompleteWith(null);
    }
}
