using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>How one version of one event is written and read.</summary>
internal sealed record EventCodec(string Name, int Version, Type Type, Action<CanonicalJsonWriter, object> Write, Func<EventMembers, object> Read)
{
    public static EventCodec For<T>(string name, Action<CanonicalJsonWriter, T> write, Func<EventMembers, T> read, int version = 1) where T : notnull =>
        new(name, version, typeof(T), (json, @event) => write(json, (T)@event), members => read(members));
}

/// <summary>The members of a stored event while it is read.</summary>
internal readonly struct EventMembers(Dictionary<string, object?> members)
{
    public bool Has(string name) => members.ContainsKey(name);
    public object? Any(string name) => members.GetValueOrDefault(name);
    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "text");
    public string? OptionalText(string name) => Optional<string>(name, "text");
    public double Number(string name) => OptionalNumber(name) ?? throw Missing(name, "a number");
    public double? OptionalNumber(string name) => members.GetValueOrDefault(name) switch { null => null, double n => n, _ => throw Missing(name, "a number") };
    public int Integer(string name) => checked((int)Number(name));
    public bool Flag(string name) => members.GetValueOrDefault(name) is true;
    public DateOnly? OptionalDate(string name) => OptionalText(name) is { } text ? PlainJson.Date(text) : null;
    public DateTimeOffset? OptionalInstant(string name) => OptionalText(name) is { } text ? PlainJson.Instant(text) : null;
    public Dictionary<string, object?> Map(string name) => OptionalMap(name) ?? [];
    public Dictionary<string, object?>? OptionalMap(string name) => Optional<Dictionary<string, object?>>(name, "a map");
    public EventMembers? OptionalObject(string name) => OptionalMap(name) is { } map ? new EventMembers(map) : null;
    public EventMembers Object(string name) => OptionalObject(name) ?? throw Missing(name, "an object");
    public IReadOnlyList<string>? OptionalTexts(string name) => List(name)?.Select(v => v as string ?? throw Missing(name, "a list of texts")).ToArray();
    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? [];
    public IReadOnlyList<int>? OptionalIntegers(string name) => List(name)?.Select(v => v is double n ? checked((int)n) : throw Missing(name, "a list of numbers")).ToArray();
    public IReadOnlyList<int> Integers(string name) => OptionalIntegers(name) ?? [];
    public IReadOnlyList<T> Objects<T>(string name, Func<EventMembers, T> read) =>
        List(name)?.Select(v => read(new(v as Dictionary<string, object?> ?? throw Missing(name, "a list of objects")))).ToArray() ?? [];

    private List<object?>? List(string name) => Optional<List<object?>>(name, "a list");
    private T? Optional<T>(string name, string kind) where T : class => members.GetValueOrDefault(name) switch { null => null, T value => value, _ => throw Missing(name, kind) };
    private static FormatException Missing(string name, string kind) => new($"Expected member '{name}' to be {kind}, but it is not.");
}

/// <summary>Members are written in ordinal order; what is null, false or empty is left out.</summary>
internal static class EventWriting
{
    public static CanonicalJsonWriter Text(this CanonicalJsonWriter json, string name, string? value) => value is null ? json : json.Name(name).String(value);
    public static CanonicalJsonWriter Number(this CanonicalJsonWriter json, string name, double? value) => value is { } number ? json.Name(name).Number(number) : json;
    public static CanonicalJsonWriter Flag(this CanonicalJsonWriter json, string name, bool value) => value ? json.Name(name).Bool(true) : json;
    public static CanonicalJsonWriter Date(this CanonicalJsonWriter json, string name, DateOnly? value) => value is { } date ? json.Name(name).String(PlainJson.Iso(date)) : json;
    public static CanonicalJsonWriter Instant(this CanonicalJsonWriter json, string name, DateTimeOffset? value) => value is { } at ? json.Name(name).String(PlainJson.Iso(at)) : json;
    public static CanonicalJsonWriter Any(this CanonicalJsonWriter json, string name, object? value) => value is null ? json : json.Name(name).Value(value);

    /// <summary>An absent map and an empty one are different only where the event says so: null is left out, empty is <c>{}</c>.</summary>
    public static CanonicalJsonWriter Map(this CanonicalJsonWriter json, string name, IReadOnlyDictionary<string, object?>? value) => value is null ? json : json.Name(name).Value(value);

    public static CanonicalJsonWriter Texts(this CanonicalJsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null) return json;
        json.Name(name).BeginArray();
        foreach (var value in values) json.String(value);
        return json.EndArray();
    }

    public static CanonicalJsonWriter Integers(this CanonicalJsonWriter json, string name, IReadOnlyList<int>? values)
    {
        if (values is null) return json;
        json.Name(name).BeginArray();
        foreach (var value in values) json.Number(value);
        return json.EndArray();
    }

    public static CanonicalJsonWriter Objects<T>(this CanonicalJsonWriter json, string name, IReadOnlyList<T> values, Action<CanonicalJsonWriter, T> write)
    {
        if (values.Count == 0) return json;
        json.Name(name).BeginArray();
        foreach (var value in values)
        {
            json.BeginObject();
            write(json, value);
            json.EndObject();
        }
        return json.EndArray();
    }

    public static CanonicalJsonWriter OptionalObject<T>(this CanonicalJsonWriter json, string name, T? value, Action<CanonicalJsonWriter, T> write) where T : class =>
        value is null ? json : json.Object(name, value, write);

    public static CanonicalJsonWriter Object<T>(this CanonicalJsonWriter json, string name, T value, Action<CanonicalJsonWriter, T> write)
    {
        json.Name(name).BeginObject();
        write(json, value);
        return json.EndObject();
    }
}
