using System.CommandLine;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Prints the rights of the account that the server works with.</summary>
internal static class GrantsVerb
{
    public static Command Create()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "postgres or sqlserver." };
        provider.AcceptOnlyFromAmong("postgres", "sqlserver");
        var role = new Argument<string>("ROLE") { Description = "The role (PostgreSQL) or database user (SQL Server); it exists already." };
        var workflows = Cli.WorkflowsOption();
        var command = ExamplesHelp.With(new Command("grants", "Prints SQL that lets a role do what the server does, and never change or remove a row of the journal or the ledger.") { provider, role, workflows },
            "grants postgres approvalflow_server | psql approvalflow");
        command.SetAction(parse =>
        {
            if (Cli.Workflows(parse.GetValue(workflows)) is not { } folder)
                return (int)ExitCode.NotFound;
            var isPostgres = parse.GetValue(provider) == "postgres";
            var services = new ServiceCollection();
            // The model of the tables is asked, no database.
            services.AddApprovalFlow(af => (isPostgres ? af.UsePostgres("Host=localhost") : af.UseSqlServer("Server=localhost")).AddWorkflowsFrom(folder));
            using var built = services.BuildServiceProvider();
            using var context = built.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContext();
            try
            {
                foreach (var statement in WriterRole.Grants(isPostgres ? DatabaseProvider.Postgres : DatabaseProvider.SqlServer, context, parse.GetValue(role)!))
                    Console.WriteLine(statement + ";");
                return (int)ExitCode.Ok;
            }
            catch (ArgumentException e)
            {
                Console.Error.WriteLine(e.Message);
                return (int)ExitCode.Usage;
            }
        });
        return command;
    }
}
