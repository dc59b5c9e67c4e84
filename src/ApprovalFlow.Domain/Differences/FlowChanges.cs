namespace ApprovalFlow.Domain.Differences;

/// <summary>What the difference means: who signs, how long, which papers, in which order.</summary>
internal static class FlowChanges
{
    public static IEnumerable<Change> Of(FlowReading before, FlowReading after, ChangeWords words)
    {
        foreach (var id in before.Departments.Except(after.Departments).Order(StringComparer.Ordinal))
            yield return words.Change("department-leaves", ChangeWeight.Effect, "departments/" + id, null, $"{words.Department(id).Zh}不再参与办理。", $"{words.Department(id).En} no longer signs.");
        foreach (var id in after.Departments.Except(before.Departments).Order(StringComparer.Ordinal))
            yield return words.Change("department-joins", ChangeWeight.Effect, "departments/" + id, null, $"{words.Department(id).Zh}参与办理。", $"{words.Department(id).En} signs too.");
        if (before.Materials.Count != after.Materials.Count || !before.Materials.SetEquals(after.Materials))
            yield return Materials(before, after, words);
        if (before.Effect.CriticalDays != after.Effect.CriticalDays)
            yield return words.Change("critical-path", ChangeWeight.Effect, "critical-path", null, $"最长路径由 {words.Days(before.Effect.CriticalDays).Zh}改为 {words.Days(after.Effect.CriticalDays).Zh}。",
                $"The longest path takes {words.Days(after.Effect.CriticalDays).En} instead of {words.Days(before.Effect.CriticalDays).En}.");
        if (before.Effect.Visits != after.Effect.Visits)
            yield return words.Change("visits", ChangeWeight.Effect, "visits", null, $"现场踏勘由 {words.Count(before.Effect.Visits)} 次改为 {words.Count(after.Effect.Visits)} 次。", $"Officers come to the site {words.Count(after.Effect.Visits)} times instead of {words.Count(before.Effect.Visits)}.");

        bool InBoth((string A, string B) pair) => before.Steps.ContainsKey(pair.A) && after.Steps.ContainsKey(pair.A) && before.Steps.ContainsKey(pair.B) && after.Steps.ContainsKey(pair.B);
        foreach (var pair in after.Together.Except(before.Together).Where(InBoth).Order())
            yield return words.Change("parallel", ChangeWeight.Effect, $"parallel/{pair.Item1}/{pair.Item2}", words.IdAt(pair.Item1), $"“{words.Name(pair.Item1).Zh}”与“{words.Name(pair.Item2).Zh}”改为并联办理。", $"'{words.Name(pair.Item1).En}' and '{words.Name(pair.Item2).En}' are handled side by side now.");
        foreach (var pair in before.Together.Except(after.Together).Where(InBoth).Order())
            yield return words.Change("serial", ChangeWeight.Effect, $"parallel/{pair.Item1}/{pair.Item2}", words.IdAt(pair.Item1), $"“{words.Name(pair.Item1).Zh}”与“{words.Name(pair.Item2).Zh}”不再并联办理。", $"'{words.Name(pair.Item1).En}' and '{words.Name(pair.Item2).En}' are no longer handled side by side.");
        var turned = from earlier in after.After where before.Steps.ContainsKey(earlier.Key) from later in earlier.Value where before.Comes(later, earlier.Key) && !before.Comes(earlier.Key, later) select (earlier.Key, later);
        foreach (var (earlier, later) in turned.Order())
            yield return words.Change("order", ChangeWeight.Effect, $"order/{earlier}/{later}", words.IdAt(later), $"“{words.Name(later).Zh}”改在“{words.Name(earlier).Zh}”之后。", $"'{words.Name(later).En}' comes after '{words.Name(earlier).En}' now.");
    }

    private static Change Materials(FlowReading before, FlowReading after, ChangeWords words)
    {
        var gone = before.Materials.Except(after.Materials).Order(StringComparer.Ordinal).Select(words.Material).ToList();
        var come = after.Materials.Except(before.Materials).Order(StringComparer.Ordinal).Select(words.Material).ToList();
        var (lessZh, lessEn) = gone.Count == 0 ? ("", "") : ($"；不再需要：{string.Join("、", gone)}", $"; no longer asked for: {string.Join(", ", gone)}");
        var (moreZh, moreEn) = come.Count == 0 ? ("", "") : ($"；新增：{string.Join("、", come)}", $"; new: {string.Join(", ", come)}");
        return words.Change("materials", ChangeWeight.Effect, "materials", null, $"申请材料 {words.Count(before.Materials.Count)} → {words.Count(after.Materials.Count)} 份{lessZh}{moreZh}。",
            $"Papers {words.Count(before.Materials.Count)} → {words.Count(after.Materials.Count)}{lessEn}{moreEn}.");
    }
}
