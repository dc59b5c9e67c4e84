namespace ApprovalFlow.Domain.Cases;

/// <summary>How a correction changes what was handed in.</summary>
internal static class MaterialsAndForm
{
    public static IReadOnlyDictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> form, IReadOnlyDictionary<string, object?> correction)
    {
        var merged = new Dictionary<string, object?>(form);
        foreach (var (key, value) in correction) merged[key] = value;
        return merged;
    }

    /// <summary>As <see cref="Merge(IReadOnlyDictionary{string, object?}, IReadOnlyDictionary{string, object?})"/>, but what was emptied is gone.</summary>
    public static IReadOnlyDictionary<string, object?> Fill(IReadOnlyDictionary<string, object?> form, IReadOnlyDictionary<string, object?> filled) =>
        Merge(form, filled).Where(f => f.Value is not null || !filled.ContainsKey(f.Key)).ToDictionary();

    public static IReadOnlyList<MaterialReceipt> Merge(IReadOnlyList<MaterialReceipt> materials, IReadOnlyList<MaterialReceipt> correction)
    {
        var replaced = correction.ToDictionary(m => m.Code);
        return [.. materials.Select(m => replaced.Remove(m.Code, out var newer) ? newer : m), .. correction.Where(m => replaced.ContainsKey(m.Code))];
    }
}
