using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Testing;

/// <summary>What the first start of a server leaves in its folder, made once in a test run and copied for every other server: to bring an empty file up to date, import 225 definitions and create the demo
/// accounts takes seconds, and InstallationTests show it.</summary>
public static class FirstStart
{
    private static readonly Lock Once = new();
    private static string? made;

    /// <summary>The clock of that start: earlier than any that a test begins with, so that what was published is in force.</summary>
    public static DateTimeOffset At { get; } = OfficeHours.At(new(2026, 1, 5), new(9, 0));

    /// <param name="start">Starts a server on the folder that it is given, and ends it.</param>
    public static void CopyTo(string folder, Action<string> start)
    {
        lock (Once)
            made ??= Make(start);
        foreach (var file in Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(made, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Make(Action<string> start)
    {
        var folder = Directory.CreateTempSubdirectory("approvalflow-first").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leftovers.Delete(folder);
        start(folder);
        return folder;
    }
}
