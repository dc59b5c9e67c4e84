using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class MonitorApi
{
    public static void MapMonitor(this IEndpointRouteBuilder api)
    {
        var monitor = api.MapGroup("/monitor").WithTags("Monitor").RequireAuthorization(Policies.Watchers).ProducesProblem(StatusCodes.Status403Forbidden);

        monitor.MapGet("/", (MonitorDesk desk, CancellationToken cancellation) => desk.OverviewAsync(cancellation))
            .Produces<MonitorOverview>().WithName("GetMonitor").WithSummary("Open work, overdue tasks, incidents and timers, in all and by flow.");

        monitor.MapGet("/flows/{flowCode}", async (string flowCode, string? version, MonitorDesk desk, CancellationToken cancellation) => await desk.FlowAsync(flowCode, version, cancellation) is { } flow
                ? Results.Ok(flow) : Refusals.Problem("flow-unknown", $"Expected flow '{flowCode}' to have a published definition{(version is null ? "" : $" '{version}'")}, but it has none."))
            .Produces<FlowMonitor>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetFlowMonitor").WithSummary("Where the cases of one flow wait, by step of one version (its content hash).");

        monitor.MapGet("/incidents", (string? flow, string? after, int? take, IncidentQuery query, CancellationToken cancellation) =>
                query.ListAsync(new() { FlowCode = flow, After = after, Take = Math.Clamp(take ?? 20, 1, 100) }, cancellation))
            .Produces<IncidentPage>().WithName("ListIncidents").WithSummary("Steps that could not go on and wait for an administrator, youngest first. One is begun anew with `POST /api/cases/{caseNumber}/operations/retry`.");
    }
}
