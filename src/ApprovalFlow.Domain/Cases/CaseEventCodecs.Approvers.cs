using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Approvers =>
    [
        EventCodec.For<ApproversChosen>("approvers-chosen",
            (json, e) => json.Text("activity", e.ActivityId).Object("by", e.By, Write).Objects("persons", e.Persons, Write),
            m => new(m.Text("activity"), m.Objects("persons", ReadStamp), ReadStamp(m.Object("by")))),
        EventCodec.For<TaskAssigned>("task-assigned",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId).Object("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), ReadStamp(m.Object("to"))) { Reason = m.OptionalText("reason") }),
    ];

    private static void Write(CanonicalJsonWriter json, ApproverTrace trace) => json.Objects("lines", trace.Lines, Write).Text("rule", trace.Rule);
    private static void Write(CanonicalJsonWriter json, TraceLine line) => json.Texts("about", line.Arguments.Count == 0 ? null : line.Arguments).Text("code", line.Code);
    private static ApproverTrace? ReadTrace(EventMembers? members) => members is { } m ? new(m.Text("rule"), m.Objects("lines", l => new TraceLine(l.Text("code"), l.Texts("about")))) : null;
}
