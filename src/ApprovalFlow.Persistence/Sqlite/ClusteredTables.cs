using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>Creates the tables of the hot path WITHOUT ROWID: a row lies in its key's tree, so that a commit touches one page where it would touch two.</summary>
internal sealed class ClusteredTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : Microsoft.EntityFrameworkCore.Migrations.SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    // "journal" is not one of them: its lines are long and arrive in the order of time, so that commits of many cases fill one page after the other.
    private static readonly HashSet<string> Clustered = ["cases", "events", "tasks", "inbox", "timers", "cards", "incidents", "outbox", "commands", "number_series"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (Clustered.Contains(operation.Name))
            builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
