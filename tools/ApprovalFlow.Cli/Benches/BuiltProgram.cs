using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Release builds of the other programs, for benches that run them as they are run.</summary>
internal static class BuiltProgram
{
    /// <summary>Builds what changed since: an old build would be measured for the new one.</summary>
    /// <param name="project">Folder below the repository.</param>
    public static string Find(string project, string dll)
    {
        var root = Path.GetDirectoryName(Cli.Workflows(null) ?? throw new InvalidOperationException("Expected to run below a workflows folder, but there is none."))!;
        var program = Path.Combine(root, project, "bin", "Release", "net10.0", dll);
        Console.Error.WriteLine($"building {project} …");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Path.Combine(root, project), "-c", "Release", "--nologo", "-v", "q"]) { RedirectStandardOutput = true })!;
        build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return File.Exists(program) ? program : throw new InvalidOperationException($"Expected {project} to build, but it did not: dotnet build -c Release {project}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
