using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>Inputs that every human approval activity has: whose task it is, how long it may take and what there is to do.</summary>
public static class HumanInputs
{
    public const string Outcomes = "outcomes", AllowedOperations = "allowedOperations", SignerDepth = "signerDepth", SkipRepeated = "skipRepeatedApprover", FieldRights = "fieldRights",
        ReturnSiblings = "returnSiblings", KeepSiblings = "keep", CancelSiblings = "cancel", Resubmission = "resubmission", Restart = "restart", BackToReturner = "back-to-returner";

    internal static IReadOnlyList<InputDescriptor> Shared(IReadOnlyList<Outcome> outcomes) =>
    [
        new("nameZh", "String") { DisplayName = new("中文名称", "Chinese name"), Description = new("待办和流程图上显示的中文名称", "Name shown in inboxes and pictures in Chinese"), Required = true },
        new("nameEn", "String") { DisplayName = new("英文名称", "English name"), Description = new("待办和流程图上显示的英文名称", "Name shown in inboxes and pictures in English"), Required = true },
        new("role", "String") { DisplayName = new("候选角色", "Candidate role"), Description = new("具有此角色的人员可以认领任务", "Holders of this role may claim the task"), UiHint = "role-picker", Required = true, Options = Roles },
        new("departmentId", "String") { DisplayName = new("部门", "Department"), Description = new("只限此部门人员；留空不限", "Limits the task to this department; empty = any"), UiHint = "department-picker" },
        new("region", "String") { DisplayName = new("区县", "Region"), Description = new("只限此区县人员（行政区划代码）；留空不限", "Limits the task to this division code; empty = any"), UiHint = "county-picker" },
        new("limitDays", "Double") { DisplayName = new("时限（工作日）", "Limit (working days)"), Description = new("可为半日；0 为当场办结；留空不限时", "May be halves; 0 = on the spot; empty = no limit"), UiHint = "number" },
        new("clock", "String")
        {
            DisplayName = new("计时", "Clock"), Description = new("是否计入对申请人的承诺时限", "Whether it counts towards the promise to the applicant"), UiHint = "dropdown", DefaultValue = "counted",
            Options = [new("counted", new("计时", "Counted")), new("excluded", new("不计时", "Excluded"))],
        },
        new("duty", "String") { DisplayName = new("职责说明", "Duty"), Description = new("办理人需要做什么", "What the person has to do"), UiHint = "multi-line", IsWrapped = false },
        new(AllowedOperations, "List<String>") { DisplayName = new("允许的操作", "Allowed operations"), Description = new("留空为默认操作", "Empty = the usual ones"), UiHint = "check-list", IsWrapped = false, Options = TaskOperations.Options },
        new(SkipRepeated, "Boolean") { DisplayName = new("相同审批人自动跳过", "Skip a repeated approver"), Description = new("上一步由同一人同意时，本步自动通过并记录", "Passes by itself, recorded as such, when the same person has just agreed to the step before"), UiHint = "checkbox", IsWrapped = false },
        new(SignerDepth, "Double") { DisplayName = new("加签层数", "Depth of added signers"), Description = new("加签人可以再加签的层数；留空为 3", "How many signers may be added one by another; empty = 3"), UiHint = "number", IsWrapped = false },
        new(ReturnSiblings, "String")
        {
            DisplayName = new("退回时的并行分支", "Branches on return"), Description = new("从本环节退回时，此后开出的其他分支继续或取消", "Whether other branches opened since go on or are cancelled when this step is returned"),
            UiHint = "dropdown", DefaultValue = KeepSiblings, IsWrapped = false, Options = [new(KeepSiblings, new("继续", "Go on")), new(CancelSiblings, new("取消", "Cancelled"))],
        },
        new(Resubmission, "String")
        {
            DisplayName = new("补正后", "After correction"), Description = new("补正材料收到后重新受理，或直接回到本环节", "Whether corrected papers are accepted anew or come straight back to this step"),
            UiHint = "dropdown", DefaultValue = Restart, IsWrapped = false, Options = [new(Restart, new("重新受理", "Accept anew")), new(BackToReturner, new("直接回到本环节", "Straight back here"))],
        },
        .. ApproverInputs,
        new(FieldRights, "Object") { DisplayName = new("字段权限", "Field rights"), Description = new("表单项和材料：hidden 不可见、read 只读、write 可填、required 必填；未列出的为只读", "Form fields and papers: hidden, read, write or required; what is not listed is read only"), UiHint = "field-rights", IsWrapped = false },
        new(Outcomes, "List<String>") { DisplayName = new("可选结果", "Outcomes offered"), Description = new("留空为全部；每个结果都应有连线", "Empty = all; each should have a connection"), UiHint = "check-list", Options = outcomes },
    ];

    /// <summary>审批人规则: which of those who have the step's role decide it, and what happens when nobody is found.</summary>
    private static IReadOnlyList<InputDescriptor> ApproverInputs =>
    [
        new(ApproverRule.RuleInput, "String") { DisplayName = new("审批人规则", "Approver rule"), Description = new("留空：由具有候选角色的人员认领", "Empty = holders of the candidate role claim it"), UiHint = "dropdown", Options = ApproverRule.Kinds },
        new(ApproverRule.WhomInput, "String")
        {
            DisplayName = new("审批人", "Approver"),
            Description = new("指定人员：用户名，可多个；指定岗位：岗位代码；部门负责人：部门，留空为本环节部门；表单字段：字段名", "Named persons: user names; a post: its code; head: a department, empty = the step's; form field: its key"),
        },
        new(ApproverRule.LevelsInput, "Double") { DisplayName = new("向上级数", "Levels up"), Description = new("1 为直接上级；留空为 1", "1 = the direct superior; empty = 1"), UiHint = "number" },
        new(ApproverRule.FromInput, "String") { DisplayName = new("从谁向上", "Counted from"), Description = new("留空为上一环节办理人", "Empty = whoever did the step before"), UiHint = "dropdown", Options = ApproverRule.Origins },
        new(ApproverRule.HoldsInput, "String") { DisplayName = new("字段内容", "What the field holds"), Description = new("留空为用户名", "Empty = a user name"), UiHint = "dropdown", Options = ApproverRule.Contents },
        new(ApproverRule.NobodyInput, "String") { DisplayName = new("审批人为空时", "When nobody is found"), Description = new("留空为作为异常上报；绝不自动通过", "Empty = raise an incident; it never passes by itself"), UiHint = "dropdown", Options = ApproverRule.Nobodies },
    ];

    /// <summary>Roles of the service centre.</summary>
    public static IReadOnlyList<Outcome> Roles { get; } =
    [
        new("window-clerk", new("窗口办事员", "Window clerk")),
        new("reviewer", new("审查人员", "Reviewer")),
        new("inspector", new("踏勘人员", "Inspector")),
        new("expert", new("评审专家", "Expert")),
        new("county-clerk", new("县区经办人", "County clerk")),
        new("chief-representative", new("首席代表", "Chief representative")),
        new("city-leader", new("市领导", "City leader")),
        new("issuer", new("制证人员", "Issuer")),
        new("cashier", new("收费人员", "Cashier")),
    ];
}
