using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Returns =>
    [
        EventCodec.For<TaskReturned>("task-returned",
            (json, e) => json.Object("by", e.By, Write).Flag("cancelsSiblings", e.CancelsSiblings).Text("reason", e.Reason).Text("task", e.TaskId).Object("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), ReadStep(m.Object("to")), m.Text("reason")) { CancelsSiblings = m.Flag("cancelsSiblings") }),
        EventCodec.For<TaskTakenBack>("task-taken-back",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId),
            m => new(m.Text("task"), ReadStamp(m.Object("by"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<DecisionTakenBack>("decision-taken-back", (json, e) => json.Object("by", e.By, Write), m => new(ReadStamp(m.Object("by")))),
        EventCodec.For<CaseSuspended>("case-suspended",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason), m => new(ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<CaseResumed>("case-resumed",
            (json, e) => json.Object("by", e.By, Write).Text("remark", e.Remark), m => new(ReadStamp(m.Object("by"))) { Remark = m.OptionalText("remark") }),
        EventCodec.For<CaseTerminated>("case-terminated",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason), m => new(ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<JumpRequested>("jump-requested",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Object("to", e.To, Write),
            m => new(ReadStamp(m.Object("by")), ReadStep(m.Object("to")), m.Text("reason"))),
        EventCodec.For<JumpDeclined>("jump-declined",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason), m => new(ReadStamp(m.Object("by")), m.Text("reason"))),
        EventCodec.For<CaseAltered>("case-altered",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("remark", e.Remark).Object("requestedBy", e.RequestedBy, Write).Object("to", e.To, Write),
            m => new(ReadStamp(m.Object("by")), ReadStamp(m.Object("requestedBy")), ReadStep(m.Object("to")), m.Text("reason")) { Remark = m.OptionalText("remark") }),
    ];

    private static void Write(CanonicalJsonWriter json, StepName step) => json.Text("name", step.NameZh).Text("nameEn", step.NameEn).Text("path", step.Path);
    private static StepName ReadStep(EventMembers m) => new(m.Text("path"), m.Text("name"), m.Text("nameEn"));
}
