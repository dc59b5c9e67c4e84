using System.Security.Cryptography;
using System.Text.Json;
using ApprovalFlow.Domain.Notifications;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>The folder <c>workflows/notifications/</c>: the words of messages and when they may be sent.</summary>
public static class NotificationFolder
{
    /// <exception cref="InvalidDataException">A file is broken, or a released one was changed; all problems are named.</exception>
    public static MessageTemplates LoadTemplates(string workflows)
    {
        var folder = Path.Combine(workflows, "notifications");
        var released = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "released.json"))) ?? [];
        var (templates, problems) = MessageTemplates.Read(Files(Path.Combine(folder, "templates")), released);
        return templates ?? throw new InvalidDataException($"Expected templates of messages in '{folder}', but: {string.Join(" ", problems)}");
    }

    /// <exception cref="InvalidDataException">The file is broken; all problems are named.</exception>
    public static MessagePolicy LoadPolicy(string workflows)
    {
        var file = Path.Combine(workflows, "notifications", "policy.json");
        var (policy, problems) = MessagePolicy.Read(File.ReadAllText(file), "policy.json");
        return policy ?? throw new InvalidDataException($"Expected the messages' policy in '{file}', but: {string.Join(" ", problems)}");
    }

    public static IEnumerable<TemplateFile> Files(string folder) => Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f =>
    {
        // Line ends are a matter of the checkout, not of the words.
        var json = File.ReadAllText(f).ReplaceLineEndings("\n");
        return new TemplateFile(Path.GetFileName(f), json, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json))));
    });
}
