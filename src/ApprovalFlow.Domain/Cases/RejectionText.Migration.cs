using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    /// <summary>Particulars of the engine's refusals come twice each, in Chinese and in English.</summary>
    private static IEnumerable<KeyValuePair<string, Localized>> Migration => new Dictionary<string, Localized>
    {
        ["migrate-not-administrator"] = new("只有系统管理员可以迁移办件，{0}不是。", "Expected an administrator to migrate a case, but {0} is none."),
        ["migrate-own-case"] = new("{0}是本件申请人，不得参与迁移。", "Expected persons without an interest in the case, but {0} is the applicant."),
        ["migrate-version-unknown"] = new("流程 {1} 没有内容为 {0} 的已发布版本。", "Expected a published version of flow '{1}' with content '{0}', but there is none."),
        ["migrate-already-there"] = new("办件 {0} 已在目标版本上。", "Expected case '{0}' to run under another version, but it runs under this one."),
        ["migrate-moved-on"] = new("办件 {0} 已不在对照表的来源版本上。", "Expected case '{0}' to run under the version that the map is drawn for, but it does not."),
        ["migrate-otherwise-now"] = new("办件 {0} 在试算之后已有变化，与签批时看到的结果不同，未迁移。", "Expected case '{0}' to stand as when its dry run was signed, but it has moved on since."),
        ["migrate-clock-lost"] = new("“{0}”正在计时，目标版本取消了它的时限或改变了它是否计时，迁移会丢失法定时钟。", "Expected the running clock of '{1}' to go on, but the other version gives it no limit or counts it otherwise."),
        ["migrate-hearing-lost"] = new("办件 {0} 的听证程序尚未结束，目标版本没有听证环节。", "Expected the hearing of case '{0}' to be held, but the other version has none."),
        ["migrate-signing-changed"] = new("“{0}”正在会签，目标版本改变了会签人或规则。", "Expected who signs '{1}' to stay while it is being signed, but the other version changes it."),
        ["migrate-over-acceptance"] = new("办件 {0} 尚未受理，按目标版本将越过受理环节。", "Expected case '{0}' to be accepted first, but under the other version it would pass acceptance."),
        ["migrate-over-decision"] = new("办件 {0} 尚未作出决定，按目标版本将越过决定环节。", "Expected case '{0}' to be decided, but under the other version it would pass the decision."),
        ["migrate-other-definition"] = new("目标不是同一流程的版本（{0} → {2}）。", "Expected another version of definition '{1}', but got '{3}'."),
        ["migrate-step-missing"] = new("“{0}”正在办理，目标版本中没有对应环节。", "Expected '{1}', which is under way, to have a place in the other version, but it has none."),
        ["migrate-unknown-step"] = new("环节对照中的“{0}”不存在。", "Expected an activity '{1}', but there is none."),
        ["migrate-mapped-twice"] = new("两个环节都对照到“{0}”：“{2}”和“{4}”。", "Expected one activity to go to '{1}', but '{3}' and '{5}' both do."),
        ["migrate-kind-changed"] = new("“{0}”正在办理，对应的“{2}”是另一类型（{4} → {6}）。", "Expected '{1}' to stay a {5}, but '{3}' is a {7}."),
        ["migrate-scope-changed"] = new("“{0}”正在办理，对应的“{2}”在另一个容器中。", "Expected '{3}' to stand where what holds '{1}' went, but it does not."),
        ["migrate-step-ahead"] = new("“{0}”已经办理或正在办理，在目标版本中却排在正在办理的环节之后，会重复办理。", "Expected '{1}', which is done or runs, not to lie ahead of what runs, but it would come twice."),
        ["migrate-step-unreachable"] = new("“{0}”正在办理，目标版本中从开始环节到不了它。", "Expected '{1}' to be reachable from the start, because it runs, but it is not."),
        ["migrate-arrival-lost"] = new("已到达“{0}”的分支在目标版本中会丢失。", "Expected what has arrived at '{1}' to arrive in the other version too, but it would be lost."),
        ["migrate-join-never-fires"] = new("汇聚“{0}”在目标版本中要等全部分支，而有一条分支已被跳过，将永远等待。", "Expected '{1}' to wait for what can still come, but it waits for all, and one way has been passed over already."),
        ["migrate-branches-changed"] = new("“{0}”的并行分支已同时开始，数目不能改变（{2} → {4}）。", "Expected '{1}' to have the {3} branches that were begun, but it has {5}."),
        ["migrate-input-failed"] = new("“{0}”在目标版本中的内容算不出来：{2}", "Expected what '{1}' asks to be worked out, but: {3}"),
    };
}
