using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What codes are called in Chinese; a code that nobody named stays as it is.</summary>
internal static class ChineseNames
{
    private static readonly ActivityRegistry Activities = ApprovalActivities.AddTo(new ActivityRegistry());

    public static string Outcome(CaseTask task, string outcome) =>
        Activities.Find(task.ActivityType)?.Outcomes.FirstOrDefault(o => o.Name == outcome)?.DisplayName.Zh ?? outcome;

    /// <summary>An outcome in both languages.</summary>
    public static Localized Outcome(string activityType, string outcome) => Activities.Find(activityType)?.Outcomes.FirstOrDefault(o => o.Name == outcome)?.DisplayName ?? new(outcome, outcome);

    public static string Result(string result) => CaseResults.Find(result)?.DisplayName.Zh ?? result;
    public static string Operation(string operation) => operation == Tasks.CaseMenu.Retry ? "重新开始故障环节" : operation == Tasks.TaskOperations.Assign ? "指派" : Tasks.TaskOperations.Options.FirstOrDefault(o => o.Name == operation)?.DisplayName.Zh ?? operation;
    public static string Role(string role) => HumanInputs.Roles.FirstOrDefault(r => r.Name == role)?.DisplayName.Zh ?? role;
}
