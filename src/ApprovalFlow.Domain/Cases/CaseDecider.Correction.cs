using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>驳回补正, straight back to the returner: the step keeps waiting while the applicant corrects the papers; its branches go on.</summary>
public static partial class CaseDecider
{
    /// <summary>The definition says that a correction asked for at this step comes straight back to it, not through acceptance again.</summary>
    private static bool ComesBack(CaseState state, CaseTask task, CaseContext context) =>
        context.Graph.PropertyAt(task.Path, HumanInputs.Resubmission) is { ValueKind: JsonValueKind.String } rule && rule.GetString() == HumanInputs.BackToReturner;

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
        if (burst.State.Round(returner.BookmarkId) is { } round)
        {
            SignAnew(round, returner, context, burst);
            return null;
        }
        burst.Add(new CaseEvent.TaskOpened(AnotherTaskId(burst.State, correction), returner.BookmarkId, returner.ActivityId, returner.ActivityType, returner.NameZh, returner.NameEn, returner.Candidate)
        {
            LimitDays = returner.LimitDays, Counted = returner.Counted, Due = returner.LimitDays is { } days ? context.Due(burst.Today, days) : null, Outcomes = returner.Outcomes, Person = returner.CompletedBy!.Holder,
        });
        return null;
    }

    /// <summary>Several sign: what they said was about other papers, so each of the step's own signers is asked again; whoever had signed is asked by name.</summary>
    private static void SignAnew(SigningRound round, CaseTask returner, CaseContext context, CaseBurst burst)
    {
        var stem = SignerTasks.StemOf(returner.TaskId);
        var number = 0;
        string Next()
        {
            while (burst.State.HasTask(SignerTasks.IdOf(stem, ++number))) { }
            return SignerTasks.IdOf(stem, number);
        }
        var named = round.Slots.Where(s => s.Kind == SignerKind.Own).Select(s => new NamedSigner(Next(), s.Candidate) { Person = s.Opinion?.By.Holder ?? s.Person, Why = s.Why }).ToList();
        burst.Add(new CaseEvent.SigningOpened(round.BookmarkId, round.Rule, named));
        var step = returner with { Due = returner.LimitDays is { } days ? context.Due(burst.Today, days) : null };
        foreach (var slot in burst.State.Round(round.BookmarkId)!.Ready(o => Attitudes.Of(step.StepType, o)).ToList()) burst.Add(SignerTasks.Open(slot, step));
    }

    /// <summary>One of several signers asks for a correction that comes straight back: the others wait too, because the papers will be others.</summary>
    private static void AskForCorrection(CaseTask task, string bookmarkId, CaseContext context, CaseBurst burst)
    {
        foreach (var open in burst.State.OpenTasks.Where(t => t.BookmarkId == bookmarkId).ToList()) burst.Add(new CaseEvent.TaskCanceled(open.TaskId));
        AskForCorrection(task, context, burst);
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
