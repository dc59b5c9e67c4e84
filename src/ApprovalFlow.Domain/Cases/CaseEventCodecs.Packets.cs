using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Packets =>
    [
        EventCodec.For<PacketAddressed>("packet-addressed",
            (json, e) => json.Texts("assist", e.Assist.Count == 0 ? null : e.Assist).Number("claimDays", e.ClaimDays).Text("packet", e.Packet).Number("rules", e.Rules).Text("to", e.To),
            m => new(m.Text("packet"), m.Text("to"), m.Texts("assist"), m.Number("claimDays"), m.Integer("rules"))),
        EventCodec.For<RegulatorClaimed>("regulator-claimed",
            (json, e) => json.Object("by", e.By, Write).Instant("claimed", e.ClaimedAt).Text("packet", e.Packet).Number("position", e.Position),
            m => new(m.Text("packet"), m.Integer("position"), PlainJson.Instant(m.Text("claimed")), ReadStamp(m.Object("by")))),
        EventCodec.For<RegulatorChanged>("regulator-changed",
            (json, e) => json.Object("by", e.By, Write).Text("packet", e.Packet).Number("position", e.Position).Text("reason", e.Reason).Text("to", e.To),
            m => new(m.Text("packet"), m.Integer("position"), m.Text("to"), m.Text("reason"), ReadStamp(m.Object("by")))),
        EventCodec.For<RegulatorTold>("regulator-told",
            (json, e) => json.Object("by", e.By, Write).Text("document", e.Document).Text("feedback", e.FeedbackId).Text("kind", PacketNames.Of(e.Kind)).Date("on", e.On)
                .Text("packet", e.Packet).Number("position", e.Position).Text("text", e.Text),
            m => new(m.Text("packet"), m.Integer("position"), m.Text("feedback"), PacketNames.Feedback(m.Text("kind")), m.Text("text"), PlainJson.Date(m.Text("on")), ReadStamp(m.Object("by"))) { Document = m.OptionalText("document") }),
        EventCodec.For<RevocationOpened>("revocation-opened",
            (json, e) => json.Object("by", e.By, Write).Text("feedback", e.FeedbackId).OptionalObject("foundBy", e.FoundBy, Write).Text("ground", e.Ground).Text("kind", PacketNames.Of(e.Kind))
                .Text("packet", e.Packet).Number("position", e.Position).Text("revocation", e.RevocationId).Date("until", e.StatementsUntil),
            m => new(m.Text("packet"), m.Integer("position"), m.Text("revocation"), m.Text("feedback"), PacketNames.Revocation(m.Text("kind")), m.Text("ground"), ReadStamp(m.Object("by")))
            { FoundBy = m.OptionalObject("foundBy") is { } found ? ReadStamp(found) : null, StatementsUntil = m.OptionalDate("until") }),
        EventCodec.For<RevocationStated>("revocation-stated",
            (json, e) => json.Object("by", e.By, Write).Text("revocation", e.RevocationId).Text("text", e.Text), m => new(m.Text("revocation"), m.Text("text"), ReadStamp(m.Object("by")))),
        EventCodec.For<RevocationDecided>("revocation-decided",
            (json, e) => json.Object("by", e.By, Write).Text("reasons", e.Reasons).Text("remedies", e.Remedies).Text("revocation", e.RevocationId).Flag("revoked", e.Revoked),
            m => new(m.Text("revocation"), m.Flag("revoked"), m.Text("reasons"), ReadStamp(m.Object("by"))) { Remedies = m.OptionalText("remedies") }),
    ];

    internal static void WriteApplicant(CanonicalJsonWriter json, Applicant applicant) => Write(json, applicant);
    internal static Applicant ReadApplicantOf(EventMembers members) => ReadApplicant(members);
}
