using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>What a definition may ask of an applicant: papers of its item, each by name. No 兜底条款 anywhere in it.</summary>
internal static partial class PaperRules
{
    /// <summary>“其他材料”, also with what such clauses put between: 其他有关证明材料, 其它应当提交的资料, 其他条件.</summary>
    [GeneratedRegex(@"其[他它](?:的|相关|有关|必要|需要|必需|所需|证明|补充|辅助|佐证|申请|申报|应当?|须|可能|依法|按规定|法律|法规|规章|规定|要求|认为|提交|提供|提出|、|和|及|与|或)*(?:材料|资料|文件|证件|条件)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CatchAll { get; }

    [GeneratedRegex(@"\b(?:any|all)?\s*other\s+(?:relevant|necessary|required|supporting|related)?\s*(?:papers|materials|documents|conditions)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CatchAllEnglish { get; }

    /// <summary>Where a definition speaks to people.</summary>
    private static readonly string[] Spoken = ["duty", "reviewPoints", "nameZh", "nameEn", "titleZh", "titleEn", "textZh", "textEn", "noticeZh", "noticeEn"];

    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph)
    {
        foreach (var (text, path) in Texts(FlowAbout.Of(graph.Definition.Document), "$.customProperties.approvalflow").Where(t => !t.Path.Contains(".scenarios", StringComparison.Ordinal)))
            if (Clause(text) is { } clause) yield return LawRules.Problem("catch-all-clause", path, null, clause);
        foreach (var activity in graph.Activities)
            foreach (var name in Spoken)
                if (graph.PropertyAt(activity.Path, name) is { } property)
                    foreach (var (text, path) in Texts(property, $"{graph.JsonPathOf(activity.Path)}.{name}"))
                        if (Clause(text) is { } clause) yield return LawRules.Problem("catch-all-clause", path, activity, clause);
    }

    /// <summary>A list of its own names papers of the item, and the item's own list has no catch-all either.</summary>
    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ApprovalItem item)
    {
        var listed = PaperList.Listed(graph.Definition);
        foreach (var stranger in (listed ?? []).Where(code => item.Materials.All(m => m.Code != code) && Clause(code) is null))
            yield return LawRules.Problem("material-stranger", PaperList.Path, null, stranger);
        foreach (var material in item.Materials.Where(m => listed?.Contains(m.Code) != false && Clause(m.NameZh) is not null))
            yield return LawRules.Problem("catch-all-clause", PaperList.Path, null, material.NameZh);
    }

    private static string? Clause(string text) => CatchAll.Match(text) is { Success: true } zh ? zh.Value : CatchAllEnglish.Match(text) is { Success: true } en ? en.Value : null;

    private static IEnumerable<(string Text, string Path)> Texts(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.String => [(json.GetString()!, path)],
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Texts(item, $"{path}[{i}]")),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Texts(m.Value, $"{path}.{m.Name}")),
        _ => [],
    };
}
