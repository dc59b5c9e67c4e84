using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ApprovalFlow.Persistence.Backups;

/// <summary>PostgreSQL's own programs, which know how to copy a database better than anybody else.</summary>
internal static class PostgresProgram
{
    /// <exception cref="IOException">It is not installed, or it refuses.</exception>
    public static async Task RunAsync(string program, string connectionString, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        // Never on the command line: everybody on the machine can read that.
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = connection.Database;
        if (connection.Username is { } user)
            start.Environment["PGUSER"] = user;
        if (connection.Password is { } password)
            start.Environment["PGPASSWORD"] = password;
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var errors = await process.StandardError.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
                if (process.ExitCode != 0)
                    throw new IOException($"Expected {program} to succeed, but it ended with {process.ExitCode}: {errors.Trim()}");
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception e)
        {
            throw new IOException($"Expected PostgreSQL's program '{program}' on the search path, but: {e.Message}", e);
        }
    }
}
