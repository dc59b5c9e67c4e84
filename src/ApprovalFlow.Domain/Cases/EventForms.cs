using System.Collections.Frozen;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>The stored forms of one family of events: a stable name, a version and canonical JSON (docs/journal.md).</summary>
internal sealed class EventForms
{
    private readonly FrozenDictionary<Type, EventCodec> byType;
    private readonly FrozenDictionary<string, EventCodec> byName;

    public EventForms(IReadOnlyList<EventCodec> codecs)
    {
        byType = codecs.ToFrozenDictionary(c => c.Type);
        byName = codecs.ToFrozenDictionary(c => c.Name);
    }

    /// <summary>Every event this build writes, with its version.</summary>
    public IReadOnlyList<(string Name, int Version)> Names => [.. byName.Values.Select(c => (c.Name, c.Version)).OrderBy(n => n.Name, StringComparer.Ordinal)];

    /// <summary>Adds an event to a line of the journal, as <c>[name,version,data]</c>.</summary>
    public EventPlace Append(CanonicalJsonWriter line, object @event)
    {
        var codec = byType[@event.GetType()];
        line.BeginArray().String(codec.Name).Number(codec.Version);
        // Behind the comma.
        var start = line.Written.Length + 1;
        line.BeginObject();
        codec.Write(line, @event);
        line.EndObject();
        var place = new EventPlace(codec.Name, codec.Version, start, line.Written.Length - start);
        line.EndArray();
        return place;
    }

    public EncodedEvent Encode(object @event)
    {
        var codec = byType[@event.GetType()];
        var json = CanonicalJsonWriter.Rent().BeginObject();
        codec.Write(json, @event);
        var encoded = new EncodedEvent(codec.Name, codec.Version, json.EndObject().ToArray());
        json.Return();
        return encoded;
    }

    /// <exception cref="FormatException">No event has this name.</exception>
    public EventCodec Named(string name) => byName.TryGetValue(name, out var codec) ? codec : throw new FormatException($"Expected the name of a known event, but got '{name}'.");

    /// <summary>Reads an event in the version that this build writes.</summary>
    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public object Decode(string name, int version, ReadOnlySpan<byte> data)
    {
        var codec = Named(name);
        if (version != codec.Version) throw new FormatException($"Expected event '{name}' in version {codec.Version}, but got version {version}.");
        try
        {
            return PlainJson.Parse(data) is Dictionary<string, object?> members ? codec.Read(new EventMembers(members)) : throw new FormatException($"Expected event '{name}' to hold an object, but it does not.");
        }
        catch (Exception e) when (e is JsonException or OverflowException or ArgumentException)
        {
            throw new FormatException($"Expected the data of event '{name}' version {version}, but: {e.Message}", e);
        }
    }
}
