using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>How long an event is on its way: server and receiver as processes of their own, applications handed in over HTTP, from the command's instant until the entry is stored at the other end.</summary>
internal static partial class FeedBench
{
    private const string Flow = "GSJ-001-A", Name = "bench", Secret = "a secret for one run of the bench";
    private const int EventsPerSecond = 500, Seconds = 20, Clients = 8;
    /// <summary>Of the accounts that a server makes in Development, and shows there.</summary>
    private const string User = "window", Password = "Demo-2026-pass";

    public static Bench Instance { get; } = new("feed", "From a command to the receiver's file at 500 events a second: two processes, SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var catalogue = database.Services.GetRequiredService<ApprovalCatalogue>();
        var folder = Directory.CreateTempSubdirectory("approvalflow-bench-feed-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "secret"), Secret);
            var store = Path.Combine(folder, "feed.db");
            using var receiver = new Program("tools/ApprovalFlow.Receiver", "approvalflow-receiver.dll", "--listen",
                ["run", "--name", Name, "--secret", Path.Combine(folder, "secret"), "--store", store, "--workflows", Cli.Workflows(null)!], []);
            using var source = new Program("src/ApprovalFlow.Server", "ApprovalFlow.Server.dll", "--urls", [], new()
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ApprovalFlow__Provider"] = server is null ? "Sqlite" : "Postgres", ["ApprovalFlow__ConnectionString"] = database.ConnectionString, ["ApprovalFlow__Workflows"] = Cli.Workflows(null)!,
                ["ApprovalFlow__Keys"] = Path.Combine(folder, "keys"), ["Logging__LogLevel__Default"] = "Error", ["ApprovalFlow__Messages__Sms__Mode"] = "off", ["ApprovalFlow__Messages__Mail__Mode"] = "off",
                ["ApprovalFlow__Feed__Receivers__0__Name"] = Name, ["ApprovalFlow__Feed__Receivers__0__Secret"] = Secret, ["ApprovalFlow__Feed__Receivers__0__Url"] = new Uri(receiver.Address, "/feed").ToString(),
            });
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = source.Address };
            await source.AnswersAsync(http, "/health/ready");
            await SignInAsync(http);
            var next = 0;
            // What compiles at the first request is not what is measured.
            for (var i = 0; i < 50; i++)
                await RegisterAsync(http, catalogue, Interlocked.Increment(ref next));
            using var there = new HttpClient { BaseAddress = receiver.Address };
            await CaughtUpAsync(there);

            Console.Error.WriteLine($"{(server is null ? "SQLite" : "PostgreSQL")}: {Seconds * scale:0} seconds …");
            var (began, clock, events) = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), Stopwatch.StartNew(), 0L);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
            {
                while (clock.Elapsed.TotalSeconds < Seconds * scale)
                {
                    var sent = Interlocked.Add(ref events, await RegisterAsync(http, catalogue, Interlocked.Increment(ref next)));
                    if (sent / (double)EventsPerSecond - clock.Elapsed.TotalSeconds is > 0 and var ahead)
                        await Task.Delay(TimeSpan.FromSeconds(ahead));
                }
            })));
            var took = clock.Elapsed.TotalSeconds;
            await CaughtUpAsync(there);
            var lags = Lags(store, began);
            double At(double share) => lags[Math.Min(lags.Count - 1, (int)(lags.Count * share))];
            var name = server is null ? "SQLite" : "PostgreSQL";
            return
            [
                new($"{name}: events", events / took, "1/s", $"about {EventsPerSecond}", events / took >= EventsPerSecond * 0.8),
                new($"{name}: entries measured", lags.Count, ""),
                new($"{name}: from the command to the receiver's file, p50", At(0.5), "ms"),
                new($"{name}: … p99", At(0.99), "ms", "under 1000", At(0.99) < 1_000),
                new($"{name}: … slowest", lags[^1], "ms"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SignInAsync(HttpClient http)
    {
        var token = Token().Match(await http.GetStringAsync("/sign-in")).Groups[1].Value;
        var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["_handler"] = "sign-in", ["Form.UserName"] = User, ["Form.Password"] = Password }));
        if ((int)answer.StatusCode != 302)
            throw new InvalidOperationException($"Expected '{User}' to be let in, but the server answered {(int)answer.StatusCode}.");
    }

    /// <returns>How many events it led to.</returns>
    private static async Task<long> RegisterAsync(HttpClient http, ApprovalCatalogue catalogue, int number)
    {
        var flow = catalogue.Flow(Flow)!;
        var sample = SampleApplication.Register("-", "-", flow, catalogue.Item(flow.ItemCode)!);
        var answer = await http.PostAsJsonAsync("/api/cases", new { flowCode = Flow, applicant = sample.Applicant with { Name = $"{sample.Applicant.Name}{number}" }, form = sample.Form, materials = sample.Materials, countyCode = sample.CountyCode });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt64();
    }

    private static async Task CaughtUpAsync(HttpClient receiver)
    {
        for (var (same, last) = (0, -1L); same < 5;)
        {
            var status = await receiver.GetFromJsonAsync<JsonElement>("/status");
            var (have, head) = (NumberOf(status, "have"), NumberOf(status, "head"));
            (same, last) = have == last && have >= head && have > 0 ? (same + 1, have) : (0, have);
            await Task.Delay(200);
        }
    }

    private static long NumberOf(JsonElement status, string name) => long.TryParse(status.GetProperty(name).ToString(), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static List<double> Lags(string store, long since)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT received - at FROM entries WHERE at >= $since ORDER BY 1";
        command.Parameters.AddWithValue("$since", since);
        using var reader = command.ExecuteReader();
        List<double> lags = [];
        while (reader.Read())
            lags.Add(reader.GetDouble(0));
        return lags;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    /// <summary>A program of ours on a free port.</summary>
    private sealed class Program : IDisposable
    {
        private readonly Process process;

        public Program(string project, string dll, string addressOption, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
        {
            var file = BuiltProgram.Find(project, dll);
            Address = new($"http://127.0.0.1:{BuiltProgram.FreePort()}");
            var start = new ProcessStartInfo("dotnet", [file, .. arguments, addressOption, Address.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(file)! };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public Uri Address { get; }

        public async Task AnswersAsync(HttpClient http, string path)
        {
            for (var clock = Stopwatch.StartNew(); ;)
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"Expected the program to run, but it ended with code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}.");
                try
                {
                    if ((await http.GetAsync(path)).IsSuccessStatusCode)
                        return;
                }
                catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromMinutes(2))
                {
                }
                await Task.Delay(100);
            }
        }

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
