using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Feeding;

/// <summary>What leaves the house at once, pushed, pulled or streamed: always the same bytes, always signed.</summary>
/// <param name="Feed">Names the installation's feed; another name is another feed, whose numbers mean nothing here.</param>
/// <param name="Sent">When it left. An empty batch says no more than that the line is open.</param>
/// <param name="Head">The highest number there is: how far behind the receiver stays.</param>
/// <param name="Entries">In the order of their numbers, without gaps.</param>
/// <param name="Claims">Of the cases whose newest entry is here.</param>
public sealed record FeedBatch(string Feed, DateTimeOffset Sent, long Head, IReadOnlyList<FeedEntry> Entries, IReadOnlyList<FeedClaim> Claims)
{
    /// <summary>Canonical JSON: what is signed.</summary>
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject().Name("claims").BeginArray();
        foreach (var claim in Claims) claim.Write(json);
        json.EndArray().Name("entries").BeginArray();
        foreach (var entry in Entries) entry.Write(json);
        json.EndArray().Name("feed").String(Feed).Name("head").Number(Head).Name("sent").String(CanonicalInstant.Write(Sent)).EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    /// <exception cref="FormatException">It is not a batch, or its numbers have a gap.</exception>
    public static FeedBatch Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 1000, AllowDuplicateProperties = false });
            var root = document.RootElement;
            var batch = new FeedBatch(root.GetProperty("feed").GetString()!, Instant(root.GetProperty("sent")), root.GetProperty("head").GetInt64(),
                [.. root.GetProperty("entries").EnumerateArray().Select(FeedEntry.Read)], [.. root.GetProperty("claims").EnumerateArray().Select(FeedClaim.Read)]);
            for (var i = 1; i < batch.Entries.Count; i++)
                if (batch.Entries[i].Number != batch.Entries[i - 1].Number + 1)
                    throw new FormatException($"Expected entry {batch.Entries[i - 1].Number + 1} of the feed, but found entry {batch.Entries[i].Number}.");
            return batch;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"Expected a batch of the feed, but: {e.Message}", e);
        }
    }

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    internal static DateTimeOffset Instant(JsonElement text) => CanonicalInstant.Read(text.GetString()!);
    internal static DateOnly? OptionalDay(JsonElement json, string name) => json.TryGetProperty(name, out var day) ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
