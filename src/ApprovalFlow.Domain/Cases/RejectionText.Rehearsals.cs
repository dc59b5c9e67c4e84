using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Rehearsals => new Dictionary<string, Localized>
    {
        ["rehearsal-not-open"] = new("环节 {0} 没有待办任务；待办环节：{1}。", "Expected step '{0}' to be open, but these are: {1}."),
        ["rehearsal-no-flow"] = new("{0} 不是目录中的流程，不能演练。", "Expected a definition for a flow of the catalogue to rehearse, but '{0}' is for none."),
        ["rehearsal-move"] = new("第 {0} 步应写明环节和结果，或等待的工作日数。", "Expected move {0} to be either a step with an outcome or working days to wait, but it is neither."),
        ["rehearsal-wait"] = new("等待天数应为 1 到 {1} 个工作日，不能是 {0}。", "Expected a wait of 1 to {1} working days, but it is {0}."),
        ["rehearsal-calendar"] = new("{0} 年的工作日历尚未公布，不能继续往后演练。", "Expected the working days of {0} to be known, but they are not published yet."),
    };
}
