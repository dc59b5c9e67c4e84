using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    /// <summary>No definition needs more steps by one person in a row; a loop of such steps stops here.</summary>
    private const int MostRepeats = 20;

    /// <summary>相同审批人自动跳过: a step that opened because somebody agreed passes by itself when the definition says so and the same person may agree to it.</summary>
    /// <remarks>Nothing passes that asks for values, that several people sign, or that the person may not decide: separation of duties comes first.
    /// What was agreed to in another's name is not repeated.</remarks>
    private static Rejection? PassRepeated(CaseState before, CaseCommand.CompleteTask command, CaseContext context, CaseBurst burst)
    {
        var from = command.TaskId;
        for (var passed = 0; passed < MostRepeats; passed++)
        {
            if (burst.State.IsClosed || burst.State.Task(from) is not { CompletedBy: { For: null } by } done || Attitudes.Of(done.StepType, done.Outcome!) != Attitude.Agrees) return null;
            if (burst.State.OpenTasks.FirstOrDefault(t => before.Task(t.TaskId) is null && Repeats(burst.State, t, command.By, context)) is not { } next) return null;
            var outcome = AgreeingOutcome(next)!;
            var completion = new TaskCompletion(next, Stamp(burst.State, command.By, next.Candidate), outcome, null, new Dictionary<string, object?>());
            burst.Add(Completed(completion, data: null) with { Repeats = from });
            foreach (var consequence in Consequences.Of(completion, burst.State, context, burst.Today)) burst.Add(consequence);
            if (burst.Resume(next.BookmarkId, outcome) is { } refused) return refused;
            from = next.TaskId;
        }
        return null;
    }

    private static bool Repeats(CaseState state, CaseTask task, Actor by, CaseContext context) =>
        context.Graph.PropertyAt(PathOf(state, task), HumanInputs.SkipRepeated) is { ValueKind: JsonValueKind.True }
        && !task.IsPersonal && state.Round(task.BookmarkId) is null
        && AgreeingOutcome(task) is { } outcome && !TaskForms.For(task.ActivityType).FieldsFor(outcome).Any(f => f.IsRequiredFor(outcome)) && !TaskForms.For(task.ActivityType).RequiresComment(outcome)
        && MissingOf(FieldRights.At(context.Graph, PathOf(state, task)), state.Form, state.Materials, context.Item) is null
        && TaskAccess.NotEligible(state, task, by, context.Item, context.DutyRules) is null;

    private static string? AgreeingOutcome(CaseTask task) => task.Outcomes.FirstOrDefault(o => Attitudes.Of(task.StepType, o) == Attitude.Agrees);
}
