using ApprovalFlow.Engine.Activities;
namespace ApprovalFlow.Domain.Approvers;

/// <summary>What is wrong with an approver rule, by a stable code, in both languages.</summary>
public sealed record ApproverProblem(string Code, IReadOnlyList<string> Arguments)
{
    private static readonly Dictionary<string, Localized> Templates = new()
    {
        ["approver-word-unknown"] = new("“{0}”应为 {2} 之一，现为“{1}”。", "Expected '{0}' to be one of {2}, but it is '{1}'."),
        ["approver-levels-invalid"] = new("上级级数应为 1 至 10 的整数，现为 {0}。", "Expected a whole number of levels from 1 to 10, but it is {0}."),
        ["approver-missing-argument"] = new("“{1}”规则应写明对象（approver）。", "Expected rule '{0}' to say whom it means (approver), but it does not."),
        ["approver-field-unknown"] = new("申请表没有“{0}”这一项，不能据此确定审批人。", "Expected a field of the item's form to find the approver by, but there is no '{0}'."),
        ["approver-nobody"] = new("按规则找不到审批人：{0}。", "Expected the rule to find somebody, but: {0}."),
    };

    internal static IReadOnlyCollection<string> Codes => Templates.Keys;

    public Localized Text => new(string.Format(System.Globalization.CultureInfo.InvariantCulture, Templates[Code].Zh, [.. Arguments]), string.Format(System.Globalization.CultureInfo.InvariantCulture, Templates[Code].En, [.. Arguments]));
}
