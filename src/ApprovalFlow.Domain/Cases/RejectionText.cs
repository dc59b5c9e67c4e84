using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Every refusal of a case, by code, in both languages. The English sentence is the rejection's own message.</summary>
public static partial class RejectionText
{
    /// <summary>Each topic keeps its own texts; a code stands in one of them only.</summary>
    private static readonly FrozenDictionary<string, Localized> Templates = General.Concat(Visits).Concat(Signing).Concat(Talk).Concat(Clocks).Concat(Returns).Concat(Calendars).Concat(County).Concat(Incidents).Concat(Rehearsals).Concat(Approvers).Concat(Fields).Concat(Migration).Concat(Packets).ToFrozenDictionary();

    private static IEnumerable<KeyValuePair<string, Localized>> General => new Dictionary<string, Localized>
    {
        ["case-exists"] = new("办件 {0} 已经登记，不能重复登记。", "Expected case number '{0}' to be new, but a case is registered under it."),
        ["case-unknown"] = new("该办件尚未登记。", "Expected a registered case, but nothing is registered under this number."),
        ["case-closed"] = new("办件 {0} 已办结（{2}），不能再办理。", "Expected case '{0}' to be open, but it is closed as '{1}'."),
        ["case-decided"] = new("办件 {0} 已作出决定（{2}），不能再撤回。", "Expected case '{0}' to be undecided, but it was decided as '{1}'."),
        ["applicant-incomplete"] = new("申请人信息不完整：缺少{1}。", "Expected the applicant to have {0}, but it is empty."),
        ["applicant-kind-not-allowed"] = new("本事项不受理此类申请人（{0}）；可申请的类型：{1}。", "Expected an applicant of kind {1}, but got '{0}'."),
        ["flow-not-eligible"] = new("所填内容不符合流程“{0}”的适用条件：{2}。", "Expected the form to meet the condition of flow '{1}' ({2}), but it does not."),
        ["form-invalid"] = new("表单填写有误：{1}", "Expected a valid form, but: {0}"),
        ["material-missing"] = new("缺少必交材料：{0}。", "Expected all required materials, but these are missing: {0}."),
        ["material-unknown"] = new("材料清单中没有“{0}”，不得要求提交清单以外的材料。", "Expected materials of the item's list, but '{0}' is not on it."),
        ["material-twice"] = new("材料“{0}”登记了两次。", "Expected each material once, but '{0}' is there twice."),
        ["county-required"] = new("本流程有县区初审环节，请选择办理县区。", "Expected a county code, because flow '{0}' has a county step, but it is empty."),
        ["task-unknown"] = new("办件 {1} 没有任务 {0}。", "Expected task '{0}' to be of case '{1}', but the case has no such task."),
        ["task-completed"] = new("任务“{0}”已由{2}办理（{4}）。", "Expected task '{1}' to be open, but {2} completed it with '{3}'."),
        ["task-canceled"] = new("任务“{0}”已取消：流程已经从其他分支继续。", "Expected task '{1}' to be open, but it was canceled because the flow went on elsewhere."),
        ["task-claimed"] = new("任务“{0}”已由{2}认领。", "Expected task '{1}' to be free, but {2} holds it."),
        ["task-not-claimed"] = new("任务“{0}”无人认领，无需退回。", "Expected task '{1}' to be held by somebody, but it lies in the pool."),
        ["not-candidate"] = new("{0}没有办理任务“{1}”的资格：需要岗位“{6}”（部门 {4}，区县 {5}）。", "Expected a person who holds role '{3}' (department {4}, region {5}) for task '{2}', but {0} does not."),
        ["not-assignee"] = new("任务“{0}”由{2}认领，{3}不能办理。", "Expected {2} to act on task '{1}', but {3} tried."),
        ["outcome-unknown"] = new("任务“{0}”不能选择“{2}”；可选：{4}。", "Expected the outcome of task '{1}' to be one of {3}, but it is '{2}'."),
        ["comment-required"] = new("选择“{2}”必须填写理由。", "Expected a comment with outcome '{1}' of task '{0}', but it is empty."),
        ["data-required"] = new("请填写：{1}。", "Expected {0} with outcome '{2}', but it is empty."),
        ["data-invalid"] = new("填写有误：{1}", "Expected valid values, but: {0}"),
        ["data-unknown"] = new("选择“{2}”时没有“{0}”这一项。", "Expected fields of the task's form for outcome '{1}', but '{0}' is none."),
        ["inspectors-not-distinct"] = new("现场核查应由两名以上工作人员进行，请填写两名不同的人员。", "Expected two different officers (Article 34), but both are '{0}'."),
        ["date-order"] = new("“{1}”不能早于“{0}”。", "Expected '{3}' not to be before '{2}', but it is."),
        ["acceptor-decides"] = new("{0}受理了本件，不得再作决定（受理与决定分离）。", "Expected the decision to be made by another person than the one who accepted, but {0} did both."),
        ["own-case"] = new("{0}是本件申请人，应当回避。", "Expected a person without an interest in the case, but {0} is the applicant."),
        ["reason-required"] = new("请填写理由。", "Expected a reason, but it is empty."),
        ["withdrawal-not-allowed"] = new("只有申请人或受理窗口可以撤回申请，{0}不能撤回。", "Expected the applicant or the item's window to withdraw, but {0} is neither."),
        ["withdrawal-not-possible"] = new("办件 {0} 当前环节不能撤回。", "Expected an open task of case '{0}' that allows withdrawal, but there is none."),
        ["timer-unknown"] = new("定时 {0} 已失效。", "Expected a waiting timer '{0}', but it has fired or its step has ended."),
        ["timer-not-due"] = new("定时 {0} 尚未到期（{1}）。", "Expected timer '{0}' to be due, but it is due at {1}."),
    };

    /// <summary>All codes that <see cref="CaseDecider"/> answers with, besides those of the engine.</summary>
    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    /// <summary>The refusal as a person reads it; a code of another room keeps its own message.</summary>
    public static string In(string culture, Rejection rejection) =>
        Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : OfFinding(culture, rejection) ?? rejection.Message;

    internal static Rejection Reject(string code, params IReadOnlyList<string> arguments) =>
        new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
