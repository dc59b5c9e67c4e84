using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Setup;

/// <summary>Brings the database to what this version of the program needs.</summary>
public sealed partial class DatabaseSetup(
    IDbContextFactory<ApprovalFlowContext> contexts, IDefinitionStore definitions, WorkflowFolder workflows, ActivityRegistry activities, CalendarNotices calendars, TimeProvider time, ILogger<DatabaseSetup> logger)
{
    private const string ImportedCatalogue = "imported-catalogue";

    /// <summary>Migrates, and publishes the catalogue's definitions when their files changed. Doing it again changes nothing and costs little.</summary>
    /// <exception cref="InvalidDataException">A definition file is broken: every problem is named, and nothing is published.</exception>
    public async Task PrepareAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await context.Database.MigrateAsync(cancellation);
        await calendars.LearnAsync(cancellation);
        var files = workflows.ReadDefinitions();
        var fingerprint = DefinitionFile.Fingerprint(files);
        var imported = await context.Settings.SingleOrDefaultAsync(s => s.Name == ImportedCatalogue, cancellation);
        if (imported?.Value == fingerprint)
            return;
        var drafts = Read(files);
        await definitions.PublishAsync(drafts, cancellation);
        if (imported is null)
            context.Settings.Add(imported = new() { Name = ImportedCatalogue });
        imported.Value = fingerprint;
        await context.SaveChangesAsync(cancellation);
        LogPublished(drafts.Count, workflows.Path);
    }

    private List<DefinitionDraft> Read(IReadOnlyList<DefinitionFile> files)
    {
        var at = time.GetUtcNow();
        List<DefinitionDraft> drafts = [];
        List<DefinitionProblem> problems = [];
        foreach (var file in files)
        {
            var load = WorkflowDefinition.Load(file.Json, file.Path);
            problems.AddRange(load.Problems.Concat(load.Definition is { } sound ? Check(sound) : []).Select(p => p with { File = file.Path }));
            if (workflows.Catalogue.Flow(file.FlowCode) is null)
                problems.Add(new("flow-unknown", ProblemSeverity.Error, "$", $"Expected the file to be named after a flow of the catalogue, but there is no flow '{file.FlowCode}'.") { File = file.Path });
            if (load.Definition is { } good)
                drafts.Add(new(good.ContentHash, file.FlowCode, good.DefinitionId, good.Name, file.Json, at, "catalogue"));
        }
        problems.RemoveAll(p => p.Severity != ProblemSeverity.Error);
        return problems.Count == 0 ? drafts
            : throw new InvalidDataException($"Expected every definition to be sound, but there are {problems.Count} problems; nothing was published.{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
    }

    private IEnumerable<DefinitionProblem> Check(WorkflowDefinition definition)
    {
        var graph = WorkflowGraph.Compile(definition, activities);
        return WorkflowGraph.Validate(graph).Concat(CaseDefinitionRules.Problems(graph));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Published {Count} definitions from {Folder}")]
    private partial void LogPublished(int count, string folder);
}
