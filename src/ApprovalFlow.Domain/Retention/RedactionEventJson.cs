using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Retention.RedactionEvent;

namespace ApprovalFlow.Domain.Retention;

/// <summary>Records of removals as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
public static class RedactionEventJson
{
    private static readonly EventForms Forms = new(All);

    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(RedactionEvent @event) => Forms.Encode(@event);
    public static EventPlace Append(CanonicalJsonWriter line, RedactionEvent @event) => Forms.Append(line, @event);

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static RedactionEvent Decode(string name, int version, ReadOnlySpan<byte> data) => (RedactionEvent)Forms.Decode(name, version, data);

    private static EventCodec[] All =>
    [
        EventCodec.For<RedactionAsked>("redaction-asked",
            (json, e) => json.Text("basis", e.Basis).Object("by", e.By, Actor).Text("ground", e.Ground).Text("reason", e.Reason).Text("scope", NameOf(e.Scope)),
            m => new(Scope(m), m.Text("ground"), m.Text("basis"), m.Text("reason"), Actor(m))),
        EventCodec.For<RedactionAgreed>("redaction-agreed", (json, e) => json.Number("asked", e.Asked).Object("by", e.By, Actor), m => new(m.Integer("asked"), Actor(m))),
        EventCodec.For<RedactionDeclined>("redaction-declined", (json, e) => json.Number("asked", e.Asked).Object("by", e.By, Actor).Text("reason", e.Reason), m => new(m.Integer("asked"), m.Text("reason"), Actor(m))),
        EventCodec.For<HoldPlaced>("hold-placed", (json, e) => json.Text("basis", e.Basis).Object("by", e.By, Actor).Text("reason", e.Reason), m => new(m.Text("basis"), m.Text("reason"), Actor(m))),
        EventCodec.For<HoldLifted>("hold-lifted", (json, e) => json.Object("by", e.By, Actor).Text("reason", e.Reason), m => new(m.Text("reason"), Actor(m))),
        EventCodec.For<ContentRemoved>("content-removed",
            (json, e) => json.Number("asked", e.Asked).Number("messages", e.Messages).Text("operator", e.Operator).Texts("papers", Some(e.Papers)).Number("schedule", e.Schedule).Text("scope", NameOf(e.Scope)).Texts("shared", Some(e.Shared)).Objects("streams", e.Streams, Write),
            m => new(m.Integer("asked"), Scope(m), m.Text("operator"), m.Integer("schedule"), m.Objects("streams", s => new RemovedStream(s.Text("stream"), s.Objects("events", Piece))), m.Texts("papers"), m.Texts("shared"), m.Integer("messages"))),
    ];

    public static string NameOf(RemovalScope scope) => scope switch { RemovalScope.Case => "case", RemovalScope.Papers => "papers", _ => "messages" };

    /// <summary>Null: no scope has this name.</summary>
    public static RemovalScope? ScopeNamed(string name) => name switch { "case" => RemovalScope.Case, "papers" => RemovalScope.Papers, "messages" => RemovalScope.Messages, _ => null };

    private static RemovalScope Scope(EventMembers m) => ScopeNamed(m.Text("scope")) ?? throw new FormatException($"Expected what was to be removed, but it is '{m.Text("scope")}'.");
    private static IReadOnlyList<string>? Some(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts;
    private static void Write(CanonicalJsonWriter json, RemovedStream s) => json.Objects("events", s.Events, Write).Text("stream", s.Stream);
    private static void Write(CanonicalJsonWriter json, RemovedPiece p) => json.Instant("at", p.At).Text("event", p.Name).Text("hash", p.Hash).Number("sequence", p.Sequence).Number("version", p.Version);
    private static RemovedPiece Piece(EventMembers m) => new(m.Integer("sequence"), m.OptionalInstant("at") ?? throw new FormatException("Expected the instant of what was removed, but there is none."), m.Text("event"), m.Integer("version"), m.Text("hash"));
    private static void Actor(CanonicalJsonWriter json, ActorStamp stamp) => CaseEventCodecs.WriteStamp(json, stamp);
    private static ActorStamp Actor(EventMembers m) => CaseEventCodecs.ReadActor(m.Object("by"));
}
