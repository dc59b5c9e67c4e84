using System.Diagnostics;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A throw-away PostgreSQL for this test process, started when first asked for and removed at its end.</summary>
/// <remarks>APPROVALFLOW_TEST_POSTGRES names another server instead: a connection string whose user may create databases.</remarks>
public static class PostgresServer
{
    private static readonly Lazy<string> Started = new(Start);

    private static string? Named => Environment.GetEnvironmentVariable("APPROVALFLOW_TEST_POSTGRES") is { Length: > 0 } named ? named : null;

    public static bool IsAvailable => Named is not null
        || (OperatingSystem.IsLinux() && Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Any());

    public static string ConnectionString => Named ?? Started.Value;

    private static string Start()
    {
        var folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"approvalflow-pg-{Environment.ProcessId}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run("stop", folder);
        return Run("start", folder).Trim();
    }

    private static string Run(string verb, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Repository.Path("tools", "pg.sh"), verb, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Expected PostgreSQL to {verb}, but pg.sh answered {process.ExitCode}: {errors}");
    }
}
