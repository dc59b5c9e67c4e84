using System.Globalization;

namespace ApprovalFlow.Engine.Values;

/// <summary>Instants as whatever is hashed or signed spells them: UTC with always three digits of a second (docs/journal.md).</summary>
public static class CanonicalInstant
{
    public const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is spelled otherwise.</exception>
    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
