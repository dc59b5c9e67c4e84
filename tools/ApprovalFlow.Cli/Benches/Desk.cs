using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>People at work: registers cases of a flow and completes whatever task comes next.</summary>
internal sealed class Desk(IServiceProvider services)
{
    private readonly CommandProcessor commands = services.GetRequiredService<CommandProcessor>();
    private readonly ApprovalCatalogue catalogue = services.GetRequiredService<ApprovalCatalogue>();
    private readonly WorkflowFolder folder = services.GetRequiredService<WorkflowFolder>();
    private readonly IDefinitionStore definitions = services.GetRequiredService<IDefinitionStore>();

    public string DefinitionJson(string flowCode) =>
        File.ReadAllText(Directory.EnumerateFiles(Path.Combine(folder.Path, "definitions"), flowCode + ".json", SearchOption.AllDirectories).Single());

    public async Task<string> PublishAsync(string flowCode, string? json = null)
    {
        json ??= DefinitionJson(flowCode);
        var definition = WorkflowDefinition.Load(json, flowCode).Definition ?? throw new InvalidOperationException($"Expected a sound definition of '{flowCode}', but it does not load.");
        await definitions.PublishAsync([new(definition.ContentHash, flowCode, definition.DefinitionId, definition.Name, json, DateTimeOffset.UnixEpoch, "bench")]);
        return definition.ContentHash;
    }

    /// <summary>Registers a case and answers its first task.</summary>
    public async Task<Work> RegisterAsync(string caseNumber, string flowCode, string hash, params IReadOnlyList<string> wanted)
    {
        var flow = catalogue.Flow(flowCode)!;
        return (await SendAsync(caseNumber, SampleApplication.Register(caseNumber, hash, flow, catalogue.Item(flow.ItemCode)!, wanted), []))!;
    }

    /// <summary>Completes a task and answers what is open then; null when the case is closed.</summary>
    public Task<Work?> CompleteAsync(Work work, string? outcome = null)
    {
        var task = work.Open[0];
        return SendAsync(work.CaseNumber, SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, outcome ?? task.Outcomes[0]), work.Open.Skip(1));
    }

    private async Task<Work?> SendAsync(string caseNumber, CaseCommand command, IEnumerable<CaseEvent.TaskOpened> rest) =>
        await commands.ExecuteAsync(caseNumber, command) switch
        {
            CommandResult.Accepted accepted => Next(caseNumber, rest, accepted.Records),
            CommandResult.Rejected rejected => throw new InvalidOperationException($"Expected case '{caseNumber}' to go on, but {rejected.Rejection.Code}: {rejected.Rejection.Message}"),
            _ => null,
        };

    private static Work? Next(string caseNumber, IEnumerable<CaseEvent.TaskOpened> rest, IReadOnlyList<CaseRecord> records)
    {
        // A step may open and end in one command: a case that goes over to another version is accepted there at once.
        var ended = records.Select(r => (r.Event as CaseEvent.TaskCanceled)?.TaskId ?? (r.Event as CaseEvent.TaskCompleted)?.TaskId).ToHashSet();
        List<CaseEvent.TaskOpened> open = [.. rest.Concat(records.Select(r => r.Event).OfType<CaseEvent.TaskOpened>()).Where(t => !ended.Contains(t.TaskId))];
        return open.Count == 0 ? null : new(caseNumber, open);
    }
}

/// <summary>A case with the tasks that are open in it.</summary>
internal sealed record Work(string CaseNumber, IReadOnlyList<CaseEvent.TaskOpened> Open);
