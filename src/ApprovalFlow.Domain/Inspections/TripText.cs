using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Every refusal of a trip, by code, in both languages.</summary>
public static class TripText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["trip-unknown"] = new("该联合行程不存在。", "Expected a trip, but nothing is convened under this number."),
        ["trip-exists"] = new("联合行程 {0} 已存在。", "Expected trip number '{0}' to be new, but a trip has it."),
        ["trip-begun"] = new("联合行程 {0} 已经开始，不能再改。", "Expected trip '{0}' not to have begun, but it has."),
        ["trip-not-begun"] = new("联合行程 {0} 尚未开始：还没有人签到。", "Expected trip '{0}' to have begun, but nobody has checked in."),
        ["trip-not-ended"] = new("联合行程 {0} 的现场工作尚未结束。", "Expected the visit of trip '{0}' to be over, but it is not."),
        ["trip-not-concluded"] = new("联合行程 {0} 尚未形成统一意见。", "Expected trip '{0}' to have its opinion, but it has none."),
        ["trip-concluded"] = new("联合行程 {0} 已形成统一意见，不能再改。", "Expected trip '{0}' to be open, but its opinion is given."),
        ["trip-canceled"] = new("联合行程 {0} 已取消：{1}", "Expected trip '{0}' to be open, but it was canceled: {1}"),
        ["visit-over"] = new("联合行程 {0} 的现场工作已结束。", "Expected the visit of trip '{0}' to be on, but it is over."),
        ["not-lead"] = new("{0}不是牵头部门（{1}）的人员，不能组织。", "Expected somebody of the lead '{1}', but {0} is not."),
        ["not-of-body"] = new("{0}不是 {1} 的人员，不能代表其答复。", "Expected somebody who speaks for '{1}', but {0} does not."),
        ["body-unknown"] = new("没有部门 {0}。", "Expected a known department, but '{0}' is none."),
        ["departments-required"] = new("请选择被邀请的部门。", "Expected at least one department, but there is none."),
        ["title-required"] = new("请填写名称。", "Expected a title, but it is empty."),
        ["reason-required"] = new("请填写理由。", "Expected a reason, but it is empty."),
        ["legs-required"] = new("请选择要合并的踏勘申请。", "Expected at least one proposal, but there is none."),
        ["leg-twice"] = new("办件 {0} 已在本次行程中。", "Expected case '{0}' once, but it is there already."),
        ["leg-unknown"] = new("办件 {1} 不在联合行程 {0} 中。", "Expected case '{1}' to be part of trip '{0}', but it is not."),
        ["leg-without-proposal"] = new("办件 {0} 没有待安排的踏勘申请。", "Expected an open proposal of case '{0}', but there is none."),
        ["legs-differ"] = new("办件 {0} 与 {1} 既非同一申请人，也非同一地点，不能合并。", "Expected legs of one applicant or of one site, but case '{0}' and case '{1}' share neither."),
        ["last-leg"] = new("联合行程 {0} 只剩一个办件；请取消整个行程。", "Expected trip '{0}' to keep a leg, but this is its last. Cancel the trip instead."),
        ["second-visit-refused"] = new("{0} 缺席过联合踏勘（{1}），视为同意其结论；缺席踏勘的审批部门不得再次要求建设单位安排踏勘现场。", "Expected a body that came to the joint visit, but '{0}' missed one ({1}): it accepts the shared findings and may not ask for another visit (absence is consent)."),
        ["place-required"] = new("请填写地点。", "Expected a place, but it is empty."),
        ["slot-required"] = new("联合行程 {0} 尚未排定时间。", "Expected trip '{0}' to have a day, but none is chosen."),
        ["slot-order"] = new("时间段有误：{0}；应在同一天内先后有序。", "Expected a span within one day, but it is {0}."),
        ["slot-not-aligned"] = new("时间段应从整点或半点开始和结束：{0}。", "Expected a span that begins and ends on the hour or half hour, but it is {0}."),
        ["slot-past"] = new("时间段 {0} 已经过去。", "Expected a span ahead of now, but it is {0}."),
        ["slot-not-working-day"] = new("{0} 不是工作日，不能安排。", "Expected a working day, but {0} is none."),
        ["slot-outside-hours"] = new("时间段 {0} 超出办公时间。", "Expected a span within office hours, but it is {0}."),
        ["slot-outside-window"] = new("{0} 不在办件 {1} 提出的时间段内（{2} 至 {3}）。", "Expected a day that suits case '{1}' ({2} to {3}), but it is {0}."),
        ["slot-year-not-loaded"] = new("没有 {0} 所在年份的工作日历，不能安排。", "Expected the calendar of that year to be loaded, but {0} is in none."),
        ["notice-too-short"] = new("应提前 {0} 个工作日通知：{1} 太早，最早 {2}。", "Expected {0} working days of notice, but the day is {1}; the earliest is {2}."),
        ["invited-already"] = new("{0} 已受邀参加 {1}。", "Expected '{0}' not to be invited to trip '{1}' yet, but it is."),
        ["not-invited"] = new("{0} 未受邀参加联合行程 {1}。", "Expected '{0}' to take part in trip '{1}', but it does not."),
        ["answer-too-late"] = new("答复太迟：行程为 {0}。", "Expected an answer in time, but the trip is on {0}."),
        ["lead-declines"] = new("牵头部门 {0} 不能请假；请改期或取消。", "Expected the lead '{0}' to come, but it declines. Reschedule or cancel instead."),
        ["officers-too-few"] = new("{0} 至少应有 {1} 名人员参加。", "Expected at least {1} officers of '{0}' (Article 34), but there are fewer."),
        ["officer-unknown"] = new("没有人员 {0}。", "Expected a known person, but '{0}' is none."),
        ["officer-of-other-body"] = new("{0}不是 {1} 可派出的人员。", "Expected an officer of '{1}', but {0} is none."),
        ["officer-own-case"] = new("{0}是办件 {1} 的申请人，应当回避。", "Expected an officer without an interest, but {0} is the applicant of case '{1}'."),
        ["officer-named-twice"] = new("{0}已代表 {1} 参加。", "Expected {0} to go for one body, but '{1}' has named the same person."),
        ["officer-busy"] = new("{0}在该时间已有行程 {1}（{2}）。", "Expected {0} to be free, but trip '{1}' has them ({2})."),
        ["not-named"] = new("{0}不在 {1} 的参加人员名单中。", "Expected an officer named by '{1}', but {0} is not."),
        ["day-not-come"] = new("行程日 {0} 未到，不能签到或填报。", "Expected the day of the trip ({0}) to have come, but it has not."),
        ["day-over"] = new("行程日 {0} 已过，不能再签到或填报。", "Expected the day of the trip ({0}), but it is over."),
        ["checked-in-already"] = new("{0}已签到。", "Expected {0} not to have checked in yet, but they have."),
        ["not-checked-in"] = new("{0}尚未签到。", "Expected {0} to have checked in, but they have not."),
        ["coordinates-invalid"] = new("坐标有误：{0}，{1}。", "Expected coordinates on earth, but they are {0}, {1}."),
        ["answers-required"] = new("请填写核查结果。", "Expected at least one answer, but there is none."),
        ["point-unknown"] = new("办件 {1} 的核查清单共 {2} 项，没有第 {0} 项。", "Expected one of the {2} points of case '{1}', but got number {0}."),
        ["point-twice"] = new("第 {0} 项填写了两次。", "Expected each point once, but number {0} is there twice."),
        ["remark-required"] = new("“{0}”不通过，请说明情况。", "Expected a remark on '{0}', because it failed, but it is empty."),
        ["checklist-open"] = new("办件 {0} 还有 {1} 项未核查；确有未看到的，请说明原因后分次踏勘。", "Expected all points of case '{0}' to be looked at, but {1} are open. Say why, and the findings are partial."),
        ["photo-type"] = new("照片“{0}”的格式（{1}）不接受；只接受 JPEG、PNG、WebP。", "Expected a JPEG, PNG or WebP photo, but '{0}' is '{1}'."),
        ["photo-size"] = new("照片“{0}”大小不合要求（{1} 字节，上限 {2} MB）。", "Expected a photo of at most {2} MB, but '{0}' has {1} bytes."),
        ["photo-hash"] = new("照片“{0}”的校验值有误。", "Expected the SHA-256 of photo '{0}', but it is none."),
        ["photo-twice"] = new("照片“{0}”已上传。", "Expected a new photo, but '{0}' is attached already."),
        ["photos-too-many"] = new("每次行程最多 {0} 张照片。", "Expected at most {0} photos, but there would be more."),
        ["finding-required"] = new("请填写踏勘情况。", "Expected a finding, but it is empty."),
        ["conditions-required"] = new("附条件同意应写明条件。", "Expected at least one condition, but there is none."),
        ["conditions-not-allowed"] = new("只有“附条件同意”可以写条件。", "Expected conditions only with agree-with-conditions, but the opinion is '{0}'."),
        ["finding-signed-already"] = new("{0}已签字。", "Expected {0} not to have signed yet, but they have."),
        ["lead-not-signed"] = new("牵头部门 {0} 应有 {1} 名人员到场并当场签字。", "Expected {1} officers of the lead '{0}' to have come and signed, but they have not."),
        ["bodies-may-come"] = new("{0} 尚未到场签字；时间未到（{1}），不能认定缺席。", "Expected the time to be over ({1}) before {0} count as absent, but it is not."),
        ["rectification-once"] = new("联合行程 {0} 本次踏勘的整改要求应一次性书面告知，不能再提。", "Expected one notice of everything to put right after a visit of trip '{0}', but one was given."),
        ["rectification-empty"] = new("请写明整改内容。", "Expected at least one thing to put right, but there is none."),
        ["rectification-due"] = new("整改期限 {0} 早于今天（{1}）。", "Expected a day ahead, but {0} is before today ({1})."),
        ["rectification-none"] = new("联合行程 {0} 没有整改要求。", "Expected trip '{0}' to have something to put right, but it has not."),
        ["rectification-item"] = new("整改要求共 {1} 项，没有第 {0} 项。", "Expected one of {1} items, but got number {0}."),
        ["rectification-open"] = new("联合行程 {0} 还有 {1} 项整改未核实。", "Expected all items to be looked at again, but {1} of trip '{0}' are open."),
        ["revisit-not-needed"] = new("联合行程 {0} 没有整改或未看完的内容，不需要复勘。", "Expected something to see again, but trip '{0}' has nothing open."),
        ["findings-partial"] = new("联合行程 {0} 尚未看完：{1}", "Expected all to be seen, but trip '{0}' is partial: {1}"),
        ["not-a-meeting"] = new("联合行程 {0} 不是联席会议。", "Expected a meeting, but trip '{0}' is none."),
        ["minutes-required"] = new("请填写会议 {0} 的纪要。", "Expected minutes of meeting '{0}', but they are empty."),
        ["decision-required"] = new("请填写办件 {0} 的会议决定。", "Expected what the meeting decides for case '{0}', but it is empty."),
        ["summary-required"] = new("请填写统一意见。", "Expected the opinion in words, but it is empty."),
        ["written-opinion-awaited"] = new("{0} 已请假，可在 {1} 前书面提出意见，请等待。", "Expected the written opinion of '{0}', which may come until {1}, but it has not."),
        ["opinion-contradicts"] = new("各部门意见汇总为“{3}”，不能定为“{2}”。", "Expected the result '{1}' that the bodies' opinions come to, but got '{0}'."),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    public static string In(string culture, Rejection rejection) =>
        Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : rejection.Message;

    /// <summary>For callers that look a proposal up themselves.</summary>
    public static Rejection NoProposal(string caseNumber) => Reject("leg-without-proposal", caseNumber);

    internal static Rejection Reject(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    /// <summary>A span as people at the office write it.</summary>
    public static string Text(TripSlot slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{slot.StartsAt.ToOffset(OfficeHours.ChinaTime):yyyy-MM-dd HH:mm}–{slot.EndsAt.ToOffset(OfficeHours.ChinaTime):HH:mm}");

    public static string ResultZh(TripResult result) => result switch { TripResult.Pass => "通过", TripResult.PassWithConditions => "附条件通过", _ => "不通过" };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
