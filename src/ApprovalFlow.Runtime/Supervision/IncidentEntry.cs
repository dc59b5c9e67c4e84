using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Supervision;

/// <summary>An open incident as lists show it: one row that needs no other.</summary>
/// <param name="Sequence">Position of the event that told of it in the case's stream.</param>
/// <param name="ActivityId">Empty: the flow itself.</param>
/// <param name="Stops">The whole case stands still.</param>
public sealed record IncidentEntry(
    string CaseNumber, long Sequence, int Context, string ActivityId, string NameZh, string NameEn, string Message, string? Cause, DateTimeOffset At, bool Stops,
    string FlowCode, string FlowNameZh, string FlowNameEn, string DefinitionHash, string DepartmentId)
{
    private const int MessageLength = 1_000;

    public static IncidentEntry Of(CaseIncident incident, CaseState state, CaseContext context, string departmentId)
    {
        var step = CaseDecider.StepAt(context.Graph, incident.Path);
        return new(
            state.CaseNumber, incident.Sequence, incident.Context, incident.Path[(incident.Path.LastIndexOf(':') + 1)..], step.NameZh, step.NameEn, Short(incident.Message)!, Short(incident.Cause), incident.At, incident.Stops,
            state.FlowCode, context.Flow.NameZh, context.Flow.NameEn, state.DefinitionHash, departmentId);
    }

    /// <summary>The stream keeps it whole; a list does not need more.</summary>
    private static string? Short(string? text) => text is { Length: > MessageLength } ? text[..MessageLength] : text;
}
