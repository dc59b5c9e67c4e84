using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Regulation.PacketEvent;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>A packet's events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
public static class PacketEventJson
{
    private static readonly EventForms Forms = new(All);

    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(PacketEvent @event) => Forms.Encode(@event);
    public static EventPlace Append(CanonicalJsonWriter line, PacketEvent @event) => Forms.Append(line, @event);

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static PacketEvent Decode(string name, int version, ReadOnlySpan<byte> data) => (PacketEvent)Forms.Decode(name, version, data);

    private static EventCodec[] All =>
    [
        EventCodec.For<PacketSent>("packet-sent",
            (json, e) => json.Texts("assist", e.Assist.Count == 0 ? null : e.Assist).Number("claimDays", e.ClaimDays).Object("content", e.Content, Write).Text("packet", e.Number).Number("rules", e.Rules).Text("to", e.To),
            m => new(m.Text("packet"), Content(m.Object("content")), m.Text("to"), m.Texts("assist"), m.Number("claimDays"), m.Integer("rules"))),
        EventCodec.For<CertificateAdded>("packet-certificate-added",
            (json, e) => json.Date("issued", e.Certificate.IssuedOn).Text("name", e.Certificate.NameZh).Text("number", e.Certificate.Number).Date("until", e.Certificate.ValidUntil),
            m => new(new PacketCertificate(m.Text("number"), m.Text("name"), PlainJson.Date(m.Text("issued"))) { ValidUntil = m.OptionalDate("until") })),
        EventCodec.For<PacketRecalled>("packet-recalled", (_, _) => { }, _ => new()),
        EventCodec.For<PacketEvent.PacketClaimed>("packet-claimed", (json, e) => json.Object("by", e.By, Actor), m => new(Actor(m))),
        EventCodec.For<PacketReturned>("packet-returned", (json, e) => json.Object("by", e.By, Actor).Text("reason", e.Reason).Text("to", e.To), m => new(m.Text("to"), m.Text("reason"), Actor(m))),
        EventCodec.For<PacketAssigned>("packet-assigned", (json, e) => json.Object("by", e.By, Actor).Text("reason", e.Reason).Text("to", e.To), m => new(m.Text("to"), m.Text("reason"), Actor(m))),
        EventCodec.For<FeedbackGiven>("feedback-given",
            (json, e) => json.Object("by", e.By, Actor).Text("document", e.Document).Text("feedback", e.FeedbackId).Text("kind", PacketNames.Of(e.Kind)).Date("on", e.On).Text("text", e.Text),
            m => new(m.Text("feedback"), PacketNames.Feedback(m.Text("kind")), m.Text("text"), PlainJson.Date(m.Text("on")), Actor(m)) { Document = m.OptionalText("document") }),
        EventCodec.For<RevocationAsked>("revocation-asked",
            (json, e) => json.Object("by", e.By, Actor).Text("feedback", e.FeedbackId).Text("ground", e.Ground).Text("kind", PacketNames.Of(e.Kind)).Text("revocation", e.RevocationId),
            m => new(m.Text("revocation"), m.Text("feedback"), PacketNames.Revocation(m.Text("kind")), m.Text("ground"), Actor(m))),
        EventCodec.For<RevocationClosed>("revocation-closed",
            (json, e) => json.Text("reasons", e.Reasons).Text("revocation", e.RevocationId).Flag("revoked", e.Revoked), m => new(m.Text("revocation"), m.Flag("revoked"), m.Text("reasons"))),
    ];

    private static void Actor(CanonicalJsonWriter json, ActorStamp stamp) => CaseEventCodecs.WriteStamp(json, stamp);
    private static ActorStamp Actor(EventMembers m) => CaseEventCodecs.ReadActor(m.Object("by"));

    private static void Write(CanonicalJsonWriter json, PacketContent content) =>
        json.Object("applicant", content.Applicant, CaseEventCodecs.WriteApplicant).Text("approving", content.ApprovingDepartmentId).Object("by", content.DecidedBy, Actor).Text("case", content.CaseNumber).Text("caseHash", content.CaseHash)
            .Text("conditions", content.Conditions).Text("county", content.CountyCode).Instant("decided", content.DecidedAt).Text("flow", content.FlowCode).Map("form", content.Form).Text("item", content.ItemCode)
            .Text("itemEn", content.ItemNameEn).Text("itemName", content.ItemNameZh).Objects("papers", content.Papers, Write).Texts("promised", content.Promised.Count == 0 ? null : content.Promised)
            .Text("reasons", content.Reasons).Text("result", content.Result);

    private static PacketContent Content(EventMembers m) => new(
        m.Text("case"), m.Text("flow"), m.Text("item"), m.Text("itemName"), m.Text("itemEn"), m.Text("approving"), CaseEventCodecs.ReadApplicantOf(m.Object("applicant")),
        m.Text("result"), Actor(m), PlainJson.Instant(m.Text("decided")), m.Objects("papers", Paper), m.Map("form"), m.Text("caseHash"))
    {
        CountyCode = m.OptionalText("county"), Reasons = m.OptionalText("reasons"), Conditions = m.OptionalText("conditions"), Promised = m.Texts("promised"),
    };

    private static void Write(CanonicalJsonWriter json, PacketPaper paper) =>
        json.Text("code", paper.Code).Number("copies", paper.Copies).Text("digest", paper.Digest).Text("name", paper.NameZh).Text("note", paper.Note).Flag("received", paper.Received);
    private static PacketPaper Paper(EventMembers m) => new(m.Text("code"), m.Text("name"), m.Flag("received"), m.Integer("copies"), m.Text("digest")) { Note = m.OptionalText("note") };
}
