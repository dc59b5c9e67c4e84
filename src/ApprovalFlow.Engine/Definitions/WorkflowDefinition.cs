namespace ApprovalFlow.Engine.Definitions;

/// <summary>One version of a workflow definition, as read from an Elsa 3 document. What is not understood is kept and written back.</summary>
public sealed partial class WorkflowDefinition
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string Name { get; init; }
    public required int Version { get; init; }
    /// <summary>Upper-case hex SHA-256 of the canonical JSON: what a case is pinned to.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Reads a document; all problems at once, each with the activity id and JSON path.</summary>
    public static DefinitionLoad Load(string json, string? file = null) => throw new NotImplementedException();

    public string ToJson() => throw new NotImplementedException();
}

public sealed record DefinitionLoad(WorkflowDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems)
{
    public bool HasErrors => Problems.Any(p => p.Severity == ProblemSeverity.Error);
}

/// <param name="Path">JSON path (<c>$.root.activities[3].text</c>).</param>
/// <param name="Message">A full sentence: Expected …, but ….</param>
public sealed record DefinitionProblem(string Code, ProblemSeverity Severity, string Path, string Message)
{
    public string? File { get; init; }
    public string? ActivityId { get; init; }
}

public enum ProblemSeverity { Warning, Error }
