using System.Globalization;
using System.Text;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Text that people gave and that others will read in lists, pictures and print.</summary>
/// <remarks>Everything is encoded where it is shown. Markup in names is refused all the same: a definition travels to other programs. So are characters that show nothing or turn the writing round.</remarks>
internal static class PlainText
{
    public static Rejection? Problem(string text, int longest, bool markup = false, bool lines = true)
    {
        if (text.Length > longest) return DesignText.Reject("design-text-too-long", longest.ToString(CultureInfo.InvariantCulture));
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                && !(lines && rune.Value is '\n' or '\r' or '\t'))
                return DesignText.Reject("design-text-hidden-characters");
        return !markup && HasMarkup(text) ? DesignText.Reject("design-text-markup") : null;
    }

    public static Rejection? NameProblem(string name, int longest = 100) =>
        string.IsNullOrWhiteSpace(name) ? DesignText.Reject("design-name-empty") : Problem(name, longest, lines: false);

    public static bool IsIdentifier(string name) => name.Length is > 0 and <= 60 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>An opening angle bracket with a letter, a slash or an exclamation mark: a tag. A comparison such as “&lt; 500 ㎡” is none.</summary>
    private static bool HasMarkup(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
            if (text[i] == '<' && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?')) return true;
        return false;
    }
}
