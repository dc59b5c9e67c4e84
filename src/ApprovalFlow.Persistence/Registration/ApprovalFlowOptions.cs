using Microsoft.Extensions.Options;

namespace ApprovalFlow.Persistence.Registration;

public enum DatabaseProvider { Sqlite, Postgres, SqlServer }

/// <summary>What an installation may set; checked when it starts.</summary>
public sealed class ApprovalFlowOptions
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;
    public string ConnectionString { get; set; } = "Data Source=approvalflow.db";
    /// <summary>The folder that holds <c>catalogue/</c>, <c>definitions/</c> and <c>calendars/</c>; looked for at or above the working folder when it is not there.</summary>
    public string WorkflowFolder { get; set; } = "workflows";
    /// <summary>Where the private keys of the ledger lie: a folder that only the server may read, in every backup, never in the database.</summary>
    public string KeyFolder { get; set; } = "keys";
    /// <summary>A timestamping service (RFC 3161) that confirms each page of the ledger; null: none.</summary>
    public Uri? TimestampAuthority { get; set; }
    /// <summary>Cases whose state is kept in memory.</summary>
    public int CachedCases { get; set; } = 2_000;
    /// <summary>How often a command is decided again because another process changed the case meanwhile.</summary>
    public int Retries { get; set; } = 10;
    /// <summary>Commands that one transaction carries at most.</summary>
    public int GroupSize { get; set; } = 128;
}

/// <summary>Names everything wrong with the options at once.</summary>
internal sealed class ApprovalFlowOptionsValidator : IValidateOptions<ApprovalFlowOptions>
{
    public ValidateOptionsResult Validate(string? name, ApprovalFlowOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            failures.Add("Expected a connection string, but it is empty.");
        if (string.IsNullOrWhiteSpace(options.WorkflowFolder))
            failures.Add("Expected a workflow folder, but it is empty.");
        if (string.IsNullOrWhiteSpace(options.KeyFolder))
            failures.Add("Expected a key folder, but it is empty.");
        if (options.Provider == DatabaseProvider.Sqlite && options.ConnectionString.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            failures.Add("Expected SQLite to write to a file, but the connection string says ':memory:': every connection would see another database.");
        if (options.CachedCases < 1)
            failures.Add($"Expected CachedCases to be at least 1, but it is {options.CachedCases}.");
        if (options.Retries is < 0 or > 100)
            failures.Add($"Expected Retries to be from 0 to 100, but it is {options.Retries}.");
        if (options.GroupSize is < 1 or > 1_000)
            failures.Add($"Expected GroupSize to be from 1 to 1000, but it is {options.GroupSize}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
