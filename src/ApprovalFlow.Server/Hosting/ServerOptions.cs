using ApprovalFlow.Server.Logs;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Section <c>ApprovalFlow</c> of the configuration. What is wrong is said at start, all of it at once.</summary>
public sealed class ServerOptions
{
    public const string Section = "ApprovalFlow";

    /// <summary>Sqlite, Postgres or SqlServer.</summary>
    public string Provider { get; set; } = "Sqlite";
    public string ConnectionString { get; set; } = "Data Source=approvalflow.db";
    /// <summary>Folder with catalogue, calendars and definitions; looked for at or above the working folder.</summary>
    public string Workflows { get; set; } = "workflows";
    /// <summary>The zone in which days begin and end.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";
    /// <summary>How often due timers are looked for, in seconds.</summary>
    public int TimerSeconds { get; set; } = 2;
    /// <summary>Folder with the private keys that sign the ledger. Only the server may read it; it belongs into every backup, and never into the database.</summary>
    public string Keys { get; set; } = "keys";
    /// <summary>Days after which the ledger's key is changed.</summary>
    public int KeyDays { get; set; } = 365;
    /// <summary>Address of a timestamping service (RFC 3161) that confirms each page of the ledger; empty: none.</summary>
    public string TimestampAuthority { get; set; } = "";
    /// <summary>Program of a Chromium that prints reports to PDF; empty: the first one on the search path. Without any, reports are pages that people print themselves.</summary>
    public string Browser { get; set; } = "";
    /// <summary>json: a line of JSON for each entry of the log, which names nobody; text: for people at a screen. Empty: text in Development, else json.</summary>
    public string LogFormat { get; set; } = "";
    /// <summary>Create and show the demo accounts; honoured in Development only.</summary>
    public bool DemoUsers { get; set; }

    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Provider is not ("Sqlite" or "Postgres" or "SqlServer"))
            problems.Add($"Expected {Section}:Provider to be Sqlite, Postgres or SqlServer, but it is '{Provider}'.");
        if (string.IsNullOrWhiteSpace(ConnectionString))
            problems.Add($"Expected {Section}:ConnectionString to be given, but it is empty.");
        if (string.IsNullOrWhiteSpace(Workflows))
            problems.Add($"Expected {Section}:Workflows to name a folder, but it is empty.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            problems.Add($"Expected {Section}:TimeZone to be a known time zone, but '{TimeZone}' is not.");
        if (TimerSeconds is < 1 or > 3600)
            problems.Add($"Expected {Section}:TimerSeconds between 1 and 3600, but it is {TimerSeconds}.");
        if (string.IsNullOrWhiteSpace(Keys))
            problems.Add($"Expected {Section}:Keys to name a folder, but it is empty.");
        if (KeyDays is < 1 or > 3650)
            problems.Add($"Expected {Section}:KeyDays between 1 and 3650, but it is {KeyDays}.");
        if (TimestampAuthority.Length > 0 && !(Uri.TryCreate(TimestampAuthority, UriKind.Absolute, out var authority) && authority.Scheme is "http" or "https"))
            problems.Add($"Expected {Section}:TimestampAuthority to be an address beginning with http, but it is '{TimestampAuthority}'.");
        if (Browser.Length > 0 && !File.Exists(Browser))
            problems.Add($"Expected {Section}:Browser to name the program of a browser, but there is no '{Browser}'.");
        if (LogFormat is not ("" or LogSetup.Json or LogSetup.Text))
            problems.Add($"Expected {Section}:LogFormat to be {LogSetup.Json} or {LogSetup.Text}, but it is '{LogFormat}'.");
        if (Provider == "Postgres" && ConnectionString.Replace(" ", "", StringComparison.Ordinal).Contains("IncludeErrorDetail=true", StringComparison.OrdinalIgnoreCase))
            problems.Add($"Expected {Section}:ConnectionString without 'Include Error Detail': the log would repeat what people entered.");
        return problems;
    }
}
