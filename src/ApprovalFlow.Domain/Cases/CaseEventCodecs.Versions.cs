using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Versions =>
    [
        EventCodec.For<VersionAdopted>("version-adopted", (json, e) => json.Text("definition", e.DefinitionHash).Number("version", e.Version), m => new(m.Text("definition"), m.Integer("version"))),
    ];
}
