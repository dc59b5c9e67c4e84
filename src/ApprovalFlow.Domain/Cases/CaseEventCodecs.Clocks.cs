using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Clocks =>
    [
        EventCodec.For<PauseRequested>("pause-requested",
            (json, e) => json.Object("by", e.By, Write).Date("from", e.From).Text("kind", e.Kind).Text("notice", e.Notice).Date("noticeOn", e.NoticeOn)
                .Text("pause", e.PauseId).Date("plannedEnd", e.PlannedEnd).Text("reason", e.Reason).Text("task", e.TaskId),
            m => new(m.Text("pause"), m.Text("kind"), PlainJson.Date(m.Text("from")), ReadStamp(m.Object("by")))
            {
                PlannedEnd = m.OptionalDate("plannedEnd"), Notice = m.OptionalText("notice"), NoticeOn = m.OptionalDate("noticeOn"), Reason = m.OptionalText("reason"), TaskId = m.OptionalText("task"),
            }),
        EventCodec.For<PauseStarted>("pause-started",
            (json, e) => json.Object("by", e.By, Write).Date("from", e.From).Text("pause", e.PauseId), m => new(m.Text("pause"), PlainJson.Date(m.Text("from")), ReadStamp(m.Object("by")))),
        EventCodec.For<PauseRejected>("pause-rejected",
            (json, e) => json.Object("by", e.By, Write).Text("pause", e.PauseId).Text("reason", e.Reason), m => new(m.Text("pause"), ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<PauseSighted>("pause-sighted", (json, e) => json.Object("by", e.By, Write).Text("pause", e.PauseId), m => new(m.Text("pause"), ReadStamp(m.Object("by")))),
        EventCodec.For<PauseEnded>("pause-ended",
            (json, e) => json.Object("by", e.By, Write).Text("evidence", e.Evidence).Date("lastDay", e.LastDay).Text("pause", e.PauseId),
            m => new(m.Text("pause"), PlainJson.Date(m.Text("lastDay")), ReadStamp(m.Object("by"))) { Evidence = m.OptionalText("evidence") }),

        EventCodec.For<ExtensionRequested>("extension-requested",
            (json, e) => json.Object("by", e.By, Write).Text("clock", e.Clock).Number("days", e.Days).Text("extension", e.ExtensionId).Text("reason", e.Reason),
            m => new(m.Text("extension"), m.Text("clock"), m.Number("days"), m.Text("reason"), ReadStamp(m.Object("by")))),
        EventCodec.For<ExtensionApproved>("extension-approved", (json, e) => json.Object("by", e.By, Write).Text("extension", e.ExtensionId), m => new(m.Text("extension"), ReadStamp(m.Object("by")))),
        EventCodec.For<ExtensionRejected>("extension-rejected",
            (json, e) => json.Object("by", e.By, Write).Text("extension", e.ExtensionId).Text("reason", e.Reason), m => new(m.Text("extension"), ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<ExtensionTold>("extension-told",
            (json, e) => json.Object("by", e.By, Write).Text("document", e.Document).Text("extension", e.ExtensionId).Date("toldOn", e.ToldOn),
            m => new(m.Text("extension"), PlainJson.Date(m.Text("toldOn")), ReadStamp(m.Object("by"))) { Document = m.OptionalText("document") }),

        EventCodec.For<HearingRecorded>("hearing-recorded",
            (json, e) => json.Object("by", e.By, Write).Text("document", e.Document).Date("heldOn", e.HeldOn).Text("moment", e.Moment),
            m => new(m.Text("moment"), ReadStamp(m.Object("by"))) { HeldOn = m.OptionalDate("heldOn"), Document = m.OptionalText("document") }),
        EventCodec.For<PapersPromised>("papers-promised",
            (json, e) => json.Object("by", e.By, Write).Text("document", e.Document).Number("limit", e.LimitDays).Texts("papers", e.Papers).Text("promise", e.PromiseId),
            m => new(m.Text("promise"), m.Texts("papers"), m.Number("limit"), ReadStamp(m.Object("by"))) { Document = m.OptionalText("document") }),
        EventCodec.For<PromisedPapersReceived>("promised-papers-received", (json, e) => json.Object("by", e.By, Write).Text("promise", e.PromiseId), m => new(m.Text("promise"), ReadStamp(m.Object("by")))),
        EventCodec.For<RenewalRecorded>("renewal-recorded",
            (json, e) => json.Object("by", e.By, Write).Date("expires", e.ExpiresOn).Text("licence", e.Licence),
            m => new(PlainJson.Date(m.Text("expires")), ReadStamp(m.Object("by"))) { Licence = m.OptionalText("licence") }),
        EventCodec.For<LegOpened>("leg-opened",
            (json, e) => json.Object("by", e.By, Write).Text("clock", e.Clock).Text("leg", e.LegId).Number("limit", e.LimitDays).Text("name", e.NameZh).Text("nameEn", e.NameEn).Date("plannedOn", e.PlannedOn),
            m => new(m.Text("leg"), m.Text("clock"), m.Text("name"), m.Text("nameEn"), ReadStamp(m.Object("by"))) { LimitDays = m.OptionalNumber("limit"), PlannedOn = m.OptionalDate("plannedOn") }),
        EventCodec.For<LegClosed>("leg-closed",
            (json, e) => json.Object("by", e.By, Write).Text("clock", e.Clock).Text("leg", e.LegId), m => new(m.Text("leg"), m.Text("clock"), ReadStamp(m.Object("by")))),

        EventCodec.For<AcceptanceDeemed>("acceptance-deemed",
            (json, e) => json.Date("acceptedOn", e.AcceptedOn).Date("due", e.Due), m => new(PlainJson.Date(m.Text("acceptedOn")), PlainJson.Date(m.Text("due")))),
        EventCodec.For<RenewalDeemed>("renewal-deemed", (json, e) => json.Date("expired", e.ExpiredOn), m => new(PlainJson.Date(m.Text("expired")))),
        EventCodec.For<CaseDuplicated>("case-duplicated", (json, e) => json.Text("earlier", e.EarlierCase), m => new(m.Text("earlier"))),
    ];

    private static IReadOnlyList<EventCodec> Cards =>
    [
        EventCodec.For<CardRaised>("card-raised",
            (json, e) => json.Text("card", e.CardId).Text("cause", e.CauseZh).Text("causeEn", e.CauseEn).Text("clock", e.Clock).Text("department", e.Owner.DepartmentId)
                .Text("holder", e.OwnerUserId).Text("holderName", e.OwnerName).Text("level", e.Level).Text("region", e.Owner.Region).Text("role", e.Owner.Role).Text("rule", e.Rule)
                .Number("rules", e.RulesVersion == 0 ? null : e.RulesVersion).Text("subject", e.Subject),
            m => new(m.Text("card"), m.Text("level"), m.Text("rule"), m.Text("cause"), m.Text("causeEn"), ReadCandidate(m))
            {
                Clock = m.OptionalText("clock"), Subject = m.OptionalText("subject"), OwnerUserId = m.OptionalText("holder"), OwnerName = m.OptionalText("holderName"),
                RulesVersion = (int)(m.OptionalNumber("rules") ?? 0),
            }),
        EventCodec.For<CaseSupervised>("case-supervised",
            (json, e) => json.Text("anomaly", e.Anomaly).Object("by", e.By, Write).Text("finding", e.Finding).Text("level", e.Level).Number("sequence", e.Sequence).Text("text", e.Text),
            m => new(ReadStamp(m.Object("by")), m.Text("finding"), m.Text("text")) { Anomaly = m.OptionalText("anomaly"), Level = m.OptionalText("level"), Sequence = (long?)m.OptionalNumber("sequence") }),
        EventCodec.For<CardAcknowledged>("card-acknowledged", (json, e) => json.Object("by", e.By, Write).Text("card", e.CardId), m => new(m.Text("card"), ReadStamp(m.Object("by")))),
        EventCodec.For<CardAnswered>("card-answered",
            (json, e) => json.Object("by", e.By, Write).Text("card", e.CardId).Text("text", e.Text), m => new(m.Text("card"), ReadStamp(m.Object("by")), m.Text("text"))),
        EventCodec.For<CardAppealed>("card-appealed",
            (json, e) => json.Object("by", e.By, Write).Text("card", e.CardId).Text("reason", e.Reason), m => new(m.Text("card"), ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<CardUpheld>("card-upheld",
            (json, e) => json.Object("by", e.By, Write).Text("card", e.CardId).Text("reason", e.Reason), m => new(m.Text("card"), ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<CardRevoked>("card-revoked",
            (json, e) => json.Object("by", e.By, Write).Text("card", e.CardId).Text("reason", e.Reason), m => new(m.Text("card"), ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<OrderOpened>("order-opened",
            (json, e) => json.Text("card", e.CardId).Text("department", e.To.DepartmentId).Number("limit", e.LimitDays).Text("order", e.OrderId).Text("region", e.To.Region).Text("role", e.To.Role),
            m => new(m.Text("order"), m.Text("card"), ReadCandidate(m)) { LimitDays = m.OptionalNumber("limit") }),
        EventCodec.For<OrderAnswered>("order-answered",
            (json, e) => json.Object("by", e.By, Write).Text("order", e.OrderId).Text("text", e.Text), m => new(m.Text("order"), ReadStamp(m.Object("by")), m.Text("text"))),
        EventCodec.For<OrderEscalated>("order-escalated",
            (json, e) => json.Text("department", e.To.DepartmentId).Text("order", e.OrderId).Text("region", e.To.Region).Text("role", e.To.Role).Number("step", e.Step),
            m => new(m.Text("order"), m.Integer("step"), ReadCandidate(m))),
    ];

    private static Candidate ReadCandidate(EventMembers m) => new(m.Text("role"), m.OptionalText("department"), m.OptionalText("region"));
}
