using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Approvers => new Dictionary<string, Localized>
    {
        ["approver-missing"] = new("任务“{0}”没有找到审批人，须先由管理员指派。", "Expected task '{1}' to have an approver, but nobody was found; an administrator has to name somebody first."),
        ["task-not-unfilled"] = new("任务“{0}”已有审批人，无需指派。", "Expected task '{1}' to have no approver, but it has one."),
        ["approver-not-chosen"] = new("请为“{0}”选定审批人。", "Expected somebody to be chosen for step '{1}', but nobody is."),
        ["approver-choice-unknown"] = new("“{0}”不是在此选定审批人的环节。", "Expected a step whose approver is chosen here, but '{0}' is none."),
        ["approver-not-qualified"] = new("{0}不具备“{1}”所需的岗位（{4}），不能作为审批人。", "Expected somebody who holds role '{3}' for '{2}', but {0} does not."),

        ["post-code-invalid"] = new("岗位代码“{0}”应为不超过 40 位的字母、数字和连字符。", "Expected a code of at most 40 letters, digits and dashes, but it is '{0}'."),
        ["post-name-missing"] = new("岗位“{0}”应有中文名称和英文名称，各不超过 100 字。", "Expected post '{0}' to have a name in both languages, of at most 100 characters, but it does not."),
        ["post-department-unknown"] = new("没有部门“{0}”。", "Expected a department of the catalogue, but there is no '{0}'."),
        ["post-superior-unknown"] = new("没有上级岗位“{0}”。", "Expected the superior to be a post, but there is no '{0}'."),
        ["post-circle"] = new("岗位“{0}”不能是自己的上级（经“{1}”）。", "Expected no circle of superiors, but '{0}' would stand above itself through '{1}'."),
        ["post-unknown"] = new("没有岗位“{0}”。", "Expected a post, but there is no '{0}'."),
        ["post-leads-others"] = new("岗位“{0}”还有下级岗位“{1}”，不能删除。", "Expected a post that nobody reports to, but '{1}' reports to '{0}'."),
    };
}
