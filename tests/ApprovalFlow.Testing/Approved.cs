namespace ApprovalFlow.Testing;

/// <summary>Compares a text with the one that was approved, so that a change of it is a decision.</summary>
public static class Approved
{
    /// <summary>Fails when <paramref name="text"/> differs from the approved file; what was received is left beside it. Approving is renaming it.</summary>
    /// <param name="path">Below the repository.</param>
    public static void ShouldMatch(string text, params string[] path)
    {
        var approved = Repository.Path(path);
        var received = approved + ".received";
        var normalized = Normalize(text);
        if (File.Exists(approved) && Normalize(File.ReadAllText(approved)) == normalized)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(approved)!);
        File.WriteAllText(received, normalized);
        throw new Xunit.Sdk.XunitException(File.Exists(approved)
            ? $"Expected the text approved in '{approved}', but it is now the one in '{received}'. Compare them; rename the second when the change is meant."
            : $"Expected an approved text '{approved}', but there is none. Read '{received}' and rename it when it is right.");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimStart('\uFEFF').TrimEnd() + "\n";
}
