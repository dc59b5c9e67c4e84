using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Hosting;

/// <summary>Room where the SQLite file lies; a database server watches its own.</summary>
internal sealed class DiskSpace(ServerOptions options)
{
    private readonly string? folder = options.Provider == "Sqlite" ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource)) : null;

    /// <summary>In bytes; null: not here.</summary>
    public long? Free
    {
        get
        {
            try
            {
                return folder is null ? null : new DriveInfo(folder).AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }
}

/// <summary>Degraded when the disk begins to fill, unhealthy when the next checkpoint may not find room.</summary>
internal sealed class DiskHealth(DiskSpace disk) : IHealthCheck
{
    public const long Little = 2L << 30, TooLittle = 200L << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default) => Task.FromResult(Of(disk.Free));

    internal static HealthCheckResult Of(long? free) => free switch
    {
        < TooLittle => HealthCheckResult.Unhealthy($"Expected at least {TooLittle >> 20} MB free for the database, but there are {free >> 20}."),
        < Little => HealthCheckResult.Degraded($"Expected at least {Little >> 20} MB free for the database, but there are {free >> 20}."),
        _ => HealthCheckResult.Healthy(),
    };
}
