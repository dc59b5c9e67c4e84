using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What a definition says about signers and operations, as far as it can be told before a case runs: an expression is looked at when it is evaluated.</summary>
internal static class SigningDefinitionRules
{
    private const double MostDepth = 10;

    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ActivityInfo activity)
    {
        DefinitionProblem Problem(string code, string message) => new(code, ProblemSeverity.Error, "$.root", message) { ActivityId = activity.Id };

        if (activity.TypeName == TaskTypes.Countersign)
        {
            var mode = Literal(graph, activity, SigningRule.ModeInput);
            if (mode is string named && !SigningRule.TryMode(named, out _))
                yield return Problem("signing-mode-unknown", $"Expected '{activity.DisplayName}' to count all, any, share or sequential, but it says '{named}'.");
            if (Literal(graph, activity, SigningRule.ShareInput) is { } share && !(share is double number && SigningRule.IsShare(number)))
                yield return Problem("share-out-of-range", FormattableString.Invariant($"Expected the share of '{activity.DisplayName}' to be more than 0 and at most 1 (100 %), but it is {share}."));
            if (Literal(graph, activity, SigningRule.RefusalInput) is { } refusal and not (SigningRule.Ends or SigningRule.Votes or ""))
                yield return Problem("refusal-rule-unknown", $"Expected a refusal at '{activity.DisplayName}' to be 'ends' or 'votes', but it is '{refusal}'.");
            if (SignerList.Problem(Literal(graph, activity, SigningRule.SignersInput)) is { } signers)
                yield return Problem("signers-invalid", $"{signers.TrimEnd('.')} (at '{activity.DisplayName}').");
        }
        if (graph.PropertyAt(activity.Path, HumanInputs.SignerDepth) is { ValueKind: not JsonValueKind.Null } depth
            && !(depth.ValueKind == JsonValueKind.Number && depth.GetDouble() is >= 0 and <= MostDepth and var layers && layers == Math.Floor(layers)))
            yield return Problem("signer-depth-invalid", FormattableString.Invariant($"Expected the depth of added signers at '{activity.DisplayName}' to be a whole number from 0 to {MostDepth}, but it is {depth}."));
        if (graph.PropertyAt(activity.Path, HumanInputs.AllowedOperations) is { ValueKind: JsonValueKind.Array } allowed)
            foreach (var unknown in allowed.EnumerateArray().Where(o => o.ValueKind != JsonValueKind.String || TaskOperations.Options.All(known => known.Name != o.GetString())))
                yield return Problem("operation-unknown", $"Expected operations that the product knows at '{activity.DisplayName}', but {unknown.GetRawText()} is none.");
    }

    /// <summary>What an input is, when the definition says it outright; null when it is absent or an expression.</summary>
    private static object? Literal(WorkflowGraph graph, ActivityInfo activity, string name)
    {
        if (graph.PropertyAt(activity.Path, name) is not { } given) return null;
        if (given.ValueKind != JsonValueKind.Object) return Value.FromJson(given);
        if (!given.TryGetProperty("expression", out var expression) || !expression.TryGetProperty("value", out var value)) return null;
        var type = expression.TryGetProperty("type", out var kind) ? kind.GetString() : "Literal";
        return type switch
        {
            "Literal" => Value.FromJson(value),
            "Object" => value.ValueKind == JsonValueKind.String && Value.TryParseJson(value.GetString()!, out var parsed) ? parsed : Value.FromJson(value),
            _ => null,
        };
    }
}
