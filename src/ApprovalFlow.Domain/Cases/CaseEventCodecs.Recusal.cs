using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Recusal =>
    [
        EventCodec.For<PersonRecused>("person-recused",
            (json, e) => json.Object("by", e.By, Write).Object("person", e.Person, Write).Text("reason", e.Reason),
            m => new(ReadStamp(m.Object("person")), ReadStamp(m.Object("by")), m.Text("reason"))),
    ];
}
