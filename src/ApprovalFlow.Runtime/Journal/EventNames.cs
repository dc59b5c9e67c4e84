using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>The names of events as one string each: there are about a hundred, and millions of events.</summary>
internal static class EventNames
{
    private const int Most = 1_000;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > 64)
            return reader.GetString()!;
        Span<char> name = stackalloc char[64];
        name = name[..Encoding.UTF8.GetChars(reader.ValueSpan, name)];
        if (Lookup.TryGetValue(name, out var known))
            return known;
        var made = new string(name);
        // What anybody may have written into a journal must not grow without end.
        return Known.Count < Most ? Known.GetOrAdd(made, made) : made;
    }
}
