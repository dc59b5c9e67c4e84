using System.CommandLine;
using ApprovalFlow.Persistence.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli;

/// <summary>Which database a verb works on.</summary>
internal sealed class DatabaseChoice
{
    private readonly Option<FileInfo?> sqlite = new("--sqlite") { Description = "A SQLite file (default: approvalflow.db)." };
    private readonly Option<string?> postgres = new("--postgres") { Description = "Connection string of a PostgreSQL database." };
    private readonly Option<DirectoryInfo?> workflows = Cli.WorkflowsOption();

    public void AddTo(Command command)
    {
        command.Options.Add(sqlite);
        command.Options.Add(postgres);
        command.Options.Add(workflows);
    }

    /// <summary>The product's services upon the database; null, with a message, when it or the workflows folder is not there.</summary>
    public ServiceProvider? Open(ParseResult parse, string? keys = null, bool mustExist = true)
    {
        if (Cli.Workflows(parse.GetValue(workflows)) is not { } folder)
            return null;
        var (file, server) = (parse.GetValue(sqlite) ?? new FileInfo("approvalflow.db"), parse.GetValue(postgres));
        if (mustExist && server is null && !file.Exists)
        {
            Console.Error.WriteLine($"Expected a database '{file}', but there is none.");
            return null;
        }
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => (server is not null ? af.UsePostgres(server) : af.UseSqlite($"Data Source={file.FullName}")).AddWorkflowsFrom(folder).Configure(o => o.KeyFolder = keys ?? o.KeyFolder));
        return services.BuildServiceProvider();
    }
}
