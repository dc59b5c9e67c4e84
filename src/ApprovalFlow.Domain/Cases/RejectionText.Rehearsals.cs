using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Rehearsals => new Dictionary<string, Localized>
    {
        ["rehearsal-not-open"] = new("环节 {0} 没有待办任务；待办环节：{1}。", "Expected step '{0}' to be open, but these are: {1}."),
        ["rehearsal-wait"] = new("等待天数应为 1 到 {1} 个工作日，不能是 {0}。", "Expected a wait of 1 to {1} working days, but it is {0}."),
        ["rehearsal-calendar"] = new("{0} 年的工作日历尚未公布，不能继续往后演练。", "Expected the working days of {0} to be known, but they are not published yet."),
    };
}
