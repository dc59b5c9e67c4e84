using System.Collections.Frozen;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Versions.LifeEvent;

namespace ApprovalFlow.Domain.Versions;

/// <summary>A definition's events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
public static class LifeEventJson
{
    private static readonly EventForms Forms = new(All);

    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(LifeEvent @event) => Forms.Encode(@event);
    public static EventPlace Append(CanonicalJsonWriter line, LifeEvent @event) => Forms.Append(line, @event);

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static LifeEvent Decode(string name, int version, ReadOnlySpan<byte> data) => (LifeEvent)Forms.Decode(name, version, data);

    private static EventCodec[] All =>
    [
        EventCodec.For<DefinitionRegistered>("definition-registered",
            (json, e) => json.Text("definition", e.DefinitionId).Text("department", e.DepartmentId).Text("flow", e.FlowCode).OptionalObject("parent", e.Parent, Write).Text("region", e.Region),
            m => new(m.Text("definition"), m.OptionalText("flow"), m.OptionalText("department")) { Region = m.OptionalText("region"), Parent = OptionalName(m, "parent") }),
        EventCodec.For<DraftOpened>("draft-opened",
            (json, e) => json.OptionalObject("base", e.Base, Write).Object("by", e.By, Actor).Text("origin", Of(e.Origin)).OptionalObject("source", e.Source, Write),
            m => new(Origins[m.Text("origin")], OptionalName(m, "base"), OptionalName(m, "source"), Actor(m))),
        EventCodec.For<DraftEdited>("draft-edited", (json, e) => json.Object("by", e.By, Actor), m => new(Actor(m))),
        EventCodec.For<DraftMerged>("draft-merged", (json, e) => json.Object("by", e.By, Actor).Object("source", e.Source, Write), m => new(Name(m.Object("source")), Actor(m))),
        EventCodec.For<DraftDiscarded>("draft-discarded", (json, e) => json.Object("by", e.By, Actor), m => new(Actor(m))),
        EventCodec.For<ReviewRequested>("review-requested",
            (json, e) => json.Object("by", e.By, Actor).Text("compared", e.ComparedHash).Date("effective", e.EffectiveFrom).Text("hash", e.Hash).Text("note", e.ChangeNote).Number("version", e.Version),
            m => new(m.Integer("version"), m.Text("hash"), m.Text("compared"), PlainJson.Date(m.Text("effective")), m.Text("note"), Actor(m))),
        EventCodec.For<ReviewLapsed>("review-lapsed", (json, e) => json.Object("by", e.By, Actor).Text("reason", Of(e.Reason)), m => new(Lapses[m.Text("reason")], Actor(m))),
        EventCodec.For<ReviewRejected>("review-rejected", (json, e) => json.Object("by", e.By, Actor).Text("comment", e.Comment), m => new(m.Text("comment"), Actor(m))),
        EventCodec.For<ReviewApproved>("review-approved",
            (json, e) => json.Object("by", e.By, Actor).Text("comment", e.Comment).Text("compared", e.ComparedHash), m => new(m.Text("compared"), Actor(m)) { Comment = m.OptionalText("comment") }),
        EventCodec.For<VersionPublished>("version-published",
            (json, e) => json.OptionalObject("approvedBy", e.ApprovedBy, Actor).Text("body", e.BodyHash).Object("by", e.By, Actor).Date("effective", e.EffectiveFrom).Text("hash", e.Hash).Text("note", e.ChangeNote).Number("version", e.Version),
            m => new(m.Integer("version"), m.Text("hash"), m.OptionalDate("effective"), m.Text("note"), Actor(m))
            { ApprovedBy = m.OptionalObject("approvedBy") is { } approver ? CaseEventCodecs.ReadActor(approver) : null, BodyHash = m.Text("body") }),
        EventCodec.For<VersionRetired>("version-retired",
            (json, e) => json.Object("by", e.By, Actor).Date("from", e.From).Text("reason", e.Reason).Number("version", e.Version),
            m => new(m.Integer("version"), PlainJson.Date(m.Text("from")), m.Text("reason"), Actor(m))),
    ];

    /// <summary>Stored texts of the enumerations; they never change.</summary>
    private static readonly FrozenDictionary<string, DraftOrigin> Origins = new Dictionary<string, DraftOrigin>
    {
        ["version"] = DraftOrigin.Version, ["empty"] = DraftOrigin.Empty, ["import"] = DraftOrigin.Import, ["revert"] = DraftOrigin.Revert, ["clone"] = DraftOrigin.Clone, ["branch"] = DraftOrigin.Branch,
        ["pull"] = DraftOrigin.Pull,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ReviewLapse> Lapses = new Dictionary<string, ReviewLapse>
    {
        ["taken-back"] = ReviewLapse.TakenBack, ["changed"] = ReviewLapse.Changed, ["base-moved"] = ReviewLapse.BaseMoved,
    }.ToFrozenDictionary();

    private static string Of(DraftOrigin origin) => Origins.First(o => o.Value == origin).Key;
    private static string Of(ReviewLapse reason) => Lapses.First(l => l.Value == reason).Key;

    private static void Actor(CanonicalJsonWriter json, ActorStamp stamp) => CaseEventCodecs.WriteStamp(json, stamp);
    private static ActorStamp Actor(EventMembers m) => CaseEventCodecs.ReadActor(m.Object("by"));
    private static void Write(CanonicalJsonWriter json, VersionName name) => json.Text("definition", name.DefinitionId).Text("hash", name.Hash).Number("version", name.Version);
    private static VersionName Name(EventMembers m) => new(m.Text("definition"), m.Integer("version"), m.Text("hash"));
    private static VersionName? OptionalName(EventMembers m, string member) => m.OptionalObject(member) is { } name ? Name(name) : null;
}
