using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Incidents =>
    [
        EventCodec.For<IncidentRetried>("incident-retried",
            (json, e) => json.Object("by", e.By, Write).Number("context", e.Context).Text("reason", e.Reason).Object("step", e.Step, Write),
            m => new(ReadStamp(m.Object("by")), m.Integer("context"), ReadStep(m.Object("step")), m.Text("reason"))),
    ];
}
