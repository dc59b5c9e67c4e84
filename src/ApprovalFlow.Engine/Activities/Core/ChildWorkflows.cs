using System.Globalization;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>What a parent is answered: how its child stands.</summary>
/// <remarks>The host receives Emitted("DispatchWorkflow") with instanceId, definitionId, definitionVersionId, correlationId, input and wait, and runs the child. A
/// child of ExecuteWorkflow has run already. Once a child that is waited for has ended, the host resumes the bookmark of the context that asked for it.</remarks>
public static class ChildAnswer
{
    public static IReadOnlyDictionary<string, object?> Of(string instanceId, WorkflowState child) => new Dictionary<string, object?>
    {
        ["WorkflowInstanceId"] = instanceId,
        ["WorkflowStatus"] = child.IsFinished ? "Finished" : "Running",
        ["WorkflowSubStatus"] = child.SubStatus.ToString(),
        ["WorkflowOutput"] = Value.Normalize(child.Output),
    };
}

internal abstract class ChildWorkflowBehavior : ActivityBehavior
{
    protected static Dictionary<string, object?> InputOf(Activation self)
    {
        var input = self.Input("input") is Dictionary<string, object?> given ? new Dictionary<string, object?>(given) : [];
        input["ParentInstanceId"] = self.InstanceId;
        return input;
    }

    /// <summary>Who resumes the wait by hand says nothing about the child, but what is given stands for its output (SPEC 5.4).</summary>
    protected static object? OutputOf(IReadOnlyDictionary<string, object?> answer) => answer.TryGetValue("WorkflowOutput", out var output) ? output : answer;

    /// <summary>A child that ends after a wait resumes its parent with its output as input (SPEC 5.4), which becomes workflow input (SPEC 7.2).</summary>
    protected static void MergeOutput(Activation self, IReadOnlyDictionary<string, object?> answer)
    {
        if (answer.GetValueOrDefault("WorkflowOutput") is IReadOnlyDictionary<string, object?> { Count: > 0 } output) self.Burst.Emit(new InputMerged(output));
    }

    protected static string ChildId(Activation self) => string.Create(CultureInfo.InvariantCulture, $"{self.InstanceId}/{self.Scope.Context}");

    protected static void WaitFor(Activation self, string childId) =>
        self.Wait(new BookmarkRequest(self.ActivityType) { Payload = new Dictionary<string, object?> { ["ChildInstanceId"] = childId }, IncludeContextInHash = false });
}

/// <summary>Runs a child inside this run, at this place; waits only for one that waits itself.</summary>
internal sealed class ExecuteWorkflowBehavior : ChildWorkflowBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var definitionId = self.Text("workflowDefinitionId");
        var graph = self.Burst.Published(definitionId);
        if (self.Burst.IsDeepest) context.Fault($"Expected workflows to execute one another at most {Burst.MaxDepth} deep, but '{definitionId}' would be one deeper: a workflow that executes itself without end.");
        var command = new WorkflowCommand.Start(ChildId(self))
        {
            Input = InputOf(self), CorrelationId = self.Text("correlationId"), ParentInstanceId = self.InstanceId, ParentWaits = self.Flag("waitForCompletion"), Mode = self.Burst.State.Mode,
        };
        self.Emit("ExecuteWorkflow", new Dictionary<string, object?>
        {
            ["instanceId"] = command.InstanceId, ["definitionId"] = definitionId, ["definitionVersionId"] = graph.Definition.Id, ["correlationId"] = command.CorrelationId,
            ["input"] = command.Input, ["wait"] = command.ParentWaits,
        });
        var child = self.Burst.RunChild(graph, command);
        if (command.ParentWaits && !child.IsFinished) WaitFor(self, command.InstanceId);
        else SetResult(self, ChildAnswer.Of(command.InstanceId, child));
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        MergeOutput((Activation)context, input);
        SetResult(context, input);
    }

    private static void SetResult(ActivityContext context, IReadOnlyDictionary<string, object?> answer) => context.SetOutput("result", new Dictionary<string, object?>
    {
        ["workflowInstanceId"] = answer.GetValueOrDefault("WorkflowInstanceId"), ["status"] = answer.GetValueOrDefault("WorkflowStatus"),
        ["subStatus"] = answer.GetValueOrDefault("WorkflowSubStatus"), ["output"] = OutputOf(answer),
    });
}

/// <summary>Hands a child to the background; not waiting, it is done with that.</summary>
internal sealed class DispatchWorkflowBehavior : ChildWorkflowBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        var definitionId = self.Text("workflowDefinitionId");
        var graph = self.Burst.Published(definitionId);
        var wait = self.Flag("waitForCompletion");
        self.Emit("DispatchWorkflow", new Dictionary<string, object?>
        {
            ["instanceId"] = ChildId(self), ["definitionId"] = definitionId, ["definitionVersionId"] = graph.Definition.Id, ["correlationId"] = self.Text("correlationId"),
            ["input"] = InputOf(self), ["wait"] = wait,
        });
        if (wait) WaitFor(self, ChildId(self));
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        MergeOutput((Activation)context, input);
        context.SetOutput("result", OutputOf(input));
    }
}

/// <summary>One child per item; waiting, a port runs for each that ends.</summary>
internal sealed class BulkDispatchWorkflowsBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        var items = ForEachBehavior.ItemsOf(self.Input("items"), textByCharacter: false);
        var wait = self.Flag("waitForCompletion");
        if (items is not { Count: > 0 }) { self.CompleteWith(["Done"]); return; }

        var definitionId = self.Text("workflowDefinitionId");
        var graph = self.Burst.Published(definitionId);
        if (wait)
        {
            self.Wait(new BookmarkRequest(self.ActivityType) { Payload = new Dictionary<string, object?> { ["ParentInstanceId"] = self.InstanceId }, KeepAfterUse = true });
            self.Burst.Emit(new ProgressMade(self.Scope.Context, "open", (double)items.Count));
        }
        for (var i = 0; i < items.Count; i++)
        {
            var input = self.Input("input") is Dictionary<string, object?> given ? new Dictionary<string, object?>(given) : [];
            if (items[i] is Dictionary<string, object?> map) foreach (var (key, value) in map) input[key] = value;
            else input[self.Text("defaultItemInputKey") is { Length: > 0 } name ? name : "Item"] = items[i];
            input["ParentInstanceId"] = self.InstanceId;
            var correlation = self.Node.InputNamed("correlationIdFunction") is { } function
                ? self.Burst.Expressions.Evaluate(function, self, new Dictionary<string, object?> { ["item"] = items[i] }) : null;
            self.Emit("DispatchWorkflow", new Dictionary<string, object?>
            {
                ["instanceId"] = string.Create(CultureInfo.InvariantCulture, $"{self.InstanceId}/{self.Scope.Context}.{i + 1}"), ["definitionId"] = definitionId, ["definitionVersionId"] = graph.Definition.Id,
                ["correlationId"] = correlation is null ? null : Value.ToText(correlation), ["input"] = input, ["wait"] = wait,
            });
        }
        if (!wait) self.CompleteWith(["Done"]);
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        var self = (Activation)context;
        // The ports read what the child answered as workflow input (SPEC 5.4, 7.2).
        if (input.Count > 0) self.Burst.Emit(new InputMerged(input));
        self.Burst.Emit(new ProgressMade(self.Scope.Context, "open", Value.Of((double)self.Scope.ProgressOf("open")! - 1)));
        var port = input.GetValueOrDefault("WorkflowSubStatus") as string == "Faulted" ? "childFaulted" : "childCompleted";
        if (self.Node.Port(port) is { } body)
            self.Burst.Schedule(body, self.Scope, new Dictionary<string, object?> { ["ChildInstanceId"] = input.GetValueOrDefault("WorkflowInstanceId") });
        else CheckEnd(self);
    }

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes) => CheckEnd(self);

    private static void CheckEnd(Activation self)
    {
        if (self.Scope.ProgressOf("open") is 0d && self.Scope.LiveChildren == 0 && !Burst.HasQueuedWork(self.Scope)) self.CompleteWith(["Completed", "Done"]);
    }
}
