namespace ApprovalFlow.Testing;

/// <summary>Folders of servers that were stopped.</summary>
public static class Leftovers
{
    /// <summary>Takes a temporary folder away. What a circuit on its way out still writes there must not fail a test that has passed: the folder stays to the machine's own cleaning then.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException) { }
    }
}
