using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Visits => new Dictionary<string, Localized>
    {
        ["visit-not-for-task"] = new("任务“{0}”不需要踏勘或评审。", "Expected a task that is done by a visit or a review, but '{1}' is not."),
        ["visit-proposed-already"] = new("任务“{0}”已提出踏勘，无需重复提出。", "Expected task '{1}' to have no proposal yet, but it has one."),
        ["visit-not-proposed"] = new("任务“{0}”没有待安排的踏勘申请。", "Expected task '{1}' to have an open proposal, but it has none."),
        ["visit-site-required"] = new("请填写踏勘地点。", "Expected a site, but it is empty."),
        ["visit-window-invalid"] = new("踏勘时间段有误：{0} 至 {1}（今天 {2}）。", "Expected days that are in order and not over, but they are {0} to {1} (today {2})."),
        ["second-visit-refused"] = new("{0} 缺席过联合踏勘（{1}），视为同意其结论；缺席踏勘的审批部门不得再次要求建设单位安排踏勘现场。", "Expected a body that came to the joint visit, but '{0}' missed one ({1}): it accepts the shared findings and may not ask for another visit (absence is consent)."),
        ["trip-pending"] = new("任务“{0}”已纳入联合行程 {2}，由其统一意见办结。", "Expected task '{1}' to wait for no trip, but trip '{2}' will conclude it."),
        ["trip-unknown-to-case"] = new("办件 {0} 未参加联合行程 {1}。", "Expected case '{0}' to be part of trip '{1}', but it is not."),
    };
}
