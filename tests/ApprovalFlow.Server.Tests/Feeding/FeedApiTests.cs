using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Receiver;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Feeding;

/// <summary>A bureau that pulls, over the server's own interface.</summary>
[Collection(ServerCollection.Name)]
public sealed class FeedApiTests(ServerFixture server)
{
    private async Task<HttpResponseMessage> GetAsync(string path, string? secret = Bureau.Secret, string name = ServerFixture.FeedReceiver, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(FeedSignature.Receiver, name);
        if (secret is not null)
            request.Headers.Add(FeedSignature.Header, FeedSignature.Of(secret, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes($"GET {path}")));
        return await server.Anonymous().SendAsync(request, until);
    }

    [Fact]
    public async Task Feed_should_be_for_whoever_signs_the_address_with_the_shared_secret()
    {
        (await GetAsync("/api/feed?after=0")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/feed?after=0", secret: null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/api/feed?after=0", secret: new string('x', 40))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/api/feed?after=0", name: "nobody")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("admin")).GetAsync("/api/feed?after=0")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>("/api/feed/receivers"))[0].GetProperty("state").GetString().ShouldBe("pull");
        (await (await server.AsAsync("window")).GetAsync("/api/feed/receivers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("supervisor")).PostAsync("/api/feed/receivers/nobody/resume", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await server.AsAsync("auditor")).GetAsync("/feed")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pulled_copy_should_hold_every_case_with_its_chain_and_agree_on_the_time()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        using var bureau = new Bureau(TimeProvider.System);
        var puller = new Puller(server.Anonymous(), new("http://localhost"), ServerFixture.FeedReceiver, Bureau.Secret, bureau.Intake, TimeProvider.System);
        // The worker numbers what was stored as soon as it hears of it.
        while (bureau.Copy.HeadOf(number).Last == 0)
        {
            (await puller.PullAsync()).ShouldNotBeNull().Error.ShouldBeNull();
            (await GetAsync($"/api/feed?after={bureau.Copy.Have}&wait=5")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        // Other tests share this server and work fast: that a bureau asks about it is right.
        string[] faults = ["chain", "rewritten", "cut", "disagreement", Anomaly.Unfitting];
        bureau.Copy.Findings().Where(f => faults.Contains(f.Kind)).ShouldBeEmpty();
        bureau.Copy.All().Select(e => e.Number).ShouldBe(Enumerable.Range(1, (int)bureau.Copy.Have).Select(n => (long)n));
        Reckoner.Records(bureau.Copy.Stream(number)).Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Streamed_events_should_go_on_behind_the_number_that_was_seen()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        using var bureau = new Bureau(TimeProvider.System);
        using var answer = await GetAsync("/api/feed/events?after=0", until: HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (bureau.Copy.HeadOf(number).Last == 0)
        {
            var id = (await lines.ReadLineAsync())!;
            (await lines.ReadLineAsync()).ShouldBe("event: batch");
            var signature = (await lines.ReadLineAsync())!["data: ".Length..];
            var body = Encoding.UTF8.GetBytes((await lines.ReadLineAsync())!["data: ".Length..]);
            (await lines.ReadLineAsync()).ShouldBe("");
            bureau.Intake.Take(body, signature).ShouldSatisfyAllConditions(r => r.Error.ShouldBeNull(), r => r.Have.ShouldBe(long.Parse(id["id: ".Length..], System.Globalization.CultureInfo.InvariantCulture)));
        }
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed/events") { Headers = { { FeedSignature.Receiver, ServerFixture.FeedReceiver }, { "Last-Event-ID", "1" } } };
        request.Headers.Add(FeedSignature.Header, FeedSignature.Of(Bureau.Secret, TimeProvider.System.GetUtcNow(), "GET /api/feed/events"u8));
        using var again = await server.Anonymous().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var rest = new StreamReader(await again.Content.ReadAsStreamAsync());
        for (var i = 0; i < 3; i++) await rest.ReadLineAsync();
        FeedBatch.Read(Encoding.UTF8.GetBytes((await rest.ReadLineAsync())!["data: ".Length..])).Entries[0].Number.ShouldBe(2);
    }
}
