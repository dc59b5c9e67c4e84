using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Which version of its flow a case runs on: the one in force on the day on which it is accepted.</summary>
public static partial class CaseDecider
{
    /// <summary>The day on which a command would accept the case, so that the version in force then can be looked up; null when it does not accept.</summary>
    public static DateOnly? AcceptanceDay(CaseState state, CaseCommand command, DateTimeOffset now)
    {
        if (command is not CaseCommand.CompleteTask { Outcome: Outcomes.Accept } complete || state.AcceptedAt is not null || state.DeemedAcceptedOn is not null) return null;
        if (state.OpenTasks.FirstOrDefault(t => t.TaskId == complete.TaskId) is not { StepType: TaskTypes.Accept }) return null;
        return complete.Data?.GetValueOrDefault(TaskForms.VoucherDate) is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var dated) ? dated : OfficeHours.DayOf(now);
    }

    private static Rejection? CompleteInForce(CaseState state, CaseCommand.CompleteTask command, CaseContext context, CaseBurst burst)
    {
        if (context.InForce is not { } next || AcceptanceDay(state, command, context.Now) is null) return CompleteAndPass(state, command, context, burst);
        // What the version it is pinned to would refuse is refused, and what does not yet accept the case changes nothing.
        var trial = new CaseBurst(state, context);
        if (CompleteAndPass(state, command, context, trial) is { } refused) return refused;
        if (trial.State.AcceptedAt is null)
        {
            burst.Append(trial);
            return null;
        }

        if (burst.Begin(next, trial.Records.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().First()) is { } impossible) return impossible;
        if (burst.State.OpenTasks.FirstOrDefault(t => t.StepType == TaskTypes.Accept) is not { } task) return null;
        // Where the new version gives acceptance to somebody else, it is theirs now.
        var before = burst.State.Copy();
        var acceptance = new CaseBurst(before, next);
        if (CompleteAndPass(before, command with { TaskId = task.TaskId }, next, acceptance) is null) burst.Append(acceptance);
        return null;
    }

    private static Rejection? CompleteAndPass(CaseState state, CaseCommand.CompleteTask command, CaseContext context, CaseBurst burst) =>
        Complete(state, command, context, burst) ?? PassRepeated(state, command, context, burst);

    /// <summary>What a flow is started with.</summary>
    internal static WorkflowCommand.Start StartOf(CaseState state) => StartOf(state.CaseNumber, state.FlowCode, state.ItemCode, state.Applicant!.Kind, state.CountyCode, state.Form);

    internal static WorkflowCommand.Start StartOf(CaseEvent.CaseRegistered e) => StartOf(e.CaseNumber, e.FlowCode, e.ItemCode, e.Applicant.Kind, e.CountyCode, e.Form);

    private static WorkflowCommand.Start StartOf(string caseNumber, string flowCode, string itemCode, string applicantKind, string? countyCode, IReadOnlyDictionary<string, object?> form) => new(caseNumber)
    {
        Input = new Dictionary<string, object?>(form)
        {
            ["caseNumber"] = caseNumber, ["countyCode"] = countyCode, ["flowCode"] = flowCode, ["itemCode"] = itemCode, ["applicantKind"] = applicantKind,
        },
    };
}
