using System.Globalization;
using System.Text;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>Text as it may leave: cleaned, and counted as the telephone network counts it.</summary>
public static class MessageText
{
    /// <summary>A short message of one part, and each part of a long one, in 16-bit units (UCS-2) or in characters of the GSM alphabet.</summary>
    private const int OneUcs2 = 70, PartUcs2 = 67, OneGsm = 160, PartGsm = 153;

    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /// <summary>Characters of the alphabet's extension: two places each.</summary>
    private const string GsmExtension = "^{}\\[~]|€\f";

    /// <summary>Without control characters, marks that turn the direction of writing, and halves of characters; white space is one blank, lines stay where they are wanted.</summary>
    public static string Clean(string text, bool keepLines = false)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepLines && rune.Value == '\n')
                clean.Append('\n');
            else if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n')) clean.Append(' ');
            }
            else if (rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate))
                clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    /// <summary>Whether the GSM alphabet has every character; Chinese needs UCS-2.</summary>
    public static bool IsGsm(string text) => text.All(c => Gsm.Contains(c) || GsmExtension.Contains(c));

    /// <summary>Places that a text takes: 16-bit units, or characters of the GSM alphabet.</summary>
    public static int Length(string text) => IsGsm(text) ? text.Sum(c => GsmExtension.Contains(c) ? 2 : 1) : text.Length;

    /// <summary>How many short messages carry it, and are paid for.</summary>
    public static int Parts(string text)
    {
        var (length, one, part) = IsGsm(text) ? (Length(text), OneGsm, PartGsm) : (text.Length, OneUcs2, PartUcs2);
        return length == 0 ? 0 : length <= one ? 1 : (length + part - 1) / part;
    }

    /// <summary>The text, or as much of it as fits into so many parts, ended by an ellipsis; never half a character.</summary>
    public static string Fit(string text, int parts)
    {
        if (Parts(text) <= parts)
            return text;
        var runes = text.EnumerateRunes().ToList();
        var (low, high) = (0, runes.Count);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Parts(Cut(runes, middle)) <= parts) low = middle;
            else high = middle - 1;
        }
        return Cut(runes, low);
    }

    private static string Cut(List<Rune> runes, int count) => string.Concat(runes.Take(count).Select(r => r.ToString())) + "…";
}
