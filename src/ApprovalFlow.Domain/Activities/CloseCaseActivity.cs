using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>办结: closes the case with a result; emits <c>CloseCase</c>.</summary>
public sealed class CloseCaseActivity : ActivityBehavior
{
    public const string TypeName = "Approval.CloseCase", Emission = "CloseCase", ResultInput = "result", ClosedAsOutput = "closedAs";

    public static ActivityType Type { get; } = new(TypeName, new CloseCaseActivity())
    {
        Category = ApprovalActivities.Category,
        IsAutomatic = true,
        IsConclusion = true,
        DisplayName = new("办结", "Close case"),
        Description = new("以某一结果办结", "Ends the case with a result"),
        Icon = "archive",
        Inputs =
        [
            new(ResultInput, "String")
            {
                DisplayName = new("结果", "Result"), Description = new("流程的一种结果", "One of the flow's outcomes"), UiHint = "dropdown", Required = true, Options = CaseResults.All,
            },
        ],
        Outputs = [new(ClosedAsOutput, "String") { DisplayName = new("办结结果", "Closed as") }],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Text(ResultInput) is not { Length: > 0 } result)
        {
            context.Fault($"Expected '{context.ActivityId}' to have a result, but it is empty.");
            return;
        }
        context.SetOutput(ClosedAsOutput, result);
        context.Emit(Emission, new Dictionary<string, object?> { [ResultInput] = result });
        context.Complete();
    }
}
