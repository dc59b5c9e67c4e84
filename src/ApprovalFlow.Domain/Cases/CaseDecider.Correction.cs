using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>驳回补正, straight back to the returner: the step keeps waiting while the applicant corrects the papers; its branches go on.</summary>
public static partial class CaseDecider
{
    /// <summary>The definition says that a correction asked for at this step comes straight back to it, not through acceptance again.</summary>
    private static bool ComesBack(CaseState state, CaseTask task, CaseContext context) =>
        state.Round(task.BookmarkId) is null && context.Graph.PropertyAt(task.Path, HumanInputs.Resubmission) is { ValueKind: JsonValueKind.String } rule && rule.GetString() == HumanInputs.BackToReturner;

    private static void AskForCorrection(CaseTask task, CaseContext context, CaseBurst burst)
    {
        var drawn = context.Graph.Activities.FirstOrDefault(a => a.TypeName == TaskTypes.Correction);
        var limit = drawn is null ? null : NumberAt(context.Graph, drawn.Path, "limitDays");
        burst.Add(new CaseEvent.TaskOpened(AnotherTaskId(burst.State, task), task.BookmarkId, "correction", TaskTypes.Correction, "申请人补正", "Correction by applicant", new Candidate(WindowClerk, context.Item.DepartmentId))
        {
            LimitDays = limit, Due = limit is { } days ? context.Due(burst.Today, days) : null,
            Outcomes = task.StepOutcomes.Contains(Outcomes.Withdraw) ? [Outcomes.Resubmit, Outcomes.Withdraw] : [Outcomes.Resubmit],
        });
    }

    /// <summary>The corrected papers go to the one who asked for them.</summary>
    private static Rejection? BackToReturner(CaseTask correction, CaseTask returner, IReadOnlyDictionary<string, object?> form, CaseContext context, CaseBurst burst)
    {
        if (form.Count > 0 && burst.Run(new WorkflowCommand.AddInput(form)) is { } refused) return refused;
        burst.Add(new CaseEvent.TaskOpened(AnotherTaskId(burst.State, correction), returner.BookmarkId, returner.ActivityId, returner.ActivityType, returner.NameZh, returner.NameEn, returner.Candidate)
        {
            LimitDays = returner.LimitDays, Counted = returner.Counted, Due = returner.LimitDays is { } days ? context.Due(burst.Today, days) : null, Outcomes = returner.Outcomes, Person = returner.CompletedBy!.Holder,
        });
        return null;
    }

    private static string AnotherTaskId(CaseState state, CaseTask task)
    {
        for (var number = 2; ; number++)
            if ($"{state.CaseNumber}-{task.Context}r{PlainJson.Text(number)}" is var id && !state.HasTask(id)) return id;
    }

    private static double? NumberAt(WorkflowGraph graph, string path, string input) =>
        graph.PropertyAt(path, input) is { ValueKind: JsonValueKind.Object } wrapped && wrapped.TryGetProperty("expression", out var expression)
            && expression.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
