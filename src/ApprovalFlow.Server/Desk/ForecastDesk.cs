using System.Security.Claims;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Server.Desk;

/// <summary>What comes next, for pages and endpoints alike: of a case that is under way, and of an application before it is handed in.</summary>
public sealed class ForecastDesk(CaseDesk cases, CommandProcessor processor, DefinitionCatalog definitions, CaseCalendar calendar, TimeProvider time)
{
    /// <summary>Null when there is no such case, or none for this person.</summary>
    public async Task<CaseForecast?> OfCaseAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await cases.FindAsync(user, caseNumber, cancellation) is not null && await processor.LookAsync(caseNumber, cancellation) is { } look
            ? CaseForecast.Of(look.State, look.Context)
            : null;

    /// <summary>Null when nothing is published for the flow.</summary>
    public async Task<CaseForecast?> OfApplicationAsync(string flowCode, IReadOnlyDictionary<string, object?> form, string? countyCode, CancellationToken cancellation = default) =>
        await definitions.FindInForceAsync(flowCode, OfficeHours.DayOf(time.GetUtcNow()), countyCode, cancellation) is { } definition
            ? CaseForecast.Of(definition.Graph, new Dictionary<string, object?>(form) { ["countyCode"] = countyCode, ["flowCode"] = flowCode, ["itemCode"] = definition.Item.Code }, time.GetUtcNow(), calendar.Due)
            : null;
}
