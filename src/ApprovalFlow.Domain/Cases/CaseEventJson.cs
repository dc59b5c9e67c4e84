namespace ApprovalFlow.Domain.Cases;

/// <summary>Events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
/// <remarks>A released name and version never changes meaning; <see cref="Decode"/> lifts older versions.</remarks>
public static partial class CaseEventJson
{
    public static EncodedEvent Encode(CaseEvent @event) => throw new NotImplementedException();

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static CaseEvent Decode(string name, int version, ReadOnlySpan<byte> data) => throw new NotImplementedException();
}

/// <param name="Name">Stable, kebab-case; workflow events begin with <c>flow.</c></param>
/// <param name="Data">Canonical JSON (RFC 8785), UTF-8.</param>
public sealed record EncodedEvent(string Name, int Version, byte[] Data)
{
    /// <summary>The same data as text, for a text column; encodes back to the same bytes.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Data);
}
