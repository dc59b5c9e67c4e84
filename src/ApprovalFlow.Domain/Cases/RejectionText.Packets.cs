using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Packets => new Dictionary<string, Localized>
    {
        ["packet-unknown-to-case"] = new("办件 {0} 没有审管信息包 {1}。", "Expected case '{0}' to have sent packet '{1}', but it has not."),
        ["revocation-not-possible"] = new("办件 {0} 没有可以撤销的许可，或者撤销程序正在进行。", "Expected case '{0}' to have a licence that stands and no revocation pending, but it has not."),
        ["revocation-unknown"] = new("办件 {1} 没有撤销程序 {0}。", "Expected revocation '{0}' of case '{1}', but there is none."),
        ["revocation-decided"] = new("撤销程序 {0} 已作出决定。", "Expected revocation '{0}' to be open, but it is decided."),
        ["revocation-statement-not-allowed"] = new("{0}不是申请人，也不是本事项的窗口人员，不能代为陈述申辩。", "Expected the applicant or the item's window, but {0} is neither."),
        ["revocation-text-required"] = new("请填写陈述申辩的内容。", "Expected what the applicant says, but it is empty."),
        ["revocation-not-head"] = new("撤销由审批部门的首席代表决定，{0}不是。", "Expected the chief representative of the body that approved, but {0} is not."),
        ["revocation-same-person"] = new("{0}是反馈人、提请人或者申请人，不能决定本次撤销。", "Expected somebody who neither found it, nor asked for it, nor holds the licence, but {0} does."),
        ["revocation-not-heard"] = new("申请人尚未陈述申辩，期限到 {0}；期限届满前不能决定。", "Expected the applicant to be heard, or the time for it (until {0}) to be over, but neither is."),
        ["revocation-reasons-required"] = new("请写明决定的理由。", "Expected the reasons of the decision, but they are empty."),
        ["revocation-remedies-required"] = new("撤销决定应当告知申请行政复议或者提起行政诉讼的权利。", "Expected the right to review and to sue to be told, but it is empty."),
        ["promise-broken-before"] = new("申请人有承诺未兑现的监管反馈（{0}），不适用容缺受理。", "Expected an applicant who has kept earlier promises, but a regulator has told of a broken one ({0}): papers may not follow later."),
    };
}
