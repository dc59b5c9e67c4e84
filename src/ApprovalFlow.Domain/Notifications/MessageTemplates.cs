using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>All templates; the highest version of a kind is the one that is used.</summary>
public sealed class MessageTemplates
{
    private readonly Dictionary<string, MessageTemplate> current;

    private MessageTemplates(IReadOnlyList<MessageTemplate> all)
    {
        All = all;
        current = all.GroupBy(t => t.Kind.Id).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!);
    }

    public IReadOnlyList<MessageTemplate> All { get; }

    public MessageTemplate Of(MessageKind kind) => current[kind.Id];

    /// <summary>Reads the templates and holds them to the list of those that are released.</summary>
    /// <param name="released">Fingerprint of each released file, by name: a file that is not as it was released is refused.</param>
    public static (MessageTemplates? Templates, IReadOnlyList<CatalogueProblem> Problems) Read(IEnumerable<TemplateFile> files, IReadOnlyDictionary<string, string> released)
    {
        var problems = new List<CatalogueProblem>();
        var read = new List<MessageTemplate>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            seen.Add(file.Name);
            if (released.TryGetValue(file.Name, out var fingerprint) && fingerprint != file.Fingerprint)
                problems.Add(new(file.Name, "$", "Expected a released version to stay as it is, but it was changed: write the next version."));
            var (template, wrong) = MessageTemplate.Read(file.Json, file.Name);
            problems.AddRange(wrong);
            if (template is not null) read.Add(template);
        }
        foreach (var gone in released.Keys.Where(name => !seen.Contains(name)))
            problems.Add(new(gone, "$", "Expected a released version to stay, but its file is gone."));
        foreach (var kind in MessageKind.All.Where(k => !read.Exists(t => t.Kind == k)))
            if (!problems.Exists(p => p.File.StartsWith(kind.Id + ".v", StringComparison.Ordinal)))
                problems.Add(new(MessageTemplate.FileOf(kind.Id, 1), "$", $"Expected a template for '{kind.Id}', but there is none."));
        return problems.Count > 0 ? (null, problems) : (new(read), []);
    }
}

/// <param name="Fingerprint">SHA-256 of the file, lower-case hex.</param>
public sealed record TemplateFile(string Name, string Json, string Fingerprint);
