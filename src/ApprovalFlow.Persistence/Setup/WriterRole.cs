using ApprovalFlow.Persistence.Registration;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Setup;

/// <summary>The rights of the account that the server works with: it adds to the journal and can never change or remove what lies there. The owner of the tables migrates, and nobody works with it.</summary>
/// <remarks>SQLite has no accounts; there triggers refuse the same (migration <c>Ledgers</c>).</remarks>
public static class WriterRole
{
    /// <summary>What is the truth: only ever appended to.</summary>
    public static IReadOnlyList<string> AppendOnly { get; } = ["journal", "ledger_pages", "ledger_leaves", "ledger_timestamps", "feed"];

    /// <summary>The statements that give an existing role, or database user, what the server needs. Giving them again changes nothing.</summary>
    /// <exception cref="ArgumentException">The name is not one that needs no quoting, or the provider has no accounts.</exception>
    public static IReadOnlyList<string> Grants(DatabaseProvider provider, ApprovalFlowContext context, string role)
    {
        if (role.Length is 0 or > 63 || !role.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') || char.IsAsciiDigit(role[0]))
            throw new ArgumentException($"Expected a role's name of small letters, digits and underscores, but got '{role}'.", nameof(role));
        var tables = context.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return provider switch
        {
            DatabaseProvider.Postgres =>
            [
                $"GRANT USAGE ON SCHEMA public TO {role}",
                .. tables.Except(AppendOnly).Select(t => $"GRANT SELECT, INSERT, UPDATE, DELETE ON \"{t}\" TO {role}"),
                .. AppendOnly.Select(t => $"REVOKE UPDATE, DELETE, TRUNCATE ON \"{t}\" FROM {role}"),
                .. AppendOnly.Select(t => $"GRANT SELECT, INSERT ON \"{t}\" TO {role}"),
                $"GRANT SELECT ON \"__EFMigrationsHistory\" TO {role}",
                $"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
            ],
            DatabaseProvider.SqlServer =>
            [
                .. tables.Except(AppendOnly).Select(t => $"GRANT SELECT, INSERT, UPDATE, DELETE ON [{t}] TO [{role}]"),
                .. AppendOnly.Select(t => $"GRANT SELECT, INSERT ON [{t}] TO [{role}]"),
                .. AppendOnly.Select(t => $"DENY UPDATE, DELETE ON [{t}] TO [{role}]"),
                $"GRANT SELECT ON [__EFMigrationsHistory] TO [{role}]",
            ],
            _ => throw new ArgumentException("Expected PostgreSQL or SQL Server: SQLite has no accounts, its triggers refuse changes of the journal.", nameof(provider)),
        };
    }
}
