using System.Text.Json;

namespace ApprovalFlow.Runtime.Conformance;

/// <summary>One executable case of the workflow format: definitions, steps, and what must hold afterwards.</summary>
public sealed record ConformanceCase(string Name, string Folder, string Origin, JsonElement Document)
{
    public override string ToString() => Name;

    /// <summary>Every <c>AREA/NAME/case.json</c> below a folder, in order of path.</summary>
    public static IReadOnlyList<ConformanceCase> ReadAll(string folder)
    {
        var cases = new List<ConformanceCase>();
        foreach (var file in Directory.EnumerateFiles(folder, "case.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var root = document.RootElement.Clone();
            var directory = Path.GetDirectoryName(file)!;
            cases.Add(new ConformanceCase(Path.GetRelativePath(folder, directory).Replace('\\', '/'), directory, root.TryGetProperty("origin", out var origin) ? origin.GetString()! : "", root));
        }
        return cases;
    }
}
