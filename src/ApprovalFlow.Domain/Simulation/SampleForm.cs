using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>Valid application forms made from the fields of an item, for simulations and demonstrations.</summary>
public static class SampleForm
{
    /// <summary>The sample number and code of the two standards; they belong to nobody.</summary>
    private const string IdCard = "11010519491231002X", Uscc = "91350100M000100Y43";

    private const int MostCombinations = 100_000;

    public static Dictionary<string, object?> Of(ApprovalItem item) => item.FormFields.ToDictionary(f => f.Key, Default);

    /// <summary>A valid form for which every condition has the wanted truth; null when the fields do not allow it.</summary>
    public static Dictionary<string, object?>? Where(ApprovalItem item, IReadOnlyList<(Condition Condition, bool Holds)> wanted)
    {
        var used = wanted.SelectMany(w => w.Condition.Fields).Distinct().ToList();
        var comparisons = wanted.SelectMany(w => w.Condition.AnyOf).SelectMany(g => g).ToLookup(c => c.Field);
        var candidates = used.Select(key => Candidates(item.FormFields.Single(f => f.Key == key), comparisons[key])).ToList();
        var combinations = candidates.Aggregate(1L, (product, c) => Math.Min(MostCombinations, product * c.Count));

        var form = Of(item);
        for (var number = 0L; number < combinations; number++)
        {
            var rest = number;
            for (var i = 0; i < used.Count; i++)
            {
                form[used[i]] = candidates[i][(int)(rest % candidates[i].Count)];
                rest /= candidates[i].Count;
            }
            if (wanted.All(w => w.Condition.Holds(form) == w.Holds))
                return form;
        }
        return null;
    }

    private static object? Default(FormField field) => field.Type switch
    {
        "number" => Math.Clamp(1d, field.Min ?? 1, Math.Max(field.Min ?? 1, field.Max ?? double.MaxValue)),
        "bool" => false,
        "choice" => field.Choices![0].Value,
        "date" => "2026-06-01",
        "idcard" => IdCard,
        "uscc" => Uscc,
        _ => "示例",
    };

    /// <summary>Values on both sides of every literal that the field is compared with, as far as the field allows them.</summary>
    private static List<object?> Candidates(FormField field, IEnumerable<Comparison> comparisons)
    {
        var values = new List<object?> { Default(field) };
        switch (field.Type)
        {
            case "number":
                foreach (var literal in comparisons.Select(c => c.Literal).OfType<double>())
                    values.AddRange([literal, literal + 1, literal - 1, literal / 2]);
                break;
            case "bool":
                values.AddRange([true, false]);
                break;
            case "choice":
                values.AddRange(field.Choices!.Select(c => c.Value));
                break;
        }
        values.Add(null);
        return [.. values.Distinct().Where(v => FormRules.Check(field, v) is null)];
    }
}
