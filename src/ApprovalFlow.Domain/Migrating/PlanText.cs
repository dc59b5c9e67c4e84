using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>Every refusal of a migration plan, by code, in both languages.</summary>
public static class PlanText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["plan-unknown"] = new("没有迁移方案 {0}。", "Expected a migration plan '{0}', but there is none."),
        ["plan-exists"] = new("迁移方案 {0} 已存在。", "Expected no plan '{0}' yet, but there is one."),
        ["plan-not-administrator"] = new("{0}不是管理员，不能拟定、签批或执行迁移方案。", "Expected an administrator, but {0} is none."),
        ["plan-author-signs"] = new("{0}参与了方案拟定，不能签批：迁移须由第二人签批。", "Expected a second person to sign, but {0} took part in drawing the plan up."),
        ["plan-undo-same-person"] = new("{0}提出了撤销迁移，须由第二人签批。", "Expected a second person to sign the undoing, but {0} asked for it."),
        ["plan-reason-required"] = new("请填写理由。", "Expected a reason, but it is empty."),
        ["plan-text-too-long"] = new("文字最多 {0} 个字符。", "Expected a text of at most {0} characters, but it is longer."),
        ["plan-batch-size"] = new("每批件数应在 1 到 {0} 之间。", "Expected a batch of 1 to {0} cases, but it is not."),
        ["plan-no-cases"] = new("请至少选择一件办件和它的来源版本。", "Expected at least one case and its version, but there is none."),
        ["plan-too-many-cases"] = new("方案含 {0} 件，最多 {1} 件，请分几个方案。", "Expected at most {1} cases in one plan, but there are {0}. Make several plans."),
        ["plan-case-twice"] = new("办件 {0} 重复。", "Expected each case once, but '{0}' is there twice."),
        ["plan-version-unknown"] = new("流程定义 {0} 没有已发布的第 {1} 版。", "Expected version {1} of definition '{0}' to be published, but it is not."),
        ["plan-same-version"] = new("来源与目标都是第 {0} 版。", "Expected another version than the one gone over to, but both are version {0}."),
        ["plan-stage"] = new("迁移方案 {0} 现为“{1}”，不能这样做。", "Expected plan '{0}' to stand where this can be done, but it is {2}."),
        ["plan-dry-run-required"] = new("请先对方案 {0} 试算。", "Expected a dry run of plan '{0}', but there is none."),
        ["plan-dry-run-outdated"] = new("方案 {0} 的试算结果已变化，请重新查看。", "Expected the dry run of plan '{0}' as it is now, but it has changed. Look at it again."),
        ["plan-nothing-to-migrate"] = new("方案 {0} 中没有可迁移的办件。", "Expected at least one case of plan '{0}' that can go over, but there is none."),
        ["plan-nothing-to-undo"] = new("方案 {0} 没有已迁移的办件。", "Expected cases of plan '{0}' that went over, but there are none."),
        ["plan-signed-already"] = new("迁移方案 {0} 已由{1}签批。", "Expected plan '{0}' to wait for a signature, but {1} has signed it."),
        ["plan-busy"] = new("迁移方案 {0} 正在被其他人修改，请稍后再试。", "Expected to change plan '{0}', but others changed it each time. Try again."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<PlanStage, Localized> Stages = new Dictionary<PlanStage, Localized>
    {
        [PlanStage.Draft] = new("拟定中", "being drawn up"), [PlanStage.Submitted] = new("待签批", "waiting for a signature"), [PlanStage.Signed] = new("已签批", "signed"), [PlanStage.Running] = new("迁移中", "running"),
        [PlanStage.Stopped] = new("已暂停", "stopped"), [PlanStage.Finished] = new("已完成", "finished"), [PlanStage.UndoAsked] = new("撤销待签批", "waiting for a signature to be undone"),
        [PlanStage.Undoing] = new("撤销中", "being undone"), [PlanStage.UndoStopped] = new("撤销已暂停", "stopped while being undone"), [PlanStage.Undone] = new("已撤销", "undone"), [PlanStage.Discarded] = new("已作废", "discarded"),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    public static Localized StageText(PlanStage stage) => Stages[stage];

    public static string In(string culture, Rejection rejection) => Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : rejection.Message;

    /// <summary>For the shell around the decider, which finds some of them itself.</summary>
    public static Rejection Reject(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}
