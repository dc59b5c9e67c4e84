using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Visits =>
    [
        EventCodec.For<VisitProposed>("visit-proposed",
            (json, e) => json.Object("by", e.By, Write).Text("department", e.DepartmentId).Date("from", e.Request.From).Text("kind", TripNames.Of(e.Kind))
                .Text("reason", e.Request.Reason).Text("site", e.Request.Site).Text("task", e.TaskId).Date("to", e.Request.To),
            m => new(m.Text("task"), m.Text("department"), TripNames.Kind(m.Text("kind")),
                new VisitRequest(m.Text("site"), PlainJson.Date(m.Text("from")), PlainJson.Date(m.Text("to"))) { Reason = m.OptionalText("reason") }, ReadStamp(m.Object("by")))),
        EventCodec.For<VisitProposalWithdrawn>("visit-proposal-withdrawn",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId), m => new(m.Text("task"), ReadStamp(m.Object("by")), m.Text("reason"))),

        EventCodec.For<TripJoined>("trip-joined",
            (json, e) => json.Text("kind", TripNames.Of(e.Kind)).Text("lead", e.LeadDepartmentId).Number("position", e.TripSequence).Text("task", e.TaskId).Text("trip", e.Trip),
            m => new(m.Text("trip"), m.Integer("position"), TripNames.Kind(m.Text("kind")), m.Text("lead"), m.OptionalText("task"))),
        EventCodec.For<TripScheduled>("trip-scheduled",
            (json, e) => json.Instant("ends", e.EndsAt).Text("place", e.Place).Number("position", e.TripSequence).Text("reason", e.Reason).Instant("starts", e.StartsAt).Text("trip", e.Trip),
            m => new(m.Text("trip"), m.Integer("position"), PlainJson.Instant(m.Text("starts")), PlainJson.Instant(m.Text("ends")), m.Text("place")) { Reason = m.OptionalText("reason") }),
        EventCodec.For<TripInvited>("trip-invited",
            (json, e) => json.Text("department", e.DepartmentId).Number("position", e.TripSequence).Text("trip", e.Trip), m => new(m.Text("trip"), m.Integer("position"), m.Text("department"))),
        EventCodec.For<TripMissed>("trip-missed",
            (json, e) => json.Instant("delivered", e.DeliveredAt).Text("department", e.DepartmentId).Instant("invited", e.InvitedAt).Number("position", e.TripSequence)
                .Instant("read", e.ReadAt).Text("readBy", e.ReadBy).Text("trip", e.Trip),
            m => new(m.Text("trip"), m.Integer("position"), m.Text("department"), PlainJson.Instant(m.Text("invited")))
            { DeliveredAt = m.OptionalInstant("delivered"), ReadAt = m.OptionalInstant("read"), ReadBy = m.OptionalText("readBy") }),
        EventCodec.For<TripVisited>("trip-visited",
            (json, e) => json.Text("partial", e.Partial).Number("position", e.TripSequence).Texts("present", e.Present).Text("trip", e.Trip),
            m => new(m.Text("trip"), m.Integer("position"), m.Texts("present")) { Partial = m.OptionalText("partial") }),
        EventCodec.For<TripRectification>("trip-rectification",
            (json, e) => json.Date("due", e.Due).Texts("items", e.Items).Number("position", e.TripSequence).Text("trip", e.Trip),
            m => new(m.Text("trip"), m.Integer("position"), m.Texts("items"), PlainJson.Date(m.Text("due")))),
        EventCodec.For<TripLeft>("trip-left",
            (json, e) => json.Number("position", e.TripSequence).Text("reason", e.Reason).Text("trip", e.Trip), m => new(m.Text("trip"), m.Integer("position"), m.Text("reason"))),
        EventCodec.For<TripOpinionReceived>("trip-opinion-received",
            (json, e) => json.Object("by", e.By, Write).Text("decision", e.Decision).Date("held", e.HeldOn).Texts("photos", e.Photos.Count == 0 ? null : e.Photos)
                .Number("position", e.TripSequence).Text("result", TripNames.Of(e.Result)).Text("summary", e.Summary).Text("trip", e.Trip).Objects("views", e.Views, Write),
            m => new(m.Text("trip"), m.Integer("position"), TripNames.Result(m.Text("result")), m.Text("summary"), PlainJson.Date(m.Text("held")), ReadStamp(m.Object("by")))
            { Views = m.Objects("views", ReadView), Photos = m.Texts("photos"), Decision = m.OptionalText("decision") }),
    ];

    private static void Write(CanonicalJsonWriter json, TripView view) =>
        json.Texts("conditions", view.Conditions.Count == 0 ? null : view.Conditions).Flag("deemed", view.Deemed).Text("department", view.DepartmentId)
            .Text("finding", view.Finding).Text("opinion", TripNames.Of(view.Opinion)).Texts("signedBy", view.SignedBy.Count == 0 ? null : view.SignedBy);
    private static TripView ReadView(EventMembers m) => new(m.Text("department"), TripNames.Opinion(m.Text("opinion")), m.Flag("deemed"))
    {
        Finding = m.OptionalText("finding"), Conditions = m.Texts("conditions"), SignedBy = m.Texts("signedBy"),
    };

    internal static void WriteStamp(CanonicalJsonWriter json, ActorStamp stamp) => Write(json, stamp);
    internal static ActorStamp ReadActor(EventMembers members) => ReadStamp(members);
}
