using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Incidents => new Dictionary<string, Localized>
    {
        ["case-stopped"] = new("办件 {0} 因流程故障暂停流转，管理员处理后才能继续：{1}", "Expected case '{0}' to run, but its flow stopped at an incident that an administrator has to see to: {1}"),
        ["incident-unknown"] = new("办件 {0} 没有编号为 {1} 的待处理故障，可能已经处理。", "Expected an open incident {1} of case '{0}', but there is none (any more)."),
        ["retry-not-faulted"] = new("执行 {0} 没有故障，或已重新开始。", "Expected execution {0} to have faulted, but it has not, or was taken up already."),
        ["retry-not-alone"] = new("“{1}”之下还有环节在运行，不能重新开始；请使用跳转。", "Expected nothing to run below '{1}', but something does: the case can be jumped, the step not begun anew."),
    };
}
