using System.CommandLine;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Creates accounts where there are no demo users: the first one of an installation, and those after it.</summary>
internal static class UserVerb
{
    private const int ShortestPassword = 10;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "User name: letters, digits, dot and dash." };
        var zh = new Option<string?>("--display-zh") { Description = "Name shown in Chinese (default: NAME)." };
        var en = new Option<string?>("--display-en") { Description = "Name shown in English (default: NAME)." };
        var mandate = new Option<string[]>("--mandate") { Description = $"ROLE, ROLE@DEPARTMENT or ROLE@DEPARTMENT/REGION (* for none); may be given several times. Roles: {string.Join(", ", Roles.All)}.", Required = true, AllowMultipleArgumentsPerToken = true };
        var sqlite = new Option<FileInfo?>("--sqlite") { Description = "The SQLite file (default: approvalflow.db)." };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL database." };
        var workflows = Cli.WorkflowsOption();
        var add = ExamplesHelp.With(
            new Command("add", "Creates an account. The password is read from standard input: one line, at least ten characters with upper case, lower case and a digit.") { name, zh, en, mandate, sqlite, postgres, workflows },
            "user add admin --mandate administrator --sqlite approvalflow.db < password.txt", "user add window-1 --display-zh 一号窗口 --mandate window-clerk@dept-fgw < password.txt");
        add.SetAction(async (parse, cancellation) => (int)await AddAsync(
            parse.GetValue(name)!, parse.GetValue(zh), parse.GetValue(en), parse.GetValue(mandate)!, parse.GetValue(sqlite), parse.GetValue(postgres), parse.GetValue(workflows), cancellation));
        return ExamplesHelp.With(new Command("user", "Accounts.") { add }, "user add admin --mandate administrator < password.txt");
    }

    private static async Task<ExitCode> AddAsync(string name, string? zh, string? en, string[] mandates, FileInfo? sqlite, string? postgres, DirectoryInfo? workflows, CancellationToken cancellation)
    {
        if (Cli.Workflows(workflows) is not { } folder || Cli.Catalogue(folder) is not { } catalogue) return ExitCode.NotFound;
        var password = await Console.In.ReadLineAsync(cancellation) ?? "";
        List<string> problems = [];
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) problems.Add($"Expected a user name of ASCII letters, digits, dots and dashes, but got '{name}'.");
        if (password.Length < ShortestPassword || !password.Any(char.IsUpper) || !password.Any(char.IsLower) || !password.Any(char.IsDigit))
            problems.Add($"Expected a password of at least {ShortestPassword} characters with upper case, lower case and a digit on standard input, but the line read does not fit.");
        var granted = mandates.Select(m => Parse(m, catalogue, problems)).OfType<Mandate>().ToList();
        if (problems.Count > 0)
        {
            foreach (var problem in problems) Console.Error.WriteLine(problem);
            return ExitCode.Failed;
        }

        var services = new ServiceCollection();
        services.AddApprovalFlow(af => (postgres is not null ? af.UsePostgres(postgres) : af.UseSqlite($"Data Source={sqlite?.FullName ?? "approvalflow.db"}")).AddWorkflowsFrom(folder));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync(cancellation);
        var normalized = name.ToUpperInvariant();
        if (await context.Users.AnyAsync(u => u.NormalizedUserName == normalized, cancellation))
        {
            Console.Error.WriteLine($"Expected user name '{name}' to be free, but there is such an account.");
            return ExitCode.Failed;
        }
        var account = new UserAccount { UserName = name, NormalizedUserName = normalized, DisplayNameZh = zh ?? name, DisplayNameEn = en ?? name, LockoutEnabled = true, SecurityStamp = Guid.NewGuid().ToString("N") };
        account.PasswordHash = new PasswordHasher<UserAccount>().HashPassword(account, password);
        account.Mandates.AddRange(granted.Select(m => new UserMandate { UserId = account.Id, Role = m.Role, DepartmentId = m.DepartmentId, Region = m.Region }));
        context.Users.Add(account);
        await context.SaveChangesAsync(cancellation);
        Console.WriteLine($"Account '{name}' created with {granted.Count} mandate{(granted.Count == 1 ? "" : "s")}.");
        return ExitCode.Ok;
    }

    private static Mandate? Parse(string text, ApprovalCatalogue catalogue, List<string> problems)
    {
        var at = text.Split('@', 2);
        var limits = at.Length == 2 ? at[1].Split('/', 2) : [];
        string? Limit(int i) => limits.Length > i && limits[i] is not ("" or "*") ? limits[i] : null;
        var mandate = new Mandate(at[0], Limit(0), Limit(1));
        var before = problems.Count;
        if (!Roles.All.Contains(mandate.Role)) problems.Add($"Expected a role, but got '{mandate.Role}'. Roles: {string.Join(", ", Roles.All)}.");
        if (mandate.DepartmentId is { } department && catalogue.Department(department) is null) problems.Add($"Expected a department of the catalogue such as 'dept-fgw', but there is no '{department}'.");
        if (mandate.Region is { } region && !catalogue.Counties.Any(c => c.Code == region)) problems.Add($"Expected a division code of the catalogue such as '140105', but there is no '{region}'.");
        return problems.Count == before ? mandate : null;
    }
}
