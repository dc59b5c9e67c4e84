using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>What acting on a packet asks for.</summary>
internal static class PacketFields
{
    public const string To = "to", Reason = "reason", Kind = "kind", Text = "text", On = "on", Document = "document", Ground = "ground", Decision = "decision", Remedies = "remedies", Words = "words";

    public static IReadOnlyList<FormField> Route(IReadOnlyList<FieldChoice> bodies) =>
        [new(To, "监管部门", "Body that regulates", "choice", true) { Choices = bodies }, new(Reason, "理由", "Reason", "multiline", true)];

    public static IReadOnlyList<FormField> Feedback(IReadOnlyList<FieldChoice> kinds) =>
    [
        new(Kind, "反馈类型", "Kind", "choice", true) { Choices = kinds }, new(On, "事实发生日期", "Day of the fact", "date", true),
        new(Document, "文书编号", "Number of the document", "text", false), new(Text, "情况说明", "What was found", "multiline", true),
    ];

    public static IReadOnlyList<FormField> Revocation { get; } =
    [
        new(Kind, "类型", "Kind", "choice", true) { Choices = [new("annul", "撤销（行政许可法第六十九条）", "Annul (Article 69)"), new("withdraw", "撤回（行政许可法第八条）", "Withdraw (Article 8)")] },
        new(Ground, "事实、理由和依据", "Facts, reasons and legal ground", "multiline", true),
    ];

    public static IReadOnlyList<FormField> Statement { get; } = [new(Words, "陈述、申辩内容", "Statement and defence", "multiline", true)];

    public static IReadOnlyList<FormField> Ruling { get; } =
    [
        new(Decision, "决定", "Decision", "choice", true) { Choices = [new("revoke", "撤销（撤回）许可", "The licence is revoked"), new("keep", "不予撤销，许可有效", "The licence stands")] },
        new(Reason, "理由", "Reasons", "multiline", true), new(Remedies, "救济途径（撤销时必填）", "Remedies (needed when revoked)", "multiline", false),
    ];
}
