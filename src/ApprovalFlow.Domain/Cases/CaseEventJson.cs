using System.Collections.Frozen;
using System.Text.Json;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
/// <remarks>A released name and version never changes meaning; <see cref="Decode"/> lifts older versions.</remarks>
public static class CaseEventJson
{
    private static readonly EventForms Forms = new([.. CaseEventCodecs.All, .. FlowEventCodecs.All]);

    /// <summary>What lifts the members of an event from this version to the next one. A released entry stays for ever.</summary>
    private static readonly FrozenDictionary<(string Name, int Version), Upcast> Upcasts = FrozenDictionary<(string, int), Upcast>.Empty;

    /// <summary>Every event this build writes, with its version.</summary>
    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(CaseEvent @event) => Forms.Encode(Said(@event));
    public static EventPlace Append(CanonicalJsonWriter line, CaseEvent @event) => Forms.Append(line, Said(@event));

    private static object Said(CaseEvent @event) => @event is CaseEvent.Flow flow ? flow.Event : @event;

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static CaseEvent Decode(string name, int version, ReadOnlySpan<byte> data) => Decode(name, version, data, Upcasts);

    internal static CaseEvent Decode(string name, int version, ReadOnlySpan<byte> data, IReadOnlyDictionary<(string Name, int Version), Upcast> upcasts)
    {
        var codec = Forms.Named(name);
        var members = Parse(name, data);
        for (var at = version; at != codec.Version; at++)
        {
            if (at > codec.Version || !upcasts.TryGetValue((name, at), out var upcast))
                throw new FormatException($"Expected event '{name}' in version {codec.Version} or one that can be lifted to it, but got version {version}.");
            members = upcast(members);
        }
        try
        {
            var content = codec.Read(new EventMembers(members));
            return content as CaseEvent ?? new CaseEvent.Flow((WorkflowEvent)content);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"Expected the data of event '{name}' version {version}, but: {e.Message}", e);
        }
    }

    private static Dictionary<string, object?> Parse(string name, ReadOnlySpan<byte> data)
    {
        try
        {
            return PlainJson.Parse(data) as Dictionary<string, object?> ?? throw new FormatException($"Expected event '{name}' to hold an object, but it does not.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"Expected event '{name}' to hold JSON, but: {e.Message}", e);
        }
    }
}

internal delegate Dictionary<string, object?> Upcast(Dictionary<string, object?> members);

/// <param name="Name">Stable, kebab-case; workflow events begin with <c>flow.</c></param>
/// <param name="Data">Canonical JSON (RFC 8785), UTF-8.</param>
public readonly record struct EncodedEvent(string Name, int Version, byte[] Data)
{
    /// <summary>The same data as text, for a text column; encodes back to the same bytes.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Data);
}

/// <summary>Where the data of an event lies in a line of the journal.</summary>
public readonly record struct EventPlace(string Name, int Version, int Start, int Length);
