using System.Globalization;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Something about a clock that a person should know: a code that never changes and a sentence in both languages.</summary>
/// <remarks>The same record refuses what may not be entered, explains why there is no answer, and remarks on what went wrong.</remarks>
public sealed record ClockFinding(string Code, string Zh, string En)
{
    private static readonly Dictionary<string, Localized> Templates = new()
    {
        // Acceptance
        ["deemed-acceptance"] = new("收到材料后{1}日内（至 {2}）既未受理也未一次性告知，自收到材料之日 {0} 起即为受理（行政许可法第三十二条）。", "Nobody accepted or told what is missing within {1} working days (until {2}), so the case counts as accepted from receipt on {0} (Article 32)."),
        ["acceptance-late"] = new("{0} 的受理晚于期限，不改变视为受理的日期 {1}。", "The acceptance of {0} came too late and does not change the deemed acceptance of {1}."),
        ["accepted-again"] = new("{0} 再次受理；期限仍自首次受理之日 {1} 起算。", "Accepted again on {0}; the clock still runs from the first acceptance on {1}."),
        ["second-notice"] = new("{0} 第二次告知补正；法律只允许一次告知全部内容。", "A second notice of missing papers on {0}; the law allows one that names everything."),
        ["notice-late"] = new("{0} 的补正告知超过期限，不产生效力。", "The notice of missing papers of {0} came after the time limit and has no effect."),
        // Pauses
        ["procedure-unknown"] = new("没有“{0}”这种特别程序，不停止任何期限。", "Expected a known special procedure, but there is none called '{0}'; it stops no clock."),
        ["pause-without-notice"] = new("{0}（{1}）没有书面告知申请人，不停止期限。", "{0} ({1}) was not told to the applicant in writing and stops no clock."),
        ["pause-without-plan"] = new("{0}（{1}）没有告知所需时间，不停止期限。", "{0} ({1}) was told without the time it needs and stops no clock."),
        ["pause-notice-late"] = new("{0}自 {1} 开始，{2} 才书面告知；此前的时间计入期限。", "{0} began on {1} but was told in writing only on {2}; the days before are counted."),
        ["pause-back-dated"] = new("{0}的开始日期 {1} 早于登记日期 {2}；此前的时间计入期限。", "{0} is said to have begun on {1} but was recorded on {2}; the days before are counted."),
        ["pause-over-plan"] = new("{0}已超过计划结束日 {1}。", "{0} has gone beyond its planned end of {1}."),
        ["pause-over-max"] = new("{0}的计划时间为 {1} 个工作日，超过上限 {2}。", "Expected {0} to be planned for at most {2} working days, but the plan is {1}."),
        ["pause-not-of-the-law"] = new("{0}不属于行政许可法第四十五条所列情形，不停止{1}。", "{0} is not in the list of Article 45 and does not stop the {1} clock."),
        ["pause-after-due"] = new("{0}在期限届满（{1}）之后开始，不改变期限。", "{0} began after the limit had ended on {1} and changes nothing."),
        ["pause-ends-before-it-begins"] = new("特别程序的结束日期 {1} 早于开始日期 {0}。", "Expected a pause to end on or after its first day {0}, but it ends on {1}."),
        ["pause-twice"] = new("特别程序 {0} 已经登记。", "Expected a new pause, but '{0}' is recorded already."),
        ["pause-unknown"] = new("没有正在进行的特别程序 {0}。", "Expected a pause that is open, but '{0}' is not."),
        ["pause-wrong-approver"] = new("{0}须由“{1}”批准，实际为“{2}”。", "Expected {0} to be approved by '{1}', but it is '{2}'."),
        ["notice-from-the-future"] = new("书面告知的日期 {0} 晚于登记日期 {1}。", "Expected a notice dated on or before {1}, but it is dated {0}."),
        ["end-in-the-future"] = new("结束日期 {0} 晚于登记日期 {1}。", "Expected a last day on or before {1}, but it is {0}."),
        // Extensions
        ["extension-not-allowed"] = new("{0}不能延长。", "Expected a clock that may be extended, but {0} may not."),
        ["extension-wrong-approver"] = new("延长应由“{0}”批准（{2}），实际为“{1}”。", "Expected the extension to be approved by '{0}' ({2}), but it is '{1}'."),
        ["extension-without-reason"] = new("延长没有理由。", "Expected a reason for the extension, but there is none."),
        ["extension-reason-not-told"] = new("没有将延长期限的理由告知申请人。", "Expected the applicant to be told the reason of the extension, but nobody did."),
        ["extension-too-late"] = new("延长的批准和告知应不晚于原期限 {1}，实际为 {0}。", "Expected the extension to be approved and told on or before the original due date {1}, but it was on {0}."),
        ["extension-too-long"] = new("延长不得超过 {1} 个工作日，实际为 {0}。", "Expected an extension of at most {1} working days, but it is {0}."),
        ["extension-twice"] = new("期限只能延长一次。", "Expected one extension, but the limit is extended already."),
        ["extension-before-acceptance"] = new("尚未受理，不能延长。", "Expected an accepted case, but nothing is accepted yet."),
        // Other clocks
        ["deemed-renewal"] = new("有效期届满日 {0} 前未作决定，视为准予延续（行政许可法第五十条）。", "Nothing was decided before the licence expired on {0}, so it counts as renewed (Article 50)."),
        ["renewal-applied-late"] = new("延续申请应在有效期届满 {1} 日前提出，实际在 {0}；不适用视为准予延续。", "Expected the renewal to be asked for {1} days before expiry, but it was on {0}; silence does not renew it."),
        ["hearing-notice-short"] = new("听证通知应提前 {1} 个工作日，实际只有 {0} 个。", "Expected the hearing to be announced {1} working days before, but it was {0}."),
        ["tolerance-over-commitment"] = new("容缺补交期限 {0} 个工作日，超过承诺期限 {1}。", "Expected the missing papers within the promised {1} working days, but {0} were given."),
        ["commit-over-statutory"] = new("承诺期限 {0} 个工作日长于法定期限 {1}。", "Expected the promise to be no longer than the statutory {1} working days, but it is {0}."),
        ["limit-invalid"] = new("期限应为 0 到 3660 之间的整日或半日，实际为 {0}。", "Expected a limit between 0 and 3660 in whole or half days, but it is {0}."),
        ["leg-twice"] = new("{0} {1} 已经登记。", "Expected a new leg of {0}, but '{1}' is recorded already."),
        ["leg-unknown"] = new("{0} {1} 没有登记或者已经结束。", "Expected a leg of {0} that is open, but '{1}' is not."),
        ["leg-kind-unknown"] = new("{0}没有单独的环节。", "Expected a clock that legs have, but {0} is none."),
        ["survey-outside-calendar"] = new("踏勘日期 {0} 不是工作日。", "Expected the survey on a working day, but {0} is none."),
        ["survey-in-the-past"] = new("踏勘日期 {0} 早于安排之日 {1}。", "Expected a survey on or after {1}, but it is arranged for {0}."),
        // Order of facts
        ["received-twice"] = new("材料已于 {0} 收到。", "Expected papers to be received once, but they were on {0}."),
        ["not-received"] = new("尚未收到申请材料。", "Expected received papers, but there are none."),
        ["before-receipt"] = new("{1} 早于收到材料之日 {0}。", "Expected a day on or after receipt on {0}, but it is {1}."),
        ["fact-out-of-order"] = new("登记时间 {1} 早于已登记的 {0}；不得倒签。", "Expected an instant on or after the last fact of {0}, but it is {1}: nothing is back-dated."),
        ["decided-before-acceptance"] = new("尚未受理，不能作出决定。", "Expected an accepted case, but it is decided before acceptance."),
        ["delivered-before-decision"] = new("尚未作出决定，不能颁发、送达。", "Expected a decision, but it is delivered before one."),
        ["case-closed"] = new("办件已于 {0} 办结。", "Expected an open case, but it was closed on {0}."),
        // No answer
        ["calendar-year-not-loaded"] = new("{0} 年的工作日历尚未载入（依据国务院办公厅通知），不能计算。", "Expected the calendar of {0} to be loaded, but it is not; no date is guessed."),
    };

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    public string In(string culture) => culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;

    internal static ClockFinding Of(string code, params ReadOnlySpan<object> particulars)
    {
        var template = Templates[code];
        return Of(code, template.Zh, template.En, particulars);
    }

    /// <summary>A particular given as <see cref="Localized"/> is said in the language of the sentence.</summary>
    internal static ClockFinding Of(string code, string zh, string en, ReadOnlySpan<object> particulars)
    {
        object[] inChinese = new object[particulars.Length], inEnglish = new object[particulars.Length];
        for (var i = 0; i < particulars.Length; i++)
            (inChinese[i], inEnglish[i]) = particulars[i] switch
            {
                Localized both => (both.Zh, both.En),
                DateOnly day => (Text(day), Text(day)),
                DateTimeOffset at => (Text(at), Text(at)),
                var other => (other, other),
            };
        return new(code, string.Format(CultureInfo.InvariantCulture, zh, inChinese), string.Format(CultureInfo.InvariantCulture, en, inEnglish));
    }

    private static object Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static object Text(DateTimeOffset at) => at.ToOffset(Calendars.OfficeHours.ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
