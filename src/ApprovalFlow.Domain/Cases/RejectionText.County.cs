using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> County => new Dictionary<string, Localized>
    {
        ["papers-asked-again"] = new("“{0}”已于 {1} 由{2}收到；行政许可法第三十五条：上级行政机关不得要求申请人重复提供申请材料。",
            "Expected papers that are still missing, but '{0}' was received by {3} on {1}: a superior organ may not ask the applicant for the same papers again (Administrative Licensing Law, Article 35)."),
        ["county-step-required"] = new("“{0}”不是县区初审环节，不能登记县级收到的材料。", "Expected the task of a county's preliminary review, but '{1}' is none."),
        ["papers-required"] = new("请选择收到的材料。", "Expected at least one paper, but there is none."),
        ["paper-received"] = new("“{0}”已经收到，无需重复登记。", "Expected papers that are not received yet, but '{0}' is."),
        ["county-opinion-awaited"] = new("县区初审“{0}”尚未报送，不能作出决定（行政许可法第三十五条）。", "Expected the county's opinion before the decision (Article 35), but task '{1}' is still open."),
        ["jump-over-county"] = new("县区初审“{1}”尚未报送，不能跳转到“{0}”（行政许可法第三十五条）。", "Expected the county's opinion before the case goes on at '{0}' (Article 35), but '{1}' is still open."),
    };
}
