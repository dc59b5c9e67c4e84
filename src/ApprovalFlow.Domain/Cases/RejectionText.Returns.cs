using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Returns => new Dictionary<string, Localized>
    {
        ["no-previous-step"] = new("“{0}”之前没有可以退回的步骤。", "Expected a step before task '{1}', but there is none to return to."),
        ["return-not-earlier"] = new("“{2}”不是“{0}”之前已完成的步骤，不能退回。", "Expected a step completed on the way to task '{1}', but '{2}' is none."),
        ["return-added-signer"] = new("加签人员只能签署意见，不能退回“{0}”。", "Expected the step's own task, but '{1}' is an added signer's."),
        ["return-from-correction"] = new("“{0}”正在等待申请人补正，不能退回。", "Expected a step of the office, but task '{1}' waits for the applicant."),
        ["take-back-not-completed"] = new("任务“{0}”尚未办理，无需撤回。", "Expected task '{1}' to be completed, but it is not."),
        ["take-back-not-yours"] = new("任务“{0}”由{2}办理，{3}不能撤回。", "Expected {2}, who completed task '{1}', to take it back, but {3} tried."),
        ["take-back-signed-by-several"] = new("“{0}”已由多人签署完成，只能由最后签署的人员撤回。", "Expected whoever completed the step to take it back, but others signed after task '{1}'."),
        ["next-step-touched"] = new("后续任务“{0}”已由{2}认领，不能撤回。", "Expected what follows to be untouched, but {2} holds task '{1}'."),
        ["next-step-completed"] = new("后续步骤“{0}”已经办理，不能撤回。", "Expected what follows to be untouched, but task '{1}' was completed."),
        ["step-begun-again"] = new("“{0}”已经重新办理，不能撤回以前的结果。", "Expected the step's latest task, but '{1}' has been followed by another."),
        ["applicant-told"] = new("已通知申请人，“{0}”的结果不能撤回。", "Expected nobody outside to have been told, but the applicant was told of the outcome of task '{1}'."),
        ["certificate-issued"] = new("证照 {0} 已经制发，不能退回制证之前。", "Expected no certificate yet, but '{0}' has been issued and cannot be undone."),
        ["case-delivered"] = new("决定已经送达，不能退回送达之前。", "Expected the decision not to be delivered yet, but it is and cannot be undone."),
        ["case-suspended"] = new("办件 {0} 已挂起（{1}），激活后才能办理。", "Expected case '{0}' to be active, but it is suspended: {1}."),
        ["case-not-suspended"] = new("办件 {0} 没有挂起。", "Expected case '{0}' to be suspended, but it is not."),
        ["not-administrator"] = new("只有管理员可以{1}，{0}不能。", "Expected an administrator for '{2}', but {0} is none."),
        ["own-case-altered"] = new("{0}是本件申请人，应当回避，不能{1}。", "Expected a person without an interest in the case, but {0} is the applicant and asked for '{2}'."),
        ["terminate-after-decision"] = new("办件 {0} 已作出决定（{2}），不能终止。", "Expected case '{0}' to be undecided, but it was decided as '{1}'."),
        ["jump-pending"] = new("已有跳转申请等待批准：跳转到“{0}”。", "Expected no jump to wait for approval, but one to '{0}' does."),
        ["jump-not-pending"] = new("办件 {0} 没有等待批准的跳转。", "Expected a jump of case '{0}' to wait for approval, but none does."),
        ["jump-target-unknown"] = new("流程中没有可以跳转到的步骤“{0}”。", "Expected a step of the definition that a case may jump to, but '{0}' is none."),
        ["jump-over-acceptance"] = new("尚未受理，不能跳转到“{0}”。", "Expected the case to be accepted before it goes on at '{0}', but it is not."),
        ["jump-over-decision"] = new("尚未作出决定，不能跳转到“{0}”。", "Expected a decision before the case goes on at '{0}', but there is none."),
        ["second-person-required"] = new("跳转须由另一名管理员批准，{0}是申请跳转的人。", "Expected a second administrator, but {0} asked for the jump."),
        ["move-target-unknown"] = new("流程中没有“{0}”。", "Expected an activity at '{0}', but there is none."),
        ["move-target-not-in-scope"] = new("“{0}”所在的流程段没有在运行，不能到达。", "Expected '{0}' to stand in a flowchart or a sequence that is running and holds the source, but it does not."),
        ["move-source-not-waiting"] = new("执行 {0} 已不再等待。", "Expected context {0} to wait, but it does not (any more)."),
        ["move-join-passed"] = new("“{1}”已经汇合，不能再退回到“{0}”。", "Expected every join after '{0}' to be reachable again, but '{1}' has used up what arrived from elsewhere."),
        ["return-target-not-completed"] = new("“{0}”不在到达此处的路径上，不能退回。", "Expected '{0}' to have been completed on the way here, but it was not."),
    };
}
