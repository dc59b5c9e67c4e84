using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;

namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>Soundness of what has no connections: sequences that go on behind their end, loops that never stop.</summary>
internal static class ContainerCheck
{
    public static IEnumerable<DefinitionProblem> Of(Node node)
    {
        if (node.Behavior is SequenceBehavior)
            foreach (var never in node.Activities.SkipWhile(a => !a.IsTerminal).Skip(1))
                yield return new(SoundnessCodes.NeverRuns, ProblemSeverity.Warning, never.JsonPath, $"Expected some path on which '{never.DisplayName}' runs, but what stands before it ends the sequence.") { ActivityId = never.Id, MessageZh = $"“{never.DisplayName}”在任何路径上都不会执行：它前面的节点已结束顺序。" };
        if (node.Behavior is not WhileBehavior || node.Port("body") is not { } body || node.InputNamed("condition") is not { Kind: ExpressionKind.Literal, Literal: true }) yield break;
        var inside = Below(body).ToList();
        if (inside.Exists(n => n.Behavior is BreakBehavior or FinishBehavior or CompleteBehavior or FaultBehavior)) yield break;
        var waits = inside.Exists(n => !n.Type.IsAutomatic && n.Activities.Length == 0 && n.Ports is null);
        yield return waits
            ? new(SoundnessCodes.CannotEnd, ProblemSeverity.Error, node.JsonPath, $"Expected an end to be within reach from '{node.DisplayName}', but its condition always holds and nothing inside breaks the loop.") { ActivityId = node.Id, MessageZh = $"从“{node.DisplayName}”起再也到不了结束：条件永远成立，循环内没有跳出。" }
            : new(SoundnessCodes.NeverWaits, ProblemSeverity.Error, node.JsonPath, $"Expected a loop to wait somewhere, but '{node.DisplayName}' does not, and nothing inside breaks it.") { ActivityId = node.Id, MessageZh = $"“{node.DisplayName}”的循环没有任何等待，也没有跳出，永远转下去。" };
    }

    private static IEnumerable<Node> Below(Node node) =>
        node.Activities.Concat(node.Ports?.Values ?? (IEnumerable<Node>)[]).Concat(node.Cases.Select(c => c.Activity).OfType<Node>()).SelectMany(Below).Prepend(node);
}
