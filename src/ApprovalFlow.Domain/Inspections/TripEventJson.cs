using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Inspections.TripEvent;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>A trip's events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
public static class TripEventJson
{
    private static readonly EventForms Forms = new(All);

    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(TripEvent @event) => Forms.Encode(@event);
    public static EventPlace Append(CanonicalJsonWriter line, TripEvent @event) => Forms.Append(line, @event);

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static TripEvent Decode(string name, int version, ReadOnlySpan<byte> data) => (TripEvent)Forms.Decode(name, version, data);

    private static EventCodec[] All =>
    [
        EventCodec.For<TripConvened>("convened",
            (json, e) => json.Object("by", e.By, Actor).Text("kind", TripNames.Of(e.Kind)).Text("lead", e.LeadDepartmentId).Objects("legs", e.Legs, Write).Text("title", e.Title).Text("trip", e.Number),
            m => new(m.Text("trip"), TripNames.Kind(m.Text("kind")), m.Text("title"), m.Text("lead"), m.Objects("legs", Leg), Actor(m))),
        EventCodec.For<LegAdded>("leg-added", (json, e) => json.Object("by", e.By, Actor).Object("leg", e.Leg, Write), m => new(Leg(m.Object("leg")), Actor(m))),
        EventCodec.For<LegRemoved>("leg-removed", (json, e) => json.Object("by", e.By, Actor).Text("case", e.CaseNumber).Text("reason", e.Reason), m => new(m.Text("case"), m.Text("reason"), Actor(m))),
        EventCodec.For<SlotChosen>("slot-chosen",
            (json, e) => json.Object("by", e.By, Actor).Instant("ends", e.Slot.EndsAt).Text("place", e.Place).Text("reason", e.Reason).Number("round", e.Round).Instant("starts", e.Slot.StartsAt),
            m => new(new TripSlot(PlainJson.Instant(m.Text("starts")), PlainJson.Instant(m.Text("ends"))), m.Text("place"), m.Integer("round"), Actor(m)) { Reason = m.OptionalText("reason") }),

        EventCodec.For<DepartmentInvited>("department-invited",
            (json, e) => json.Object("by", e.By, Actor).Text("department", e.DepartmentId).Number("round", e.Round), m => new(m.Text("department"), m.Integer("round"), Actor(m))),
        EventCodec.For<InvitationDelivered>("invitation-delivered", (json, e) => json.Text("department", e.DepartmentId), m => new(m.Text("department"))),
        EventCodec.For<InvitationRead>("invitation-read", (json, e) => json.Object("by", e.By, Actor).Text("department", e.DepartmentId), m => new(m.Text("department"), Actor(m))),
        EventCodec.For<DepartmentAttends>("department-attends",
            (json, e) => json.Object("by", e.By, Actor).Text("department", e.DepartmentId).Objects("officers", e.Officers, Write), m => new(m.Text("department"), m.Objects("officers", Officer), Actor(m))),
        EventCodec.For<DepartmentDeclined>("department-declined",
            (json, e) => json.Object("by", e.By, Actor).Text("department", e.DepartmentId).Text("reason", e.Reason), m => new(m.Text("department"), m.Text("reason"), Actor(m))),

        EventCodec.For<OfficerCheckedIn>("officer-checked-in",
            (json, e) => json.Text("department", e.DepartmentId).Number("latitude", e.At?.Latitude).Number("longitude", e.At?.Longitude).Object("officer", e.Officer, Write).Text("place", e.Place),
            m => new(m.Text("department"), Officer(m.Object("officer")), m.Text("place"))
            { At = m.OptionalNumber("latitude") is { } latitude && m.OptionalNumber("longitude") is { } longitude ? new GeoPoint(latitude, longitude) : null }),
        EventCodec.For<ChecklistFilled>("checklist-filled",
            (json, e) => json.Objects("answers", e.Answers, Write).Object("by", e.By, Actor).Text("case", e.CaseNumber).Text("department", e.DepartmentId),
            m => new(m.Text("department"), m.Text("case"), m.Objects("answers", Answer), Actor(m))),
        EventCodec.For<PhotoAttached>("photo-attached",
            (json, e) => json.Object("by", e.By, Actor).Text("department", e.DepartmentId).Object("photo", e.Photo, Write), m => new(m.Text("department"), Photo(m.Object("photo")), Actor(m))),
        EventCodec.For<FindingGiven>("finding-given",
            (json, e) => json.Object("by", e.By, Actor).Texts("conditions", e.Conditions.Count == 0 ? null : e.Conditions).Text("department", e.DepartmentId).Text("digest", e.Digest)
                .Text("finding", e.Finding).Text("opinion", TripNames.Of(e.Opinion)),
            m => new(m.Text("department"), TripNames.Opinion(m.Text("opinion")), m.Text("finding"), m.Texts("conditions"), m.Text("digest"), Actor(m))),
        EventCodec.For<FindingSigned>("finding-signed",
            (json, e) => json.Text("department", e.DepartmentId).Text("digest", e.Digest).Object("officer", e.Officer, Write), m => new(m.Text("department"), Officer(m.Object("officer")), m.Text("digest"))),

        EventCodec.For<DepartmentMissed>("department-missed",
            (json, e) => json.Instant("delivered", e.DeliveredAt).Text("department", e.DepartmentId).Instant("invited", e.InvitedAt).Number("officers", e.Officers).Instant("read", e.ReadAt).Text("readBy", e.ReadBy),
            m => new(m.Text("department"), PlainJson.Instant(m.Text("invited")), m.Integer("officers"))
            { DeliveredAt = m.OptionalInstant("delivered"), ReadAt = m.OptionalInstant("read"), ReadBy = m.OptionalText("readBy") }),
        EventCodec.For<VisitEnded>("visit-ended", (json, e) => json.Object("by", e.By, Actor).Text("partial", e.Partial), m => new(Actor(m)) { Partial = m.OptionalText("partial") }),
        EventCodec.For<RectificationOrdered>("rectification-ordered",
            (json, e) => json.Object("by", e.By, Actor).Date("due", e.Due).Texts("items", e.Items), m => new(m.Texts("items"), PlainJson.Date(m.Text("due")), Actor(m))),
        EventCodec.For<RectificationChecked>("rectification-checked",
            (json, e) => json.Object("by", e.By, Actor).Flag("done", e.Done).Number("item", e.Item).Text("remark", e.Remark), m => new(m.Integer("item"), m.Flag("done"), Actor(m)) { Remark = m.OptionalText("remark") }),
        EventCodec.For<MinutesRecorded>("minutes-recorded", (json, e) => json.Object("by", e.By, Actor).Text("text", e.Text), m => new(m.Text("text"), Actor(m))),
        EventCodec.For<LegDecided>("leg-decided", (json, e) => json.Object("by", e.By, Actor).Text("case", e.CaseNumber).Text("decision", e.Decision), m => new(m.Text("case"), m.Text("decision"), Actor(m))),
        EventCodec.For<OpinionConcluded>("opinion-concluded",
            (json, e) => json.Object("by", e.By, Actor).Date("due", e.Due).Text("result", TripNames.Of(e.Result)).Text("summary", e.Summary),
            m => new(TripNames.Result(m.Text("result")), m.Text("summary"), Actor(m)) { Due = m.OptionalDate("due") }),
        EventCodec.For<LegConfirmed>("leg-confirmed", (json, e) => json.Text("case", e.CaseNumber).Text("refusal", e.Refusal), m => new(m.Text("case")) { Refusal = m.OptionalText("refusal") }),
        EventCodec.For<TripCanceled>("canceled", (json, e) => json.Object("by", e.By, Actor).Text("reason", e.Reason), m => new(m.Text("reason"), Actor(m))),
    ];

    private static void Actor(CanonicalJsonWriter json, ActorStamp stamp) => CaseEventCodecs.WriteStamp(json, stamp);
    private static ActorStamp Actor(EventMembers m) => CaseEventCodecs.ReadActor(m.Object("by"));

    private static void Write(CanonicalJsonWriter json, TripOfficer officer) => json.Text("id", officer.UserId).Text("name", officer.Name);
    private static TripOfficer Officer(EventMembers m) => new(m.Text("id"), m.Text("name"));

    private static void Write(CanonicalJsonWriter json, CheckAnswer answer) => json.Number("point", answer.Point).Text("remark", answer.Remark).Text("result", TripNames.Of(answer.Result));
    private static CheckAnswer Answer(EventMembers m) => new(m.Integer("point"), TripNames.Check(m.Text("result"))) { Remark = m.OptionalText("remark") };

    private static void Write(CanonicalJsonWriter json, TripPhoto photo) =>
        json.Number("bytes", photo.Bytes).Text("caption", photo.Caption).Text("case", photo.CaseNumber).Text("hash", photo.Hash).Text("name", photo.Name).Text("type", photo.MediaType);
    private static TripPhoto Photo(EventMembers m) => new(m.Text("hash"), m.Text("type"), m.Integer("bytes"), m.Text("name")) { Caption = m.OptionalText("caption"), CaseNumber = m.OptionalText("case") };

    private static void Write(CanonicalJsonWriter json, TripPaper paper) => json.Text("code", paper.Code).Text("name", paper.NameZh).Text("type", paper.TypeKey);
    private static TripPaper Paper(EventMembers m) => new(m.Text("code"), m.Text("type"), m.Text("name"));

    private static void Write(CanonicalJsonWriter json, TripLeg leg) =>
        json.Text("applicant", leg.ApplicantName).Text("applicantId", leg.ApplicantId).Texts("barred", leg.Barred.Count == 0 ? null : leg.Barred).Text("case", leg.CaseNumber)
            .Text("department", leg.DepartmentId).Date("from", leg.From).Text("item", leg.ItemCode).Text("itemEn", leg.ItemNameEn).Text("itemName", leg.ItemNameZh)
            .Objects("papers", leg.Papers, Write).Texts("points", leg.Points.Count == 0 ? null : leg.Points).Text("site", leg.Site).Text("task", leg.TaskId).Date("to", leg.To).Text("user", leg.ApplicantUserId);
    private static TripLeg Leg(EventMembers m) => new(
        m.Text("case"), m.OptionalText("task"), m.Text("department"), m.Text("item"), m.Text("itemName"), m.Text("itemEn"), m.Text("applicant"), m.Text("applicantId"), m.Text("site"))
    {
        ApplicantUserId = m.OptionalText("user"), From = m.OptionalDate("from"), To = m.OptionalDate("to"), Points = m.Texts("points"),
        Papers = m.Objects("papers", Paper), Barred = m.Texts("barred"),
    };
}
