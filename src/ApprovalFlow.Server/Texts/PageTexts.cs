using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Server.Texts;

/// <summary>Every sentence the pages say, in the culture of the request or circuit. Chinese is the language of record; English mirrors it key by key.</summary>
public sealed class PageTexts
{
    public const string Chinese = "zh-CN";
    public const string English = "en";
    public static IReadOnlyList<string> Cultures { get; } = [Chinese, English];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> byCulture = Cultures.ToFrozenDictionary(c => c, Read);

    public static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    public static string Culture => IsChinese ? Chinese : English;

    /// <summary>An unknown key shows in brackets nobody writes by hand, so that tests and eyes find it.</summary>
    public string this[string key] => byCulture[Culture].GetValueOrDefault(key, $"⟦{key}⟧");
    /// <summary>One of something has a sentence of its own where the language tells one from many (<c>key.one</c>).</summary>
    public string this[string key, params object?[] arguments] =>
        string.Format(CultureInfo.CurrentCulture, arguments is [1 or 1d, ..] && byCulture[Culture].TryGetValue($"{key}.one", out var one) ? one : this[key], arguments);

    /// <summary>The text of a name that may not be in the resources (a role, an outcome or a status that a definition made up).</summary>
    public string Find(string prefix, string name) => byCulture[Culture].GetValueOrDefault($"{prefix}.{name}", name);
    public bool Has(string key) => byCulture[Culture].ContainsKey(key);

    public string Pick(string? zh, string? en) => (IsChinese ? zh : string.IsNullOrEmpty(en) ? zh : en) ?? "";
    public string Pick(Localized text) => Pick(text.Zh, text.En);

    internal static IReadOnlyDictionary<string, string> AllOf(string culture) => byCulture[culture];

    /// <summary><c>zh-CN.json</c> and <c>en.json</c>, and for topics of their own <c>topic.zh-CN.json</c> and <c>topic.en.json</c>. A key stands in one file only.</summary>
    private static FrozenDictionary<string, string> Read(string culture)
    {
        var assembly = typeof(PageTexts).Assembly;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("ApprovalFlow.Server.Texts.", StringComparison.Ordinal) && n.EndsWith($".{culture}.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                if (!texts.TryAdd(key, text))
                    throw new InvalidOperationException($"Expected the text '{key}' in one file for culture '{culture}', but '{name}' has it again.");
        }
        return texts.Count > 0 ? texts.ToFrozenDictionary(StringComparer.Ordinal) : throw new InvalidOperationException($"Expected texts for culture '{culture}' inside the assembly, but there are none.");
    }
}
