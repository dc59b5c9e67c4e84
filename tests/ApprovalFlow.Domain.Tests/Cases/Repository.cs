using System.Runtime.CompilerServices;

namespace ApprovalFlow.Domain.Tests.Cases;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
