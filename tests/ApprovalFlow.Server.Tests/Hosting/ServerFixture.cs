using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Server.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Hosting;

[CollectionDefinition(Name)]
public sealed class ServerCollection : ICollectionFixture<ServerFixture>
{
    public const string Name = "server";
}

/// <summary>The whole server on a database file of its own, with the demo users signed in once each.</summary>
public sealed partial class ServerFixture : IDisposable
{
    /// <summary>A bureau that pulls the feed.</summary>
    internal const string FeedReceiver = "bureau";

    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-server").FullName;
    private readonly Dictionary<string, HttpClient> signedIn = [];
    private int applications;

    public ServerFixture() : this(null)
    {
    }

    /// <summary>A server whose clock a test moves.</summary>
    internal ServerFixture(TimeProvider? time) : this(time, _ => { })
    {
    }

    /// <param name="more">What else is to be different.</param>
    internal ServerFixture(TimeProvider? time, Action<IWebHostBuilder> more)
    {
        FirstStart.CopyTo(folder, first =>
        {
            using (var factory = Build(first, new ManualTimeProvider(FirstStart.At), _ => { }))
                factory.Services.GetRequiredService<ApprovalCatalogue>();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        });
        Factory = Build(folder, time, more);
    }

    private static WebApplicationFactory<Program> Build(string folder, TimeProvider? time, Action<IWebHostBuilder> more) => new WebApplicationFactory<Program>().WithWebHostBuilder(host => more(host
        .ConfigureTestServices(services =>
        {
            if (time is not null)
                services.AddSingleton(time);
        })
        .UseEnvironment("Development")
        .UseSetting("ApprovalFlow:ConnectionString", $"Data Source={Path.Combine(folder, "test.db")}")
        .UseSetting("ApprovalFlow:Keys", Path.Combine(folder, "keys"))
        .UseSetting("ApprovalFlow:Feed:Receivers:0:Name", FeedReceiver)
        .UseSetting("ApprovalFlow:Feed:Receivers:0:Secret", Feeding.Bureau.Secret)
        .UseSetting("Logging:LogLevel:Default", "Warning")));

    public WebApplicationFactory<Program> Factory { get; }

    public IServiceProvider Services => Factory.Services;
    public ApprovalCatalogue Catalogue => Services.GetRequiredService<ApprovalCatalogue>();

    /// <remarks>On a real port the factory's client would follow redirects by itself.</remarks>
    public HttpClient Anonymous() => Factory.ClientOptions.BaseAddress.IsDefaultPort ? Factory.CreateClient(new() { AllowAutoRedirect = false })
        : new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Factory.ClientOptions.BaseAddress };

    /// <summary>A client signed in through the page, as a person signs in.</summary>
    public async Task<HttpClient> AsAsync(string userName)
    {
        lock (signedIn)
            if (signedIn.TryGetValue(userName, out var known))
                return known;
        var client = Anonymous();
        var answer = await PostFormAsync(client, SignIn.Path, "sign-in", new() { ["Form.UserName"] = userName, ["Form.Password"] = DemoUsers.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("/");
        lock (signedIn)
            return signedIn[userName] = client;
    }

    /// <summary>Answers with this status; a page that is not for somebody may also send them elsewhere.</summary>
    internal async Task ShouldAnswerAsync(string user, HttpStatusCode status, params string[] paths)
    {
        foreach (var path in paths)
        {
            var answer = await (await AsAsync(user)).GetAsync(path);
            if (path.StartsWith("/api", StringComparison.Ordinal) || status == HttpStatusCode.OK)
                answer.StatusCode.ShouldBe(status, path);
            else
                answer.StatusCode.ShouldBeOneOf([HttpStatusCode.Redirect, HttpStatusCode.Forbidden], path);
        }
    }

    /// <summary>Everybody signs in again: a session does not last over a day.</summary>
    internal void SignOut()
    {
        lock (signedIn)
            signedIn.Clear();
    }

    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string path, string handler, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = await TokenAsync(client, path);
        fields["_handler"] = handler;
        return await client.PostAsync(path, new FormUrlEncodedContent(fields));
    }

    public static async Task<string> TokenAsync(HttpClient client, string path) =>
        Token().Match(await client.GetStringAsync(path)).Groups[1].Value;

    /// <summary>An application that the domain accepts, as a client sends it. No two are alike, or the engine would raise a card for a repeated one while a test looks on.</summary>
    public Dictionary<string, object?> Application(string flowCode)
    {
        var flow = Catalogue.Flow(flowCode)!;
        var command = SampleApplication.Register("-", "-", flow, Catalogue.Item(flow.ItemCode)!);
        command = command with { Applicant = command.Applicant with { Name = $"{command.Applicant.Name}{Interlocked.Increment(ref applications)}" } };
        return new()
        {
            ["flowCode"] = flowCode, ["applicant"] = command.Applicant, ["form"] = command.Form, ["materials"] = command.Materials, ["countyCode"] = command.CountyCode,
        };
    }

    /// <summary>Registers a case and answers its number.</summary>
    public async Task<string> RegisterAsync(string flowCode, string? applicant = null)
    {
        var application = Application(flowCode);
        application["applicantAccount"] = applicant;
        var answer = await (await AsAsync("window")).PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
    }

    /// <summary>Publishes a flow's definition with some steps changed: by activity id, the members to set. New cases begin on it.</summary>
    public async Task PublishAsync(string flowCode, params (string Activity, string Member, JsonNode? Value)[] changes)
    {
        var store = Services.GetRequiredService<IDefinitionStore>();
        var path = Directory.EnumerateFiles(ApprovalFlow.Testing.Repository.Path("workflows", "definitions"), flowCode + ".json", SearchOption.AllDirectories).Single();
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        foreach (var (activity, member, value) in changes)
            json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == activity)![member] = value?.DeepClone();
        var definition = WorkflowDefinition.Load(json.ToJsonString(), flowCode).Definition!;
        await store.PublishAsync([new(definition.ContentHash, flowCode, definition.DefinitionId, definition.Name, json.ToJsonString(), DateTimeOffset.UnixEpoch, "test")]);
    }

    /// <summary>An input of a definition that is said outright.</summary>
    public static JsonNode Literal(string value) => new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    /// <summary>The open task of an activity.</summary>
    public async Task<string> OpenTaskAsync(string caseNumber, string activityId) =>
        (await (await AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{caseNumber}")).GetProperty("tasks").EnumerateArray()
        .Single(t => t.GetProperty("activityId").GetString() == activityId && t.GetProperty("status").GetString() == "open").GetProperty("taskId").GetString()!;

    public void Dispose()
    {
        foreach (var client in signedIn.Values)
            client.Dispose();
        Factory.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Leftovers.Delete(folder);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

internal static class Answers
{
    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    public static MediaTypeHeaderValue Json { get; } = new("application/json");
}
