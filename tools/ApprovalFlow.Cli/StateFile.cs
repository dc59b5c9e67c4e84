using System.Text.Json;

namespace ApprovalFlow.Cli;

/// <summary>What a long run remembers between two starts.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Null when nothing is remembered.</summary>
    public static T? Read<T>(FileInfo? file) where T : class => file is { Exists: true } ? JsonSerializer.Deserialize<T>(File.ReadAllText(file.FullName), Json) : null;

    /// <summary>Whole or not at all: a run may be stopped while it writes.</summary>
    public static void Write<T>(FileInfo file, T state) where T : class
    {
        var draft = file.FullName + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(state, Json));
        File.Move(draft, file.FullName, overwrite: true);
    }
}
