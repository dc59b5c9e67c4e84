using System.Globalization;
using System.Text;

namespace ApprovalFlow.Domain.Retention;

/// <summary>What stands in place of an event's data once it was removed: <c>{"redacted":"redactions/CASE/3"}</c>, the record that says what was here and who had it removed.</summary>
/// <remarks>It has exactly one form, so that a byte changed in it is seen. No event of ours has a member of that name at its top.</remarks>
public sealed record Tombstone(string Stream, long Sequence)
{
    /// <summary>Before the number of the case whose removals a stream records.</summary>
    public const string Streams = "redactions/";
    private const string Begin = "{\"redacted\":\"", End = "\"}";

    /// <summary>The last event of a case whose content was removed. It takes the next position, so that whoever still knows the case as it was cannot add to it.</summary>
    public const string Seal = "case-redacted";

    /// <summary>What the last event says.</summary>
    public string SealData => $$"""{"record":"{{Name}}"}""";

    /// <summary>The data itself, canonical JSON.</summary>
    public string Data => $"{Begin}{Name}{End}";
    /// <summary>The same in UTF-8.</summary>
    public byte[] Json => Encoding.UTF8.GetBytes(Data);
    /// <summary>Stream and sequence of the record.</summary>
    public string Name => $"{Stream}/{Sequence.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The stream that records what was removed of a case.</summary>
    public static string StreamOf(string caseNumber) => Streams + caseNumber;

    /// <summary>Whether there may be one in a line; quick, and never wrong about a no.</summary>
    public static bool MayBeIn(string events) => events.Contains(Begin + Streams, StringComparison.Ordinal);

    /// <summary>The same for a line in UTF-8.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> events) => events.IndexOf(Mark) >= 0;

    private static readonly byte[] Mark = Encoding.UTF8.GetBytes(Begin + Streams);

    /// <summary>Null: the data is something else.</summary>
    public static Tombstone? Read(ReadOnlySpan<byte> data) => data.StartsWith("{\"redacted\":\""u8) ? Read(Encoding.UTF8.GetString(data)) : null;

    /// <summary>Null: the data is something else.</summary>
    public static Tombstone? Read(string data)
    {
        if (!data.StartsWith(Begin, StringComparison.Ordinal) || !data.EndsWith(End, StringComparison.Ordinal))
            return null;
        return Named(data[Begin.Length..^End.Length]) is { } read && read.Data == data ? read : null;
    }

    /// <summary>A record by its name; null: it is none.</summary>
    public static Tombstone? Named(string name)
    {
        var slash = name.LastIndexOf('/');
        return slash > Streams.Length && name.StartsWith(Streams, StringComparison.Ordinal) && long.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            ? new(name[..slash], sequence) : null;
    }
}
