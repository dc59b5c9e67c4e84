using System.Text.Json;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Reads the events of a line one after the other: name, version and the bytes of the data, without copying them.</summary>
public ref struct JournalLineReader(ReadOnlySpan<byte> events)
{
    private readonly ReadOnlySpan<byte> bytes = events;
    private Utf8JsonReader reader = new(events, new JsonReaderOptions { MaxDepth = 1000 });
    private bool begun;

    public JournalPart Current { get; private set; }
    public readonly JournalLineReader GetEnumerator() => this;

    /// <exception cref="FormatException">The line is not a list of <c>[name, version, data]</c>.</exception>
    public bool MoveNext()
    {
        try
        {
            if (!begun)
                Take(JsonTokenType.StartArray);
            begun = true;
            if (!reader.Read())
                throw Unlike(JsonTokenType.None);
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                if (reader.Read())
                    throw Unlike(reader.TokenType);
                return false;
            }
            Expect(JsonTokenType.StartArray);
            Take(JsonTokenType.String);
            var name = EventNames.Of(ref reader);
            Take(JsonTokenType.Number);
            if (!reader.TryGetInt32(out var version))
                throw Unlike(JsonTokenType.Number);
            Take(JsonTokenType.StartObject);
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Current = new(name, version, bytes[start..(int)reader.BytesConsumed]);
            Take(JsonTokenType.EndArray);
            return true;
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private void Take(JsonTokenType type)
    {
        reader.Read();
        Expect(type);
    }

    private readonly void Expect(JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw Unlike(reader.TokenType);
    }

    private static FormatException Unlike(JsonTokenType found) => new($"Expected a list of [name, version, data], but found {found} out of place.");
}

/// <summary>One event of a line, as it lies there.</summary>
public readonly ref struct JournalPart(string name, int version, ReadOnlySpan<byte> data)
{
    public string Name { get; } = name;
    public int Version { get; } = version;
    public ReadOnlySpan<byte> Data { get; } = data;
}
