using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Differences;

/// <summary>Every part that is in one definition only, or says something else in the other.</summary>
internal static class PartChanges
{
    public static IEnumerable<Change> Of(DefinitionParts before, DefinitionParts after, ChangeWords words)
    {
        foreach (var (path, part) in before.Activities.Where(a => !after.Activities.ContainsKey(a.Key)))
            yield return words.Change("step-removed", words.WeightOf(part), path, part.Id, $"删除{words.Kind(part).Zh}“{words.Name(path).Zh}”。", $"{words.Kind(part).En} '{words.Name(path).En}' is gone.");
        foreach (var (path, part) in after.Activities.Where(a => !before.Activities.ContainsKey(a.Key)))
            yield return words.Change("step-added", words.WeightOf(part), path, part.Id, $"新增{words.Kind(part).Zh}“{words.Name(path).Zh}”{words.About(part).Zh}。", $"{words.Kind(part).En} '{words.Name(path).En}' is new{words.About(part).En}.");
        var moved = 0;
        foreach (var (path, old) in before.Activities)
        {
            if (!after.Activities.TryGetValue(path, out var now)) continue;
            foreach (var name in old.Members.Keys.Union(now.Members.Keys).Order(StringComparer.Ordinal))
            {
                var (was, is_) = (old.Members.GetValueOrDefault(name), now.Members.GetValueOrDefault(name));
                if (was == is_) continue;
                if (name == "metadata")
                {
                    if (words.Metadata(path, old, now) is { } renamed) yield return renamed;
                    else moved++;
                }
                else
                {
                    yield return words.Member(path, old, now, name);
                }
            }
        }

        foreach (var (key, _) in before.Connections.Where(c => !after.Connections.ContainsKey(c.Key)))
            yield return words.Connection("connection-removed", key, "不再", "no longer ");
        foreach (var (key, _) in after.Connections.Where(c => !before.Connections.ContainsKey(c.Key)))
            yield return words.Connection("connection-added", key, "现在", "now ");
        var bent = before.Connections.Count(c => after.Connections.TryGetValue(c.Key, out var bends) && bends != c.Value);
        if (moved + bent > 0)
            yield return words.Change("drawing", ChangeWeight.Drawing, "drawing", null, $"流程图上移动了 {words.Count(moved)} 个图形、{words.Count(bent)} 条连线。", $"{words.Count(moved)} shapes and {words.Count(bent)} lines are drawn elsewhere.");

        foreach (var name in before.Workflow.Keys.Union(after.Workflow.Keys).Order(StringComparer.Ordinal))
            if (before.Workflow.GetValueOrDefault(name) is var was && after.Workflow.GetValueOrDefault(name) is var is_ && was != is_)
                yield return words.Workflow(name, was, is_);
    }
}
