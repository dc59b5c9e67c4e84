using System.Text;
using System.Text.Json;

namespace ApprovalFlow.Engine.Values;

/// <summary>One spelling for one value: RFC 8785.</summary>
/// <remarks>What is hashed is written this way (docs/journal.md), so that any program can make the same bytes.</remarks>
public static class CanonicalJson
{
    /// <param name="sorted">False: members in the order of the map, where the order is part of what is said.</param>
    public static byte[] WriteUtf8(object? value, bool sorted = true)
    {
        var json = (sorted ? CanonicalJsonWriter.Rent() : CanonicalJsonWriter.RentUnsorted()).Value(value);
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    public static string Write(object? value, bool sorted = true) => Encoding.UTF8.GetString(WriteUtf8(value, sorted));

    public static byte[] WriteUtf8(JsonElement element) => WriteUtf8(Value.FromJson(element));
}
