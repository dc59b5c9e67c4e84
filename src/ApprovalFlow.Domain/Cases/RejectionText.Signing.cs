using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Signing => new Dictionary<string, Localized>
    {
        ["operation-not-allowed"] = new("本环节（{0}）不允许“{3}”。", "Expected an operation that the definition allows at task '{1}', but '{2}' is none of them."),
        ["task-not-held"] = new("请先认领任务“{0}”。", "Expected task '{1}' to be held by the person who acts, but it lies in the pool."),
        ["task-personal"] = new("任务“{0}”指定由{2}办理，不能退回公共池。", "Expected a task that has a pool, but task '{1}' is {2}'s by name."),
        ["task-delegated"] = new("任务“{0}”已委派给{2}，归还后由{3}决定。", "Expected task '{1}' to be with the one who decides, but it is delegated to {2}; {3} decides after it is given back."),
        ["task-not-delegated"] = new("任务“{0}”没有委派，无需归还。", "Expected task '{1}' to be delegated, but it is not."),
        ["delegation-cycle"] = new("不能委派给{2}：{2}已在本任务的委派链中。", "Expected task '{1}' to be delegated to somebody new, but {2} is in the chain of delegation already."),
        ["same-person"] = new("任务“{0}”已经由{2}持有。", "Expected another person for task '{1}', but {2} holds it already."),
        ["person-not-staff"] = new("{0}没有办理岗位，不能参与办理。", "Expected a person who handles cases, but {0} holds no such role."),
        ["signer-missing"] = new("请选择加签人员。", "Expected at least one signer, but there is none."),
        ["signer-twice"] = new("{0}已在本环节签署人员中，同一人不能重复签署。", "Expected everybody to sign a step once, but {0} is among its signers already."),
        ["signed-already"] = new("{0}已在本环节签署意见，同一人不能重复签署。", "Expected everybody to sign a step once, but {0} has signed this one."),
        ["signer-kind-not-possible"] = new("“{0}”环节不能{2}：该环节没有同意与不同意两种结果。", "Expected a step with an outcome that agrees and one that refuses, but task '{1}' has none for '{3}'."),
        ["signer-not-eligible"] = new("{0}没有作出本项决定的资格，不能在决定环节{2}。", "Expected a signer who may decide task '{1}', but {0} may not; only an opinion before the decision may be asked of them."),
        ["signers-nested-too-deep"] = new("加签最多 {0} 层。", "Expected at most {0} signers added one by another, but this would be one more."),
        ["signers-awaited"] = new("前加签人员尚未签署意见：{2}。", "Expected the signers before task '{1}' to have signed, but {2} has not."),
        ["signer-unknown"] = new("办件 {1} 没有等待签署的加签 {0}。", "Expected '{0}' to be a signer of case '{1}', but it is none."),
        ["signer-not-added"] = new("{0}不是加签人员，不能减签。", "Expected a signer who was added, but {0} is one of the step's own."),
        ["signer-voted"] = new("{0}已签署意见，不能减签。", "Expected a signer who has not signed, but {0} has."),
        ["not-adder"] = new("只有加签人或本环节主办人可以减签，{0}不能。", "Expected whoever added the signer, or the step's own holder, to remove them, but {0} is neither."),
        ["self-review"] = new("{0}办理过“{1}”，不得复核本人办理的环节。", "Expected a review by another person than the one who did '{2}', but {0} did it."),

        ["substitution-not-allowed"] = new("只有本人或系统管理员可以设置代理人，{0}不能设置。", "Expected the person themself or an administrator to set a substitute, but {0} is neither."),
        ["substitution-self"] = new("{0}不能代理自己。", "Expected another person as a substitute, but {0} would stand in for themself."),
        ["substitution-period"] = new("代理期间应有先后，且不能已经结束（{0} 至 {1}）。", "Expected a period that ends after it begins and has not passed, but it is {0} to {1}."),
        ["substitution-twice"] = new("{0}在这段时间已经是{1}的代理人。", "Expected one substitution at a time between two people, but {0} stands in for {1} in that period already."),
        ["substitution-cycle"] = new("{0}在这段时间由{1}代理，不能相互代理。", "Expected no circle of substitutes, but {1} stands in for {0}, directly or through others, in that period."),
    };
}
