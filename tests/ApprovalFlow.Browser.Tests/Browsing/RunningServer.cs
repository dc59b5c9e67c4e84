using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>The whole server on a real port and a database file. Stopped and started again on the same file, it is the same installation.</summary>
public sealed class RunningServer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-browser").FullName;
    private WebApplicationFactory<Program> factory;

    private readonly TimeProvider? time;
    private readonly int tickSeconds;
    private readonly IReadOnlyDictionary<string, string> settings;

    /// <param name="settings">Of the configuration, by their full names.</param>
    /// <param name="time">A clock that a test moves; null: the machine's.</param>
    /// <param name="tickSeconds">How often timers and migrations are looked for; a test that does it by itself says an hour.</param>
    public RunningServer(TimeProvider? time = null, int tickSeconds = 2, IReadOnlyDictionary<string, string>? settings = null)
    {
        (this.time, this.tickSeconds, this.settings) = (time, tickSeconds, settings ?? new Dictionary<string, string>());
        FirstStart.CopyTo(folder, first => Stop(Start(Build(first, port: 0, new ManualTimeProvider(FirstStart.At), tickSeconds: 3600, new Dictionary<string, string>()), port: 0)));
        factory = Start(port: 0);
    }

    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => factory.Services;
    public ApprovalCatalogue Catalogue => factory.Services.GetRequiredService<ApprovalCatalogue>();

    /// <summary>Ends the process's host, as a crash or an update would, and begins another on the same file and port.</summary>
    public void Restart()
    {
        var port = Address.Port;
        factory.Dispose();
        factory = Start(port);
    }

    private WebApplicationFactory<Program> Start(int port)
    {
        var started = Start(Build(folder, port, time, tickSeconds, settings), port);
        Address = new Uri(started.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("[::]", "localhost", StringComparison.Ordinal));
        return started;
    }

    private static WebApplicationFactory<Program> Start(WebApplicationFactory<Program> built, int port)
    {
        built.UseKestrel(port);
        built.StartServer();
        return built;
    }

    private static WebApplicationFactory<Program> Build(string folder, int port, TimeProvider? time, int tickSeconds, IReadOnlyDictionary<string, string> settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host => settings.Aggregate(host, (with, setting) => with.UseSetting(setting.Key, setting.Value))
            .ConfigureTestServices(services =>
            {
                if (time is not null)
                    services.AddSingleton(time);
            })
            .UseEnvironment("Development")
            // Without this the host also wants the default port, which anything on the machine may hold.
            .UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}")
            .UseSetting("ApprovalFlow:ConnectionString", $"Data Source={Path.Combine(folder, "browser.db")}")
            .UseSetting("ApprovalFlow:Keys", Path.Combine(folder, "keys"))
            .UseSetting("ApprovalFlow:TimerSeconds", tickSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .UseSetting(WebHostDefaults.ShutdownTimeoutKey, "5")
            .UseSetting("Logging:LogLevel:Default", "Warning"));

    private static void Stop(WebApplicationFactory<Program> factory)
    {
        factory.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public void Dispose()
    {
        Stop(factory);
        Leftovers.Delete(folder);
    }
}
