using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Feeding;

/// <summary>The events of one command as they leave the house: a line of the journal under its place in the feed.</summary>
/// <param name="Number">1, 2, 3 … over all streams, without gaps.</param>
/// <param name="Stream">A case's number, a trip's, <c>def/</c> and a definition's id, <c>mig/</c> and a plan's.</param>
/// <param name="First">Sequence of the first event in its stream; the others follow.</param>
/// <param name="Events">A JSON array of <c>[name,version,data]</c>, byte for byte what was hashed.</param>
/// <param name="Hashes">The hash of each event, 32 bytes each.</param>
/// <param name="PreviousHash">Of the event before the first one.</param>
public sealed record FeedEntry(long Number, string Stream, long First, DateTimeOffset At, string Events, byte[] Hashes, byte[] PreviousHash)
{
    private const int HashSize = 32;

    public int Count => Hashes.Length / HashSize;
    public long Last => First + Count - 1;

    /// <summary>The same events at the same place. An entry that comes again is this one or a forgery.</summary>
    public bool IsSame(FeedEntry other) => Number == other.Number && Stream == other.Stream && First == other.First && At == other.At && Events == other.Events
        && Hashes.AsSpan().SequenceEqual(other.Hashes) && PreviousHash.AsSpan().SequenceEqual(other.PreviousHash);

    /// <summary>The same events at the same place, of which the content was removed since: every hash is the same, and what is missing names its record.</summary>
    public bool IsSameWithout(FeedEntry other) => !IsSame(other) && Tombstone.MayBeIn(other.Events) && IsSame(other with { Events = Events });

    internal void Write(CanonicalJsonWriter json) => json.BeginObject()
        .Name("at").String(CanonicalInstant.Write(At)).Name("events").Embed(Encoding.UTF8.GetBytes(Events)).Name("first").Number(First)
        .Name("hashes").String(Convert.ToHexStringLower(Hashes)).Name("number").Number(Number).Name("previous").String(Convert.ToHexStringLower(PreviousHash)).Name("stream").String(Stream).EndObject();

    internal static FeedEntry Read(JsonElement json)
    {
        var entry = new FeedEntry(json.GetProperty("number").GetInt64(), json.GetProperty("stream").GetString()!, json.GetProperty("first").GetInt64(), FeedBatch.Instant(json.GetProperty("at")),
            json.GetProperty("events").GetRawText(), Convert.FromHexString(json.GetProperty("hashes").GetString()!), Convert.FromHexString(json.GetProperty("previous").GetString()!));
        return entry.Number > 0 && entry.First > 0 && entry.Hashes.Length > 0 && entry.Hashes.Length % HashSize == 0 && entry.PreviousHash.Length == HashSize
            ? entry : throw new FormatException($"Expected an entry of the feed with its hashes, but entry {entry.Number} has {entry.Hashes.Length} bytes of them.");
    }
}

/// <summary>What the house shows of a case when an entry leaves, for whoever reckons it again.</summary>
/// <param name="Version">The case's last event that this counts.</param>
/// <param name="AsOf">The instant for which the clocks were read.</param>
/// <param name="Due">As the lists show it.</param>
public sealed record FeedClaim(string CaseNumber, long Version, DateTimeOffset AsOf, string Status, DateOnly? Due, IReadOnlyList<ClaimedClock> Clocks)
{
    internal void Write(CanonicalJsonWriter json)
    {
        json.BeginObject().Name("asOf").String(CanonicalInstant.Write(AsOf)).Name("case").String(CaseNumber).Name("clocks").BeginArray();
        foreach (var clock in Clocks) clock.Write(json);
        json.EndArray();
        if (Due is { } due) json.Name("due").String(FeedBatch.Iso(due));
        json.Name("status").String(Status).Name("version").Number(Version).EndObject();
    }

    internal static FeedClaim Read(JsonElement json) => new(
        json.GetProperty("case").GetString()!, json.GetProperty("version").GetInt64(), FeedBatch.Instant(json.GetProperty("asOf")), json.GetProperty("status").GetString()!, FeedBatch.OptionalDay(json, "due"),
        [.. json.GetProperty("clocks").EnumerateArray().Select(ClaimedClock.Read)]);
}

/// <summary>One clock as the house shows it, in working days.</summary>
/// <param name="Code">Of the clock, with the leg it is of where there are several.</param>
public sealed record ClaimedClock(string Code, string Id, double Used, double Remaining, double Overdue, DateOnly? Due)
{
    internal void Write(CanonicalJsonWriter json)
    {
        json.BeginObject().Name("code").String(Code);
        if (Due is { } due) json.Name("due").String(FeedBatch.Iso(due));
        json.Name("id").String(Id).Name("overdue").Number(Overdue).Name("remaining").Number(Remaining).Name("used").Number(Used).EndObject();
    }

    internal static ClaimedClock Read(JsonElement json) => new(json.GetProperty("code").GetString()!, json.GetProperty("id").GetString()!, json.GetProperty("used").GetDouble(),
        json.GetProperty("remaining").GetDouble(), json.GetProperty("overdue").GetDouble(), FeedBatch.OptionalDay(json, "due"));
}
