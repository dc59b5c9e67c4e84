using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

/// <summary>The stored form of the case's own events.</summary>
internal static partial class CaseEventCodecs
{
    /// <summary>Each topic keeps its own codecs.</summary>
    public static IReadOnlyList<EventCodec> All => [.. Lifecycle, .. Visits, .. Signing, .. Talk, .. Clocks, .. Cards, .. Returns, .. County, .. Incidents, .. Approvers, .. Versions, .. Fields, .. Recusal, .. Migration, .. Packets];

    private static IReadOnlyList<EventCodec> Lifecycle =>
    [
        EventCodec.For<CaseRegistered>("case-registered",
            (json, e) => json.Object("applicant", e.Applicant, Write).Object("by", e.By, Write).Text("case", e.CaseNumber)
                .Text("channel", e.Channel == ApplicationChannel.Portal ? "portal" : null).Text("county", e.CountyCode).Text("definition", e.DefinitionHash)
                .Text("flow", e.FlowCode).Map("form", e.Form).Text("item", e.ItemCode).Objects("materials", e.Materials, Write),
            m => new(m.Text("case"), m.Text("flow"), m.Text("item"), m.Text("definition"), ReadApplicant(m.Object("applicant")), m.Map("form"),
                m.Objects("materials", ReadMaterial), ReadStamp(m.Object("by")), m.OptionalText("channel") == "portal" ? ApplicationChannel.Portal : ApplicationChannel.Window)
            { CountyCode = m.OptionalText("county") }),

        EventCodec.For<TaskOpened>("task-opened",
            (json, e) => json.Text("activity", e.ActivityId).Text("addedTo", e.AddedTo).Text("bookmark", e.BookmarkId).Flag("counted", e.Counted).Text("department", e.Candidate.DepartmentId)
                .Date("due", e.Due).Number("limit", e.LimitDays).Text("name", e.NameZh).Text("nameEn", e.NameEn)
                .Texts("outcomes", e.Outcomes.Count == 0 ? null : e.Outcomes).OptionalObject("person", e.Person, Write).Text("region", e.Candidate.Region).Text("role", e.Candidate.Role)
                .Text("task", e.TaskId).Text("type", e.ActivityType).Text("unfilled", e.Unfilled).OptionalObject("why", e.Why, Write),
            m => new(m.Text("task"), m.Text("bookmark"), m.Text("activity"), m.Text("type"), m.Text("name"), m.Text("nameEn"),
                new Candidate(m.Text("role"), m.OptionalText("department"), m.OptionalText("region")))
            { LimitDays = m.OptionalNumber("limit"), Counted = m.Flag("counted"), Due = m.OptionalDate("due"), Outcomes = m.Texts("outcomes"), Person = m.OptionalObject("person") is { } person ? ReadStamp(person) : null, AddedTo = m.OptionalText("addedTo"), Unfilled = m.OptionalText("unfilled"), Why = ReadTrace(m.OptionalObject("why")) }),

        EventCodec.For<TaskClaimed>("task-claimed", (json, e) => json.Object("by", e.By, Write).Text("task", e.TaskId), m => new(m.Text("task"), ReadStamp(m.Object("by")))),
        EventCodec.For<TaskReleased>("task-released", (json, e) => json.Object("by", e.By, Write).Text("task", e.TaskId), m => new(m.Text("task"), ReadStamp(m.Object("by")))),
        EventCodec.For<TaskCompleted>("task-completed",
            (json, e) => json.Object("by", e.By, Write).Text("comment", e.Comment).Map("data", e.Data).Text("outcome", e.Outcome).Text("repeats", e.Repeats).Text("task", e.TaskId),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), m.Text("outcome")) { Comment = m.OptionalText("comment"), Data = m.OptionalMap("data"), Repeats = m.OptionalText("repeats") }),
        EventCodec.For<TaskCanceled>("task-canceled", (json, e) => json.Text("task", e.TaskId), m => new(m.Text("task"))),

        EventCodec.For<CaseAccepted>("case-accepted", (json, e) => json.Date("dated", e.DatedOn), m => new() { DatedOn = m.OptionalDate("dated") }),
        EventCodec.For<CorrectionRequested>("correction-requested",
            (json, e) => json.Flag("comesBack", e.ComesBack).Text("reason", e.Reason).Text("task", e.TaskId).Texts("unlisted", e.UnlistedPapers), m => new(m.Text("task"), m.OptionalText("reason")) { ComesBack = m.Flag("comesBack"), UnlistedPapers = m.OptionalTexts("unlisted") }),
        EventCodec.For<CaseResubmitted>("case-resubmitted",
            (json, e) => json.Map("form", e.Form).Objects("materials", e.Materials, Write), m => new(m.Map("form"), m.Objects("materials", ReadMaterial))),
        EventCodec.For<WithdrawalRequested>("withdrawal-requested", (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason), m => new(ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<DecisionMade>("decision-made",
            (json, e) => json.Object("by", e.By, Write).Text("conditions", e.Conditions).Text("reasons", e.Reasons).Text("remedies", e.Remedies).Text("result", e.Result),
            m => new(m.Text("result"), ReadStamp(m.Object("by"))) { Reasons = m.OptionalText("reasons"), Conditions = m.OptionalText("conditions"), Remedies = m.OptionalText("remedies") }),
        EventCodec.For<CertificateIssued>("certificate-issued",
            (json, e) => json.Date("issued", e.IssuedOn).Text("name", e.NameZh).Text("number", e.Number).Date("validUntil", e.ValidUntil),
            m => new(m.Text("number"), m.Text("name"), PlainJson.Date(m.Text("issued"))) { ValidUntil = m.OptionalDate("validUntil") }),
        EventCodec.For<CaseDelivered>("case-delivered", (json, e) => json.Object("by", e.By, Write).Text("method", e.Method), m => new(ReadStamp(m.Object("by"))) { Method = m.OptionalText("method") }),
        EventCodec.For<CaseClosed>("case-closed", (json, e) => json.Text("result", e.Result), m => new(m.Text("result"))),
    ];

    private static void Write(CanonicalJsonWriter json, ActorStamp stamp) =>
        json.Text("department", stamp.DepartmentId).OptionalObject("for", stamp.For, (inner, principal) => inner.Text("id", principal.UserId).Text("name", principal.Name))
            .Text("id", stamp.UserId).Text("name", stamp.Name).Text("role", stamp.Role);
    private static ActorStamp ReadStamp(EventMembers m) => new(m.Text("id"), m.Text("name"))
    {
        Role = m.OptionalText("role"), DepartmentId = m.OptionalText("department"), For = m.OptionalObject("for") is { } principal ? new(principal.Text("id"), principal.Text("name")) : null,
    };

    private static void Write(CanonicalJsonWriter json, Applicant applicant) =>
        json.Text("agent", applicant.Agent).Text("id", applicant.IdNumber).Text("kind", applicant.Kind).Text("name", applicant.Name)
            .Text("phone", applicant.Phone).Text("user", applicant.UserId);
    private static Applicant ReadApplicant(EventMembers m) =>
        new(m.Text("kind"), m.Text("name"), m.Text("id")) { Phone = m.OptionalText("phone"), Agent = m.OptionalText("agent"), UserId = m.OptionalText("user") };

    private static void Write(CanonicalJsonWriter json, MaterialReceipt material) =>
        json.Text("code", material.Code).Number("copies", material.Copies == 1 ? null : material.Copies).Text("name", material.NameZh)
            .Text("note", material.Note).Flag("received", material.Received);
    private static MaterialReceipt ReadMaterial(EventMembers m) =>
        new(m.Text("code"), m.Text("name"), m.Flag("received"), (int)(m.OptionalNumber("copies") ?? 1)) { Note = m.OptionalText("note") };
}
