using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>联合踏勘: several departments see the same site once; the lead convenes and concludes.</summary>
public sealed class JointInspectionActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("JointInspection", new("联合踏勘", "Joint inspection"),
        new("一家牵头、多家响应、按期踏勘、缺席默认、资料共享", "One department leads, the others attend once; absence counts as consent"), "map-users",
        Outcomes.Opinion("踏勘合格", "Pass", "踏勘不合格", "Fail"),
        new InputDescriptor("participants", "List<String>") { DisplayName = new("参加部门", "Departments attending"), Description = new("除牵头部门外参加的部门", "Those besides the lead"), UiHint = "department-list" },
        new InputDescriptor("absenceMeansConsent", "Boolean") { DisplayName = new("缺席默认", "Absence is consent"), Description = new("缺席部门视为同意", "An absent department is deemed to agree"), UiHint = "checkbox", DefaultValue = true });
}
