using ApprovalFlow.Testing;

namespace ApprovalFlow.Architecture.Tests;

/// <summary>The files that people write.</summary>
internal static class Sources
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "Migrations", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static bool IsGenerated(string relativePath) => relativePath.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(Generated.Contains);

    public static IEnumerable<string> Files(params string[] extensions) =>
        new[] { "src", "tests", "tools" }.SelectMany(f => Directory.EnumerateFiles(Repository.Path(f), "*.*", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Repository.Root, f))
            .Where(f => !IsGenerated(f) && extensions.Contains(Path.GetExtension(f)));

    public static string Read(string relativePath) => File.ReadAllText(Repository.Path(relativePath));
}
