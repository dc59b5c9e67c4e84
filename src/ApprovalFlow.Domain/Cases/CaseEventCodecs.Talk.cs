using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Talk =>
    [
        EventCodec.For<TaskUrged>("task-urged", (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId), m => new(m.Text("task"), ReadStamp(m.Object("by"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<CaseCopied>("case-copied",
            (json, e) => json.Object("by", e.By, Write).Text("note", e.Note).Text("task", e.TaskId).Objects("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), m.Objects("to", ReadStamp)) { Note = m.OptionalText("note") }),
        EventCodec.For<CopyRead>("copy-read", (json, e) => json.Object("by", e.By, Write), m => new(ReadStamp(m.Object("by")))),
        EventCodec.For<CommentAdded>("comment-added",
            (json, e) => json.Objects("attachments", e.Attachments, Write).Object("by", e.By, Write).Objects("mentions", e.Mentions, Write).Text("task", e.TaskId).Text("text", e.Text),
            m => new(ReadStamp(m.Object("by")), m.Text("text")) { TaskId = m.OptionalText("task"), Mentions = m.Objects("mentions", ReadStamp), Attachments = m.Objects("attachments", ReadAttachment) }),
    ];

    private static void Write(CanonicalJsonWriter json, Attachment file) => json.Text("hash", file.Hash).Text("name", file.Name).Number("size", file.Size).Text("type", file.MediaType);
    private static Attachment ReadAttachment(EventMembers m) => new(m.Text("name"), m.Text("hash"), (long)m.Number("size"), m.Text("type"));
}
