using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Migration =>
    [
        EventCodec.For<CaseMigrated>("case-migrated",
            (json, e) => json.Object("by", e.By, Write).Text("from", e.From).Map("map", e.Map).Text("plan", e.Plan).Text("reason", e.Reason).Object("requestedBy", e.RequestedBy, Write)
                .Text("to", e.To).Flag("undo", e.IsUndo).Number("version", e.Version),
            m => new(m.Text("from"), m.Text("to"), m.Integer("version"), m.Text("plan"), ReadStamp(m.Object("requestedBy")), ReadStamp(m.Object("by")), m.Text("reason")) { Map = m.OptionalMap("map"), IsUndo = m.Flag("undo") }),
        EventCodec.For<TaskRestated>("task-restated",
            (json, e) => json.Text("activity", e.ActivityId).Flag("counted", e.Counted).Text("department", e.Candidate.DepartmentId).Date("due", e.Due).Number("limit", e.LimitDays)
                .Text("name", e.NameZh).Text("nameEn", e.NameEn).Texts("outcomes", e.Outcomes.Count == 0 ? null : e.Outcomes).Text("region", e.Candidate.Region).Text("role", e.Candidate.Role).Text("task", e.TaskId),
            m => new(m.Text("task"), m.Text("activity"), m.Text("name"), m.Text("nameEn"), ReadCandidate(m))
            {
                LimitDays = m.OptionalNumber("limit"), Counted = m.Flag("counted"), Due = m.OptionalDate("due"), Outcomes = m.Texts("outcomes"),
            }),
    ];
}
