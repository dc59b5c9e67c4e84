using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>通知: asks the outside to tell somebody something; emits <c>Notify</c> and goes on.</summary>
public sealed class NotifyActivity : ActivityBehavior
{
    public const string TypeName = "Approval.Notify", Emission = "Notify";

    public static ActivityType Type { get; } = new(TypeName, new NotifyActivity())
    {
        Category = ApprovalActivities.Category,
        IsAutomatic = true,
        DisplayName = new("通知", "Notify"),
        Description = new("向申请人或办理人员发送通知，不等待", "Tells the applicant or staff something and does not wait"),
        Icon = "bell",
        Inputs =
        [
            new("audience", "String")
            {
                DisplayName = new("对象", "Audience"), UiHint = "dropdown", DefaultValue = "applicant", Required = true,
                Options = [new("applicant", new("申请人", "Applicant")), new("role", new("角色", "Role"))],
            },
            new("role", "String") { DisplayName = new("角色", "Role"), UiHint = "role-picker", Options = HumanInputs.Roles },
            new("departmentId", "String") { DisplayName = new("部门", "Department"), UiHint = "department-picker" },
            new("titleZh", "String") { DisplayName = new("中文标题", "Chinese title"), Required = true },
            new("titleEn", "String") { DisplayName = new("英文标题", "English title") },
            new("textZh", "String") { DisplayName = new("中文内容", "Chinese text"), UiHint = "multi-line" },
            new("textEn", "String") { DisplayName = new("英文内容", "English text"), UiHint = "multi-line" },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var payload = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var input in Type.Inputs)
            if (context.Given(input) is { } value)
                payload[input.Name] = value;
        context.Emit(Emission, payload);
        context.Complete();
    }
}
