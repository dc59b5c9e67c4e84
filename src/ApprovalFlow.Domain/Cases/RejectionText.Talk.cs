using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Talk => new Dictionary<string, Localized>
    {
        ["urge-not-allowed"] = new("只有申请人或效能监督人员可以催办，{0}不能催办。", "Expected the applicant or a supervisor to urge, but {0} is neither."),
        ["urged-already"] = new("任务“{0}”已催办过（{2}），24 小时内不能重复催办。", "Expected task '{1}' not to have been urged within 24 hours, but it was at {2}; again from {3}."),
        ["reader-missing"] = new("请选择抄送人员。", "Expected at least one reader of the copy, but there is none."),
        ["reader-self"] = new("不能抄送给本人（{0}）。", "Expected other readers than the sender, but {0} is the sender."),
        ["reader-twice"] = new("已抄送给{0}。", "Expected each reader once, but {0} has a copy already."),
        ["no-copy"] = new("本件没有抄送给{0}。", "Expected a copy of case '{1}' for {0}, but there is none."),
        ["comment-empty"] = new("请填写批注内容或添加附件。", "Expected a text or a file, but there is neither."),
        ["comment-too-long"] = new("批注不能超过 {1} 字，现有 {0} 字。", "Expected at most {1} characters, but the text has {0}."),
        ["files-too-many"] = new("一次最多添加 {1} 个附件，现有 {0} 个。", "Expected at most {1} files, but there are {0}."),
        ["batch-not-allowed"] = new("本环节（{0}）不允许批量办理。", "Expected a step that may be decided in a batch, but task '{1}' may not."),
    };
}
