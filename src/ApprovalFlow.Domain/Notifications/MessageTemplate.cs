using System.Text;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>The words for one kind of message in one version. A released version never changes: what was sent says which version it was.</summary>
/// <param name="Sms">Short; <paramref name="Subject"/> and <paramref name="Text"/> are for mail.</param>
public sealed record MessageTemplate(MessageKind Kind, int Version, Localized Sms, Localized Subject, Localized Text)
{
    /// <summary>The words for one reader. Values are cleaned; those that the template does not name stay behind.</summary>
    public MessageWords Render(bool chinese, IReadOnlyDictionary<string, Localized> values, int maxParts)
    {
        string Fill(Localized pattern, bool lines)
        {
            var text = new StringBuilder();
            foreach (var (words, isName) in Pieces(chinese ? pattern.Zh : pattern.En))
                text.Append(!isName ? words : values.TryGetValue(words, out var value) ? MessageText.Clean(chinese ? value.Zh : value.En, lines) : "");
            return MessageText.Clean(text.ToString(), lines);
        }
        return new(MessageText.Fit(Fill(Sms, lines: false), maxParts), Fill(Subject, lines: false), Fill(Text, lines: true));
    }

    /// <summary>Reads one version; every problem at once.</summary>
    public static (MessageTemplate? Template, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var (id, version) = (fields.Text("id"), (int)fields.Number("version"));
        var kind = MessageKind.Find(id);
        if (kind is null && id.Length > 0) problems.Add(new(file, "$.id", $"Expected a kind of message, but it is '{id}'."));
        if (version < 1 && fields.Has("version")) problems.Add(new(file, "$.version", $"Expected a version from 1, but it is {version}."));
        if (kind is not null && file != FileOf(id, version)) problems.Add(new(file, "$", $"Expected the file to be called '{FileOf(id, version)}', but it is '{file}'."));
        Localized Words(string member)
        {
            if (fields.Child(member) is not { } two)
            {
                if (!fields.Has(member)) problems.Add(new(file, $"$.{member}", "Expected words in 'zh' and 'en', but there are none."));
                return new("", "");
            }
            var words = new Localized(two.Text("zh"), two.Text("en"));
            foreach (var (language, pattern) in new[] { ("zh", words.Zh), ("en", words.En) })
                foreach (var problem in Check(pattern, kind))
                    problems.Add(new(file, $"$.{member}.{language}", problem));
            var (zh, en) = (Names(words.Zh), Names(words.En));
            if (!zh.SetEquals(en)) problems.Add(new(file, $"$.{member}", "Expected both languages to name the same placeholders, but they do not."));
            return words;
        }
        var (sms, subject, text) = (Words("sms"), Words("subject"), Words("text"));
        return problems.Count > 0 || kind is null ? (null, problems) : (new(kind, version, sms, subject, text), []);
    }

    public static string FileOf(string id, int version) => $"{id}.v{version}.json";

    private static IEnumerable<string> Check(string pattern, MessageKind? kind)
    {
        if (pattern.Count(c => c == '{') != pattern.Count(c => c == '}') || Pieces(pattern).Any(p => p.Words.Contains('{') || p.Words.Contains('}')))
            yield return "Expected every placeholder to be a name in braces, but a brace stands alone.";
        if (MessageText.Clean(pattern, keepLines: true) != pattern.Trim())
            yield return "Expected no control characters or repeated blanks, but there are some.";
        foreach (var name in Names(pattern).Where(n => kind is not null && !kind.Placeholders.Contains(n)))
            yield return $"Expected one of the placeholders {string.Join(", ", kind!.Placeholders)}, but it is '{name}'.";
    }

    private static HashSet<string> Names(string pattern) => [.. Pieces(pattern).Where(p => p.IsName).Select(p => p.Words)];

    private static IEnumerable<(string Words, bool IsName)> Pieces(string pattern)
    {
        for (var at = 0; at < pattern.Length;)
        {
            var open = pattern.IndexOf('{', at);
            var close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (close < 0)
            {
                yield return (pattern[at..], false);
                yield break;
            }
            if (open > at) yield return (pattern[at..open], false);
            yield return (pattern[(open + 1)..close], true);
            at = close + 1;
        }
    }
}

/// <summary>A message in the words of one reader.</summary>
public sealed record MessageWords(string Sms, string Subject, string Text);
