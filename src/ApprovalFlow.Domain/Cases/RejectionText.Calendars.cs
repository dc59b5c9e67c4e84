using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Calendars => new Dictionary<string, Localized>
    {
        ["calendar-invalid"] = new("日历文件有误：{0}", "Expected a calendar of one year, but: {0}"),
        ["calendar-notice-in-future"] = new("通知“{0}”的日期 {1} 晚于今天。", "Expected a notice dated today or earlier, but '{0}' is dated {1}."),
        ["calendar-version-not-newer"] = new("{0} 年的日历已是第 {1} 版，不能再载入第 {2} 版。", "Expected a version of {0} above {1}, which is in force, but it is {2}."),
        ["calendar-notice-older"] = new("通知“{0}”（{1}）早于现行通知“{2}”（{3}）。", "Expected a notice that is not older than '{2}' of {3}, but '{0}' is of {1}."),
        ["calendar-rewrites-past"] = new("通知日期 {1} 之前的日子不得更改：{0}。", "Expected only days from the notice of {1} on to change, but these are before it: {0}."),
        ["calendar-changes-nothing"] = new("与现行 {0} 年日历相比没有任何变化。", "Expected a notice that changes the calendar of {0}, but every day stays as it is."),
    };
}
