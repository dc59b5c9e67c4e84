using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Versions;

/// <summary>Every refusal of a definition's life, by code, in both languages.</summary>
public static class LifeText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["definition-not-found"] = new("没有流程定义 {0}。", "Expected a definition '{0}', but there is none."),
        ["version-unknown"] = new("流程定义 {0} 没有第 {1} 版。", "Expected definition '{0}' to have version {1}, but it has not."),
        ["draft-unknown"] = new("流程定义 {0} 没有草稿。", "Expected definition '{0}' to have a draft, but it has none."),
        ["draft-exists"] = new("流程定义 {0} 已有草稿：{1} 于 {2} 保存。", "Expected definition '{0}' to have no draft, but it has one, saved by {1} at {2}."),
        ["draft-stale"] = new("草稿已被他人修改：{3} 于 {4} 保存了第 {2} 次修订，您的修改基于第 {1} 次。请先查看差异。", "Expected a change of revision {2}, which {3} saved at {4}, but this one was made on revision {1}. Look at the difference first."),
        ["draft-in-review"] = new("流程定义 {0} 的草稿正在审核，请先撤回送审。", "Expected the draft of '{0}' not to be in review, but it is. Take it back first."),
        ["draft-not-in-review"] = new("流程定义 {0} 的草稿未送审。", "Expected the draft of '{0}' to be in review, but it is not."),
        ["not-designer"] = new("{0}不是流程定义 {1} 的设计人员。", "Expected a designer of '{1}', but {0} is none."),
        ["not-publisher"] = new("{0}不是管理员，不能审核、发布或停用 {1}。", "Expected an administrator of '{1}', but {0} is none."),
        ["author-reviews"] = new("{0}编辑过该草稿，不能审核：发布须由第二人批准。", "Expected a second person to review, but {0} wrote in this draft."),
        ["definition-unreadable"] = new("内容不是可读的流程定义（{0} 处错误）：{1}", "Expected a readable definition, but there are {0} errors: {1}"),
        ["definition-unsound"] = new("发布前检查未通过，共 {0} 处错误：{2}", "Expected a definition without errors, but there are {0}: {1}"),
        ["definition-id-invalid"] = new("定义编号“{0}”无效：只能用字母、数字、点、横线和下划线，最多 {1} 个字符。", "Expected an id of letters, digits, dots, dashes and underscores, at most {1} characters, but got '{0}'."),
        ["definition-flow-unknown"] = new("目录中没有流程 {0}。", "Expected a flow of the catalogue, but there is no '{0}'."),
        ["definition-department-unknown"] = new("没有部门 {0}。", "Expected a known department, but '{0}' is none."),
        ["definition-region-unknown"] = new("没有区县 {0}。", "Expected a known county, but '{0}' is none."),
        ["flow-taken"] = new("流程 {0} 的通用定义编号应为 {0}，不能用 {1}；请修改目录流程代码，或作为区县版本建立。", "Expected the common definition of flow '{0}' to bear its name, but it is '{1}'. Choose another flow, or make it a county's own."),
        ["flow-differs"] = new("该定义属于流程 {0}，内容却写明属于“{1}”。", "Expected content for flow '{0}', but it says it is for '{1}'."),
        ["change-note-required"] = new("请填写修改说明。", "Expected a change note, but it is empty."),
        ["review-comment-required"] = new("请填写退回意见。", "Expected a comment, but it is empty."),
        ["retire-reason-required"] = new("请填写停用理由。", "Expected a reason, but it is empty."),
        ["text-too-long"] = new("文字最多 {0} 个字符。", "Expected a text of at most {0} characters, but it is longer."),
        ["nothing-changed"] = new("内容与第 {0} 版相同，没有可发布的修改。", "Expected a change, but the content is that of version {0}."),
        ["base-moved"] = new("流程定义 {0} 已发布第 {1} 版，请先合并再送审。", "Expected the draft to know the latest version of '{0}', but version {1} was published meanwhile. Merge it first."),
        ["merge-not-newer"] = new("{0} 第 {1} 版不是可合并的版本。", "Expected the latest version of this definition or of its parent, but version {1} of '{0}' is neither."),
        ["effective-past"] = new("日期 {0} 早于今天（{1}）。", "Expected today ({1}) or a later day, but got {0}."),
        ["effective-before-last"] = new("生效日期 {0} 早于已发布版本的生效日期 {1}。", "Expected a day not before that of the version published earlier ({1}), but got {0}."),
        ["comparison-outdated"] = new("流程定义 {0} 的对照内容已变化，请重新查看差异后再批准。", "Expected approval of the comparison as it is now, but the content of '{0}' has changed. Look at the difference again."),
        ["review-approved-already"] = new("流程定义 {0} 的送审版本已批准。", "Expected the review of '{0}' to be open, but it is approved."),
        ["approval-required"] = new("流程定义 {0} 尚未经第二人批准，不能发布。", "Expected a second person's approval of '{0}', but there is none."),
        ["version-retired"] = new("第 {0} 版自 {1} 起已停用。", "Expected version {0} to be in use, but it is retired from {1} on."),
        ["nothing-to-merge"] = new("流程定义 {0} 没有可合并的新版本。", "Expected a newer version to take into '{0}', but there is none."),
        ["version-immutable"] = new("{0} 第 {1} 版已发布，不能删除；可以停用。", "Expected a draft, but version {1} of '{0}' is published: it is never deleted. Retire it instead."),
        ["definition-busy"] = new("流程定义 {0} 正在被其他人修改，请稍后再试。", "Expected to change definition '{0}', but others changed it each time. Try again."),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    public static string In(string culture, Rejection rejection) =>
        Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : rejection.Message;

    /// <summary>For the shell around the decider, which finds some of them itself.</summary>
    public static Rejection Reject(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
