using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Desk;

/// <summary>流程监控: how the flows run, for those who draw and publish them. The page and the API show the same.</summary>
public sealed class MonitorDesk(WorkBoardQuery board, IncidentQuery incidents, TimerQuery timers, DefinitionQuery definitions, ApprovalCatalogue catalogue)
{
    private const int Listed = 20;

    public async Task<MonitorOverview> OverviewAsync(CancellationToken cancellation = default)
    {
        var now = await board.CurrentAsync(cancellation);
        var broken = await incidents.CountsAsync(cancellation);
        var steps = now.Steps.ToLookup(s => s.FlowCode);
        var versions = now.Versions.ToLookup(v => v.FlowCode);
        var flows = steps.Select(g => g.Key).Concat(now.Versions.Where(v => v.Open > 0).Select(v => v.FlowCode)).Concat(broken.Keys).Distinct()
            .Select(code => Load(code, [.. steps[code]], [.. versions[code]], broken.GetValueOrDefault(code)));
        return new(now.At, now.Versions.Sum(v => v.Open), now.Steps.Sum(s => s.Open), now.Steps.Sum(s => s.Overdue), broken.Values.Sum(), await timers.CountsAsync(cancellation),
            [.. flows.OrderByDescending(f => f.Incidents > 0).ThenByDescending(f => f.Overdue).ThenByDescending(f => f.OpenTasks).ThenBy(f => f.FlowCode, StringComparer.Ordinal)]);
    }

    /// <param name="hash">The version to show; null: the one with the most open cases.</param>
    /// <returns>Null when the flow, or that version of it, does not exist.</returns>
    public async Task<FlowMonitor?> FlowAsync(string flowCode, string? hash = null, CancellationToken cancellation = default)
    {
        var all = await definitions.VersionsAsync(flowCode, cancellation);
        if (catalogue.Flow(flowCode) is null || all.Count == 0 || hash is not null && all.All(v => v.Hash != hash))
            return null;
        var now = await board.CurrentAsync(cancellation);
        var loads = now.Versions.Where(v => v.FlowCode == flowCode).ToDictionary(v => v.DefinitionHash);
        List<VersionRow> versions = [.. all.Select(v => new VersionRow(v.Hash, v.Version, v.Region, v.IsCurrent, v.EffectiveFrom, loads.GetValueOrDefault(v.Hash)?.Open ?? 0, loads.GetValueOrDefault(v.Hash)?.Closed ?? 0))];
        var shown = hash ?? versions.OrderByDescending(v => v.Open).ThenByDescending(v => v.IsCurrent).First().Hash;
        return new(now.At, flowCode, versions, shown, (await definitions.FindByHashAsync(shown, cancellation))!.Json, [.. now.Steps.Where(s => s.DefinitionHash == shown)],
            (await incidents.ListAsync(new() { FlowCode = flowCode, Take = Listed }, cancellation)).Rows, await timers.NextAsync(flowCode, Listed, cancellation));
    }

    private FlowLoad Load(string code, IReadOnlyList<WaitingStep> steps, IReadOnlyList<VersionLoad> versions, int broken)
    {
        var flow = catalogue.Flow(code);
        return new(code, flow?.NameZh ?? code, flow?.NameEn ?? code, flow is null ? null : catalogue.Item(flow.ItemCode)?.DepartmentId,
            versions.Sum(v => v.Open), versions.Count(v => v.Open > 0), steps.Sum(s => s.Open), steps.Sum(s => s.Overdue), steps.Count == 0 ? null : steps.Min(s => s.Oldest), broken);
    }
}

/// <param name="At">When it was counted.</param>
public sealed record MonitorOverview(DateTimeOffset At, int OpenCases, int OpenTasks, int Overdue, int Incidents, TimerCounts Timers, IReadOnlyList<FlowLoad> Flows);

/// <param name="Versions">How many versions have open cases.</param>
/// <param name="Oldest">Since when the task that waits longest is open.</param>
public sealed record FlowLoad(string FlowCode, string NameZh, string NameEn, string? DepartmentId, int OpenCases, int Versions, int OpenTasks, int Overdue, DateTimeOffset? Oldest, int Incidents);

/// <param name="Json">The version that is shown, in Elsa 3's format.</param>
/// <param name="Steps">Steps of that version at which somebody is waited for.</param>
public sealed record FlowMonitor(
    DateTimeOffset At, string FlowCode, IReadOnlyList<VersionRow> Versions, string Shown, string Json, IReadOnlyList<WaitingStep> Steps, IReadOnlyList<IncidentRow> Incidents, IReadOnlyList<TimerRow> Timers);

public sealed record VersionRow(string Hash, int Version, string? Region, bool IsCurrent, DateOnly? EffectiveFrom, int Open, int Closed);
