using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Fields => new Dictionary<string, Localized>
    {
        ["field-not-writable"] = new("环节“{1}”不能填写或修改“{0}”。", "Expected fields and papers that task '{2}' may fill in, but '{0}' is none."),
        ["recused"] = new("{0}已在本件回避，不能办理。", "Expected a person without an interest in the case, but {0} has declared one."),
        ["recusal-not-allowed"] = new("只能由本人申报回避或由管理员决定回避，{0}不能为他人申报。", "Expected the person themself or an administrator to declare an interest, but {0} is neither."),
        ["recused-already"] = new("{0}已在本件回避。", "Expected a person who acts in the case, but {0} has declared an interest already."),
        ["field-required"] = new("请先填写“{0}”：环节“{1}”同意前必须填写。", "Expected '{2}' to be filled in before task '{3}' agrees, but it is empty."),
    };
}
