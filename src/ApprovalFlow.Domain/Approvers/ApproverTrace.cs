using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>Why a task came to whom it came: what the rule looked for, whom it found and whom it passed over. Kept with the task's opening.</summary>
public sealed record ApproverTrace(string Rule, IReadOnlyList<TraceLine> Lines);

/// <param name="Code">One of <see cref="ApproverText"/>.</param>
public sealed record TraceLine(string Code, params IReadOnlyList<string> Arguments);

/// <summary>A trace as people read it.</summary>
public static class ApproverText
{
    private static readonly Dictionary<string, Localized> Templates = new()
    {
        ["named"] = new("规则：指定人员 {0}", "Rule: named persons ({0})"),
        ["post"] = new("规则：岗位“{1}”", "Rule: post “{2}”"),
        ["role"] = new("规则：{0}（{1}，{2}）", "Rule: {0} ({1}, {2})"),
        ["head"] = new("规则：{0}的负责人", "Rule: head of {0}"),
        ["head-post"] = new("负责人岗位：{1}", "Post that leads it: {2}"),
        ["levels"] = new("规则：{0}的上级，向上 {1} 级", "Rule: {1} level(s) up from {0}"),
        ["level"] = new("第 {0} 级：{2}", "Level {0}: {3}"),
        ["no-post"] = new("{0}没有岗位", "{0} holds no post"),
        ["no-superior"] = new("“{1}”没有上级岗位", "“{2}” reports to nobody"),
        ["chosen-applicant"] = new("规则：申请时由{0}选定", "Rule: chosen by {0} with the application"),
        ["chosen-previous"] = new("规则：上一环节由{0}选定", "Rule: chosen by {0} at the step before"),
        ["not-chosen"] = new("尚未选定", "Nobody was chosen"),
        ["field"] = new("规则：表单“{0}”填写的“{1}”", "Rule: what form field “{0}” says ({1})"),
        ["field-empty"] = new("表单“{0}”没有填写", "Form field “{0}” is empty"),
        ["unknown-person"] = new("没有账号“{0}”", "There is no account “{0}”"),
        ["unknown-post"] = new("没有岗位“{0}”", "There is no post “{0}”"),
        ["no-head"] = new("{0}没有设置负责人岗位", "{0} has no post that leads it"),
        ["left-out-role"] = new("未选{0}：不具备本环节的岗位资格", "{0} left out: does not hold the step's role"),
        ["left-out-conflict"] = new("未选{0}：应当回避", "{0} left out: conflict of interest"),
        ["found"] = new("找到：{0}", "Found: {0}"),
        ["pool"] = new("可认领人数：{0}", "May be claimed by {0} person(s)"),
        ["nobody"] = new("没有找到合适的人员", "Nobody was found"),
        ["to-head"] = new("按流程规定转部门负责人", "The definition sends it to the department's head"),
        ["to-administrator"] = new("按流程规定由管理员指派", "An administrator names somebody, as the definition says"),
        ["to-incident"] = new("已作为异常上报，由管理员指派", "Raised as an incident; an administrator names somebody"),
        ["assigned"] = new("由{0}指派给{1}", "Named by {0}: {1}"),
        ["candidate"] = new("可由{0}（{1}，{2}）认领", "May be claimed by {0} ({1}, {2})"),
        ["added"] = new("由{0}加签", "Signer added by {0}"),
        ["claimed"] = new("由{0}认领", "Claimed by {0}"),
        ["transferred"] = new("由{0}从{1}转办", "Transferred by {0} from {1}"),
        ["delegated"] = new("由{0}委派", "Delegated by {0}"),
        ["given-back"] = new("由{0}归还", "Given back by {0}"),
        ["returned"] = new("由{0}退回：{1}", "Returned by {0}: {1}"),
        ["taken-back"] = new("{0}撤回后重新办理", "Taken back by {0}"),
        ["jumped"] = new("由{0}跳转到此", "Moved here by {0}"),
        ["corrected"] = new("补正后回到本环节", "Back after correction"),
    };

    private static readonly HashSet<string> DepartmentFirst = ["head", "no-head"], RoleFirst = ["role", "candidate"];

    /// <param name="department">Names of departments by id.</param>
    public static Localized Of(TraceLine line, Func<string, Localized?> department) => new(Render(line, department, zh: true), Render(line, department, zh: false));

    internal static IReadOnlyCollection<string> Codes => Templates.Keys;

    private static string Render(TraceLine line, Func<string, Localized?> department, bool zh)
    {
        string Pick(Localized? name, string otherwise) => name is null ? otherwise : zh ? name.Zh : name.En;
        var arguments = line.Arguments.ToList();
        if (DepartmentFirst.Contains(line.Code)) arguments[0] = Pick(department(arguments[0]), arguments[0]);
        if (RoleFirst.Contains(line.Code))
            arguments = [Pick(HumanInputs.Roles.FirstOrDefault(r => r.Name == arguments[0])?.DisplayName, arguments[0]),
                arguments[1].Length == 0 ? zh ? "不限部门" : "any department" : Pick(department(arguments[1]), arguments[1]), arguments[2].Length == 0 ? zh ? "不限区县" : "any region" : arguments[2]];
        var template = Templates[line.Code];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, zh ? template.Zh : template.En, [.. arguments]);
    }
}
