using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> County =>
    [
        EventCodec.For<CountyPapersReceived>("county-papers-received",
            (json, e) => json.Object("by", e.By, Write).Objects("papers", e.Papers, Write).Text("task", e.TaskId),
            m => new(m.Text("task"), m.Objects("papers", ReadMaterial), ReadStamp(m.Object("by")))),
        EventCodec.For<CountyReported>("county-reported",
            (json, e) => json.Object("by", e.By, Write).Text("opinion", e.Opinion).Text("outcome", e.Outcome).Texts("papers", e.Papers).Text("task", e.TaskId),
            m => new(m.Text("task"), m.Text("outcome"), m.Texts("papers"), ReadStamp(m.Object("by"))) { Opinion = m.OptionalText("opinion") }),
    ];
}
