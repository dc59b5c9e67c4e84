using System.Globalization;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Incidents: what could not go on is begun anew by an administrator who has seen to its cause.</summary>
public static partial class CaseDecider
{
    /// <summary>Once the flow has stopped at an incident, nothing moves it but an administrator; everything that does not move it goes on.</summary>
    private static Rejection? Stopped(CaseState state, CaseCommand command) =>
        state.IsStopped && command is (CaseCommand.CompleteTask or CaseCommand.ReturnToPrevious or CaseCommand.ReturnToStep or CaseCommand.TakeBack or CaseCommand.Withdraw or CaseCommand.FireTimer)
            ? StoppedAt(state)
            : null;

    private static Rejection StoppedAt(CaseState state) => Reject("case-stopped", state.CaseNumber, state.Incidents is [var first, ..] ? first.Message : "");

    private static Rejection? RetryIncident(CaseState state, CaseCommand.RetryIncident command, CaseContext context, CaseBurst burst)
    {
        if (MayRetry(state, command.By) is { } refused) return refused;
        if (ReasonFor(command.Reason) is { } missing) return missing;
        if (state.Incidents.FirstOrDefault(i => i.Context == command.Context && i.Context > 0) is not { } incident)
            return Reject("incident-unknown", state.CaseNumber, command.Context.ToString(CultureInfo.InvariantCulture));
        burst.Add(new CaseEvent.IncidentRetried(Stamp(state, command.By, Administrators), incident.Context, StepAt(context.Graph, incident.Path), command.Reason.Trim()));
        return burst.Run(new WorkflowCommand.Retry(incident.Context));
    }

    internal static Rejection? MayRetry(CaseState state, Actor by) => state.IsClosed ? Closed(state) : NotAdministrator(state, by, CaseMenu.Retry);

    /// <summary>What the definition calls the activity at a path; the path itself where it has none.</summary>
    public static StepName StepAt(WorkflowGraph graph, string path) =>
        graph.ActivityAt(path) is { } activity ? StepAt(graph, activity) : new(path, path, path);
}
