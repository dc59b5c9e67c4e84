using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Fields =>
    [
        EventCodec.For<FormFilledIn>("form-filled-in",
            (json, e) => json.Object("by", e.By, Write).Map("form", e.Form).Objects("materials", e.Materials, Write).Text("task", e.TaskId),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), m.Map("form"), m.Objects("materials", ReadMaterial))),
    ];
}
