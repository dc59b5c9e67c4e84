using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Definitions;

/// <summary>One version of a workflow definition, as read from an Elsa 3 document. What is not understood is kept and written back.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>Largest document accepted, in bytes of UTF-8.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DefinitionReader.MaxDepth };

    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string Name { get; init; }
    public required int Version { get; init; }
    /// <summary>Upper-case hex SHA-256 of the canonical JSON: what a case is pinned to.</summary>
    public required string ContentHash { get; init; }
    /// <summary>The document as it was read.</summary>
    public required JsonElement Document { get; init; }
    /// <summary>The root activity; null: an empty sequence.</summary>
    public JsonElement? Root { get; init; }
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }
    public bool IsReadonly { get; init; }
    public bool UsableAsActivity { get; init; }
    public bool AutoUpdateConsumingWorkflows { get; init; }
    public string ActivityCategory { get; init; } = "Workflows";
    /// <summary>Incidents leave the other branches running (SPEC 3.6); otherwise the first incident faults the workflow.</summary>
    public bool ContinueWithIncidents { get; init; }
    public ActivationStrategy Activation { get; init; }
    /// <summary>Written by designers since 3.0: scripts name outputs by activity name instead of id (SPEC 6.6).</summary>
    public bool UsesModernTooling { get; init; }

    /// <summary>The activity type under which this definition can be used in others.</summary>
    public string ActivityTypeName => Pascal.Case(Name);

    /// <summary>Reads a document; all problems at once, each with its JSON path. Never throws.</summary>
    public static DefinitionLoad Load(string json, string? file = null) => DefinitionReader.Read(json, file);

    /// <summary>The document as it was read, indented, nothing lost, nothing added.</summary>
    public string ToJson() => JsonSerializer.Serialize(Document, Writing);

    /// <summary>The same content with some top-level members replaced: a new version, a changed flag.</summary>
    public WorkflowDefinition With(IReadOnlyDictionary<string, JsonNode?> members)
    {
        var document = JsonObject.Create(Document)!;
        foreach (var (name, value) in members)
        {
            foreach (var same in document.Select(p => p.Key).Where(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList()) document.Remove(same);
            document[name] = value?.DeepClone();
        }
        return Load(document.ToJsonString(Writing)).Definition!;
    }

    internal static string HashOf(JsonElement document) => Convert.ToHexString(SHA256.HashData(CanonicalJson.WriteUtf8(document)));
}

public enum ActivationStrategy { Always, Singleton, Correlation, CorrelatedSingleton }

public sealed record VariableDefinition(string Id, string Name, string TypeName)
{
    internal string PascalName { get; } = Values.Pascal.Case(Name);
    /// <summary>Converted to the type; null when there is none or it does not fit.</summary>
    public object? Default { get; init; }
    /// <summary>Survives a wait; otherwise its default comes back after every resume (SPEC 6.3).</summary>
    public bool Persistent { get; init; }
}

public sealed record InputDefinition(string Name, string TypeName) { internal string PascalName { get; } = Values.Pascal.Case(Name); }

public sealed record OutputDefinition(string Name, string TypeName);

public sealed record DefinitionLoad(WorkflowDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>What could be read although the document has errors, so that what it holds can be checked as well; null: nothing could. Never to be stored or run.</summary>
    public WorkflowDefinition? Readable { get; init; }
    public bool HasErrors => Problems.Any(p => p.Severity == ProblemSeverity.Error);
}

/// <param name="Path">JSON path (<c>$.root.activities[3].text</c>).</param>
/// <param name="Message">A full sentence: Expected …, but ….</param>
public sealed record DefinitionProblem(string Code, ProblemSeverity Severity, string Path, string Message)
{
    public string? File { get; init; }
    public string? ActivityId { get; init; }
    /// <summary>The same sentence for a Chinese reader; null: only the English one is written yet.</summary>
    public string? MessageZh { get; init; }

    public override string ToString() =>
        $"{(File is null ? "" : File + ": ")}{(Severity == ProblemSeverity.Error ? "error" : "warning")} {Code} at {Path}{(ActivityId is null ? "" : $" (activity '{ActivityId}')")}: {Message}";
}

public enum ProblemSeverity { Warning, Error }
