using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Versions =>
    [
        EventCodec.For<VersionAdopted>("version-adopted", 
            (json, e) => json.OptionalObject("by", e.By, Write).Text("comment", e.Comment).Map("data", e.Data).Text("definition", e.DefinitionHash).Text("task", e.TaskId).Number("version", e.Version),
            m => new(m.Text("definition"), m.Integer("version")) { TaskId = m.OptionalText("task"), By = m.OptionalObject("by") is { } by ? ReadStamp(by) : null, Comment = m.OptionalText("comment"), Data = m.OptionalMap("data") }),
    ];
}
