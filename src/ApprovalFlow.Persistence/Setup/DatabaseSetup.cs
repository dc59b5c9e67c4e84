using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Persistence.Setup;

/// <summary>Brings the database to what this version of the program needs.</summary>
public sealed partial class DatabaseSetup(
    IDbContextFactory<ApprovalFlowContext> contexts, LifeProcessor lives, WorkflowFolder workflows, ActivityRegistry activities, CalendarNotices calendars, ILogger<DatabaseSetup> logger)
{
    private const string ImportedCatalogue = "imported-catalogue";

    /// <summary>Migrates, and publishes the catalogue's definitions when their files changed. Doing it again changes nothing and costs little.</summary>
    /// <exception cref="InvalidDataException">A definition file is broken: every problem is named, and nothing is published.</exception>
    public async Task PrepareAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // The account that the server works with may not change tables: it asks before it tries.
        if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
            await context.Database.MigrateAsync(cancellation);
        await calendars.LearnAsync(cancellation);
        var files = workflows.ReadDefinitions();
        var fingerprint = DefinitionFile.Fingerprint(files);
        var imported = await context.Settings.SingleOrDefaultAsync(s => s.Name == ImportedCatalogue, cancellation);
        var alone = await context.Definitions.AsNoTracking().Where(d => !context.DefinitionLives.Any(l => l.DefinitionId == d.DefinitionId)).ToListAsync(cancellation);
        if (imported?.Value == fingerprint && alone.Count == 0)
            return;
        Check(files);
        var published = await lives.PublishFilesAsync(files, alone.ConvertAll(DefinitionStore.Published), cancellation);
        if (imported is null)
            context.Settings.Add(imported = new() { Name = ImportedCatalogue });
        imported.Value = fingerprint;
        await context.SaveChangesAsync(cancellation);
        LogPublished(published, files.Count, workflows.Path);
    }

    private void Check(IReadOnlyList<DefinitionFile> files)
    {
        List<DefinitionProblem> problems = [];
        foreach (var file in files)
        {
            var load = WorkflowDefinition.Load(file.Json, file.Path);
            problems.AddRange(load.Problems.Concat(load.Readable is { } readable ? Check(readable) : []).Select(p => p with { File = file.Path }));
            if (workflows.Catalogue.Flow(file.FlowCode) is null)
                problems.Add(new("flow-unknown", ProblemSeverity.Error, "$", $"Expected the file to be named after a flow of the catalogue, but there is no flow '{file.FlowCode}'.") { File = file.Path });
        }
        problems.RemoveAll(p => p.Severity != ProblemSeverity.Error);
        if (problems.Count > 0)
            throw new InvalidDataException($"Expected every definition to be sound, but there are {problems.Count} problems; nothing was published.{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
    }

    private IEnumerable<DefinitionProblem> Check(WorkflowDefinition definition)
    {
        var graph = WorkflowGraph.Compile(definition, activities);
        return WorkflowGraph.Validate(graph).Concat(CaseDefinitionRules.Problems(graph));
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Published {Count} of {Files} definitions from {Folder}; the others are published already or were changed by people since")]
    private partial void LogPublished(int count, int files, string folder);
}
