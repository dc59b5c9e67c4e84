using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>What a step may do with one form field or paper.</summary>
public enum FieldRight
{
    /// <summary>不可见.</summary>
    Hidden,
    /// <summary>只读: what holds where the definition says nothing.</summary>
    Read,
    /// <summary>可填.</summary>
    Write,
    /// <summary>必填: the step may fill it in, and cannot agree while it is empty.</summary>
    Required,
}

/// <summary>字段权限: which form fields and papers a step sees and fills in, as the definition says for each activity.</summary>
/// <remarks>The property <c>fieldRights</c> holds an object: keys of form fields and codes of papers, each with hidden, read, write or required.</remarks>
public sealed class FieldRights
{
    public static FieldRights None { get; } = new(new Dictionary<string, FieldRight>());

    private readonly IReadOnlyDictionary<string, FieldRight> rights;

    private FieldRights(IReadOnlyDictionary<string, FieldRight> rights) => this.rights = rights;

    /// <summary>Fields and papers of which the definition says something.</summary>
    public IReadOnlyDictionary<string, FieldRight> All => rights;

    /// <summary>Null: the definition says nothing.</summary>
    public FieldRight? Said(string key) => rights.TryGetValue(key, out var right) ? right : null;
    public FieldRight Of(string key) => Said(key) ?? FieldRight.Read;
    public bool MayWrite(string key) => Of(key) is FieldRight.Write or FieldRight.Required;

    /// <summary>What a definition says at an activity; words that nobody knows count as hidden, because what is meant is not known.</summary>
    public static FieldRights At(WorkflowGraph graph, string path) =>
        Entries(graph, path) is { Count: > 0 } entries ? new(entries.ToDictionary(e => e.Key, e => Parse(e.Word) ?? FieldRight.Hidden)) : None;

    /// <summary>Fields and papers that a reader does not see: those that every step of theirs in this flow hides. Somebody without a step sees what no step hides.</summary>
    /// <param name="activities">Ids of steps that the reader had a task of, whatever mandates they hold now.</param>
    public static IReadOnlySet<string> HiddenFrom(WorkflowGraph graph, IReadOnlyList<Mandate> mandates, IReadOnlyCollection<string> activities)
    {
        var steps = graph.Activities.Where(a => a.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal)).ToList();
        var said = steps.Select(s => (Step: s, Rights: At(graph, s.Path))).ToList();
        if (said.All(s => s.Rights.All.Count == 0)) return new HashSet<string>();
        var own = said.Where(s => activities.Contains(s.Step.Id) || CandidateOf(graph, s.Step) is { } candidate && mandates.Any(candidate.Admits)).ToList();
        var hidden = said.SelectMany(s => s.Rights.All).Where(r => r.Value == FieldRight.Hidden).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        hidden.RemoveWhere(key => own.Exists(s => s.Rights.Of(key) != FieldRight.Hidden));
        return hidden;
    }

    internal static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ActivityInfo activity)
    {
        if (graph.PropertyAt(activity.Path, HumanInputs.FieldRights) is not { ValueKind: not JsonValueKind.Null } given) yield break;
        DefinitionProblem Problem(string code, string en, string zh) => new(code, ProblemSeverity.Error, graph.JsonPathOf(activity.Path), en) { ActivityId = activity.Id, MessageZh = zh };
        if (Entries(graph, activity.Path) is not { } entries)
        {
            yield return Problem("field-rights-invalid", $"Expected the field rights of '{activity.DisplayName}' to be an object, but they are {given.ValueKind}.", $"环节“{activity.DisplayName}”的字段权限应为对象。");
            yield break;
        }
        foreach (var (key, word) in entries.Where(e => Parse(e.Word) is null))
            yield return Problem("field-right-unknown", $"Expected the right for '{key}' at '{activity.DisplayName}' to be hidden, read, write or required, but it is '{word}'.", $"环节“{activity.DisplayName}”对“{key}”的权限“{word}”应为 hidden、read、write、required 之一。");
    }

    /// <summary>Rights for what the item does not have.</summary>
    internal static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, Catalogue.ApprovalItem item) =>
        from activity in graph.Activities
        from entry in Entries(graph, activity.Path) ?? []
        where item.FormFields.All(f => f.Key != entry.Key) && item.Materials.All(m => m.Code != entry.Key)
        select new DefinitionProblem("field-right-stranger", ProblemSeverity.Error, graph.JsonPathOf(activity.Path), $"Expected rights for fields and papers of the item at '{activity.DisplayName}', but '{entry.Key}' is none.")
        {
            ActivityId = activity.Id, MessageZh = $"环节“{activity.DisplayName}”的字段权限中，“{entry.Key}”不是本事项的表单项或材料。",
        };

    private static List<(string Key, string Word)>? Entries(WorkflowGraph graph, string path)
    {
        if (graph.PropertyAt(path, HumanInputs.FieldRights) is not { } given) return [];
        if (given.ValueKind is JsonValueKind.Null) return [];
        if (given.ValueKind == JsonValueKind.String)
        {
            // An editor that knows only texts keeps the object as one.
            if (string.IsNullOrWhiteSpace(given.GetString())) return [];
            return Engine.Values.Value.TryParseJson(given.GetString()!, out var parsed) && parsed is IReadOnlyDictionary<string, object?> map ? [.. map.Select(m => (m.Key, m.Value as string ?? ""))] : null;
        }
        return given.ValueKind == JsonValueKind.Object ? [.. given.EnumerateObject().Select(p => (p.Name, p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : ""))] : null;
    }

    private static FieldRight? Parse(string word) => word switch { "hidden" => FieldRight.Hidden, "read" => FieldRight.Read, "write" => FieldRight.Write, "required" => FieldRight.Required, _ => null };

    private static Candidate? CandidateOf(WorkflowGraph graph, ActivityInfo step) =>
        graph.LiteralAt(step.Path, "role") is string role ? new(role, graph.LiteralAt(step.Path, "departmentId") as string is { Length: > 0 } department ? department : null, graph.LiteralAt(step.Path, "region") as string is { Length: > 0 } region ? region : null) : null;
}
