using System.Globalization;

namespace ApprovalFlow.Engine.Values;

/// <summary>Instants as whatever is hashed or signed spells them: UTC with always three digits of a second (docs/journal.md).</summary>
public static class CanonicalInstant
{
    public const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The same into 24 characters: every event that is hashed spells one, and a custom format costs as much as the hash.</summary>
    public static void Write(DateTimeOffset at, Span<char> into)
    {
        var utc = at.UtcDateTime;
        Digits(into, 0, 4, utc.Year);
        into[4] = '-';
        Digits(into, 5, 2, utc.Month);
        into[7] = '-';
        Digits(into, 8, 2, utc.Day);
        into[10] = 'T';
        Digits(into, 11, 2, utc.Hour);
        into[13] = ':';
        Digits(into, 14, 2, utc.Minute);
        into[16] = ':';
        Digits(into, 17, 2, utc.Second);
        into[19] = '.';
        Digits(into, 20, 3, utc.Millisecond);
        into[23] = 'Z';
    }

    private static void Digits(Span<char> into, int from, int count, int number)
    {
        for (var i = from + count - 1; i >= from; i--, number /= 10)
            into[i] = (char)('0' + number % 10);
    }

    /// <exception cref="FormatException">It is spelled otherwise.</exception>
    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
