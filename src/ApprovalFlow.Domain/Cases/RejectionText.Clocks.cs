using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public static partial class RejectionText
{
    private static IEnumerable<KeyValuePair<string, Localized>> Clocks => new Dictionary<string, Localized>
    {
        ["clock-not-handler"] = new("{0}不是本件的办理人员，不能登记。", "Expected somebody who handles cases of the item's department, but {0} does not."),
        ["clock-not-approver"] = new("{0}无权批准：须由“{2}”批准。", "Expected the approval of a person who holds role '{1}', but {0} does not."),
        ["clock-same-person"] = new("{0}不能批准自己的请求。", "Expected another person than the one who asked, but {0} did both."),
        ["clock-unknown"] = new("没有“{0}”这种期限。", "Expected the code of a clock, but there is no '{0}'."),
        ["not-accepted-yet"] = new("办件 {0} 尚未受理。", "Expected case '{0}' to be accepted, but it is not yet."),
        ["pause-not-open"] = new("特别程序 {0} 不在该状态：{1}。", "Expected special procedure '{0}' to wait for this, but it does not ({2})."),
        ["pause-sight-required"] = new("{0}到 {2} 届满，最后 {3} 个工作日内开始的特别程序须先经效能监督人员知悉。", "Expected a supervisor to have seen a special procedure that begins within the last {3} working days of the {1} (until {2}), but none has."),
        ["pause-sighted"] = new("特别程序 {0} 已由{1}知悉。", "Expected special procedure '{0}' not to be seen yet, but {1} has."),
        ["pause-of-corrections"] = new("受理后补充材料由流程自动登记，不能手工登记。", "Expected a special procedure, but papers asked for after acceptance are recorded by their step."),
        ["evidence-required"] = new("结束{0}须登记依据（笔录或报告编号）。", "Expected the end of {1} to name its record or report, but it does not."),
        ["extension-pending"] = new("已有延期 {0} 正在办理。", "Expected no other extension, but '{0}' is on its way."),
        ["extension-not-open"] = new("延期 {0} 不在该状态：{1}。", "Expected extension '{0}' to wait for this, but it does not ({2})."),
        ["extension-told-early"] = new("告知日期 {0} 早于批准日期 {1}。", "Expected the applicant to be told on or after the approval of {1}, but it was on {0}."),
        ["hearing-out-of-order"] = new("听证应依次登记：告知、申请、通知、举行；现在不能登记“{1}”。", "Expected a hearing to be told, asked for, announced and held in this order, but '{0}' does not come now."),
        ["hearing-day-required"] = new("请填写听证举行日期。", "Expected the day on which the hearing is held, but it is empty."),
        ["hearing-asked-late"] = new("申请听证已超过告知后五日（至 {0}）。", "Expected the hearing to be asked for within five days, until {0}, but it is later."),
        ["promise-not-deferrable"] = new("材料“{0}”不能容缺。", "Expected papers that may follow and are not there yet, but '{0}' is none."),
        ["promise-too-long"] = new("容缺期限 {0} 个工作日超过该材料允许的 {1} 个工作日。", "Expected the papers within {1} working days, but {0} were given."),
        ["promise-unknown"] = new("没有尚未补交的容缺承诺 {0}。", "Expected a promise of papers that is open, but '{0}' is none."),
        ["document-required"] = new("请填写文书编号。", "Expected the number of the document, but it is empty."),
        ["renewal-recorded"] = new("有效期届满日已登记为 {0}。", "Expected the expiry to be recorded once, but it is {0} already."),
        ["renewal-expired"] = new("有效期届满日 {0} 早于收件日期 {1}。", "Expected a licence that has not expired on receipt on {1}, but it expired on {0}."),
        ["leg-name-required"] = new("请填写名称和时限。", "Expected a name and a limit in working days, but one is empty."),
        ["date-in-future"] = new("“{0}”不能晚于今天。", "Expected '{1}' to be today or earlier, but it is later."),
        ["card-unknown"] = new("没有监察牌 {0}。", "Expected card '{0}', but the case has none."),
        ["card-not-owner"] = new("监察牌 {0} 应由责任人员处理，{1}不是。", "Expected the person responsible for card '{0}', but {1} is not."),
        ["card-not-open"] = new("监察牌 {0} 已处理（{1}）。", "Expected card '{0}' to wait for this, but it does not ({2})."),
        ["card-not-supervisor"] = new("申诉由效能监督人员裁定，{0}不是。", "Expected a supervisor to decide the appeal, but {0} is none."),
        ["card-same-person"] = new("{0}与本牌有关，不得裁定申诉。", "Expected a person who has nothing to do with the card, but {0} has."),
        ["card-text-required"] = new("请填写内容。", "Expected words, but there are none."),
        ["supervision-not-supervisor"] = new("异常处理和督办由效能监督人员进行，{0}不是。", "Expected a supervisor, but {0} is none."),
        ["supervision-own-work"] = new("{0}办理过本件，不得自行监督。", "Expected a supervisor who had no part in the case, but {0} had."),
        ["supervision-level-unknown"] = new("请选择黄牌或红牌。", "Expected a yellow or a red card, but got '{0}'."),
        ["anomaly-unknown"] = new("本件没有这条异常。", "Expected an anomaly of this case, but there is no '{0}' at event {1}."),
        ["anomaly-answered"] = new("这条异常已由{0}处理。", "Expected an anomaly that nobody has answered, but {0} has."),
        ["order-unknown"] = new("没有督办单 {0}。", "Expected supervision order '{0}', but the case has none."),
        ["order-not-open"] = new("督办单 {0} 已办结。", "Expected supervision order '{0}' to be open, but it is not."),
    };

    /// <summary>What the clocks found wrong, as a refusal: the same code, the same sentences.</summary>
    internal static Rejection Reject(ClockFinding finding) => new(finding.Code, finding.En) { Arguments = [finding.Zh, finding.En] };

    private static string? OfFinding(string culture, Rejection rejection) =>
        rejection.Arguments is [var zh, var en] && ClockFinding.Codes.Contains(rejection.Code) ? (culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? zh : en) : null;
}
