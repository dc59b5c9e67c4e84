namespace ApprovalFlow.Testing;

/// <summary>Where the sources lie, for tests that read them.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ApprovalFlow.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"Expected the tests to run below the repository, but there is no ApprovalFlow.sln above '{AppContext.BaseDirectory}'.");
    }
}
