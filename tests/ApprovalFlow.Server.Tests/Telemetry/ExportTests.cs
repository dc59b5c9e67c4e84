using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Runtime.Telemetry;
using ApprovalFlow.Server.Telemetry;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Tests.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Telemetry;

/// <summary>Spans and figures are the process's, not one server's: while they are read, no other server works.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>What a collector gets from the whole server, by the bytes that arrived.</summary>
[Collection(AloneCollection.Name)]
public sealed class ExportTests
{
    private const string Name = "欧阳测试", Phone = "13912345678", IdNumber = "91350100M000100Y43", Comment = "附言内容不得外传";

    private static ServerFixture Server(Uri collector, params (string Name, string Value)[] settings) => new(new OfficeTime(), host =>
    {
        host.UseSetting("ApprovalFlow:Telemetry:Endpoint", collector.ToString()).UseSetting("ApprovalFlow:Telemetry:IntervalSeconds", "1").UseSetting("ApprovalFlow:Telemetry:Headers", "x-collector-key=opensesame");
        foreach (var (name, value) in settings)
            host.UseSetting(name, value);
    });

    /// <summary>A case from its registration to its end; the registration is part of a trace of the caller's.</summary>
    private static async Task<(string CaseNumber, string Trace)> WorkAsync(ServerFixture server)
    {
        var (trace, application) = (ActivityTraceId.CreateRandom().ToHexString(), server.Application("GSJ-001-A"));
        application["applicant"] = new { kind = "enterprise", name = Name, idNumber = IdNumber, phone = Phone };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(application) };
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        var answer = await (await server.AsAsync("window")).SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Return" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await server.FinishAsync(number, Comment);
        return (number, trace);
    }

    [Fact]
    public async Task Case_should_be_seen_from_request_to_message_and_feed_and_name_nobody()
    {
        await using var collector = await Collector.StartAsync();
        using var server = Server(collector.Address, ("ApprovalFlow:Feed:Receivers:1:Name", "bureau-push"), ("ApprovalFlow:Feed:Receivers:1:Secret", Feeding.Bureau.Secret), ("ApprovalFlow:Feed:Receivers:1:Url", new Uri(collector.Address, "/feed").ToString()));
        var (number, trace) = await WorkAsync(server);

        List<ReceivedSpan> Mine() => [.. collector.Spans.Where(s => s.Trace == trace)];
        ReceivedSpan? Sent() => collector.Spans.FirstOrDefault(s => s.Name == "message.send" && s.Tags["approvalflow.subject"] == number);
        bool Fed() => Mine() is var mine && collector.Spans.Any(s => s.Name == "feed.push" && s.Links.Intersect(mine.Select(m => m.Id)).Any());
        await Wait.UntilAsync(() => Mine().Any(s => s.Scope == "Microsoft.AspNetCore") && Sent() is { } sent && collector.Spans.Count(s => s.Trace == sent.Trace) > 5 && Fed() && collector.Points.Any(p => p.Name == "approvalflow.ledger.age"),
            () => string.Join(", ", collector.Spans.Select(s => s.Name).Distinct()) + $" and {collector.Points.Select(p => p.Name).Distinct().Count()} figures");

        // The tree: a request leads to a command, that to a decision and a commit.
        var spans = collector.Spans.ToList();
        ReceivedSpan Below(ReceivedSpan parent, string name) => spans.Find(s => s.Name == name && s.Parent == parent.Id && s.Trace == parent.Trace)
            ?? throw new Xunit.Sdk.XunitException($"Expected a span {name} below {parent.Name}, but there is none: {string.Join(", ", spans.Where(s => s.Trace == parent.Trace).Select(s => s.Name))}");
        ReceivedSpan Above(ReceivedSpan child) => spans.Find(s => s.Id == child.Parent && s.Trace == child.Trace) ?? throw new Xunit.Sdk.XunitException($"Expected a span above {child.Name}, but there is none.");
        var request = Mine().Single(s => s.Parent == "00f067aa0ba902b7");
        request.Name.ShouldBe("POST /api/cases/");
        request.Tags["http.response.status_code"].ShouldBe("201");
        var command = Below(request, "command");
        command.Tags["approvalflow.kind"].ShouldBe("register");
        command.Tags["approvalflow.subject"].ShouldBe(number);
        Below(command, "command.decide");
        Below(Below(command, "journal.append"), "journal.transaction").Tags["approvalflow.outcome"].ShouldBe("stored");
        // And a delivery to a message, whichever of the case's commands it was.
        var sent = Sent()!;
        sent.Tags["approvalflow.channel"].ShouldBe("sms");
        var (delivery, asking) = (Above(sent), Above(Above(sent)));
        (delivery.Name, asking.Name).ShouldBe(("outbox.deliver", "command"));
        Above(asking).Name.ShouldStartWith("POST /api/");
        spans.Last(s => s.Name == "feed.push").Tags["approvalflow.outcome"].ShouldBe("confirmed");
        request.Service["service.name"].ShouldBe("approvalflow");
        collector.Headers.ShouldAllBe(h => h == "opensesame");

        // The figures.
        ReceivedPoint Last(string name, params (string Tag, string Value)[] tags) => collector.Points.Last(p => p.Name == name && tags.All(t => p.Tags.GetValueOrDefault(t.Tag) == t.Value));
        Last("approvalflow.commands", ("kind", "register"), ("outcome", "accepted")).Value.ShouldBeGreaterThanOrEqualTo(1);
        Last("approvalflow.commands", ("kind", "complete-task"), ("outcome", "refused"), ("code", "comment-required")).Value.ShouldBeGreaterThanOrEqualTo(1);
        foreach (var name in new[] { "approvalflow.command.duration", "approvalflow.commit.size", "approvalflow.commit.wait", "approvalflow.commit.duration", "approvalflow.outbox.deliveries", "approvalflow.message.attempts", "approvalflow.feed.deliveries", "approvalflow.sign_ins",
            "approvalflow.outbox.waiting", "approvalflow.timers.late", "approvalflow.tasks.open", "approvalflow.messages.waiting", "approvalflow.feed.lag", "approvalflow.ledger.age", "approvalflow.engine.silence", "approvalflow.disk.free", "http.server.request.duration" })
            collector.Points.ShouldContain(p => p.Name == name, name);

        // Nothing that is not in the contract, and nobody's name.
        foreach (var point in collector.Points.Where(p => p.Scope == Instruments.Name))
            point.Tags.Keys.ShouldBeSubsetOf(Instruments.All.Where(i => i.Name == point.Name && i.What == point.Kind && i.Unit == point.Unit).ShouldHaveSingleItem().Tags, point.Name);
        foreach (var span in collector.Spans.Where(s => s.Scope == Instruments.Name))
            span.Tags.Keys.ShouldBeSubsetOf(Instruments.All.Where(i => i.Name == span.Name && i.What == "span").ShouldHaveSingleItem().Tags, span.Name);
        collector.Spans.Where(s => s.Scope != Instruments.Name).SelectMany(s => s.Tags.Keys).Distinct().ShouldBeSubsetOf(PlatformTags.Known);
        foreach (var secret in new[] { Name, Phone, IdNumber, Comment, "window", "窗口" })
            collector.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Collector_should_understand_the_other_protocol()
    {
        await using var collector = await Collector.StartAsync(TelemetryOptions.Grpc);
        using var server = Server(collector.Address, ("ApprovalFlow:Telemetry:Protocol", TelemetryOptions.Grpc), ("ApprovalFlow:Telemetry:ServiceName", "county-7"));
        await server.RegisterAsync("GSJ-001-A");
        await Wait.UntilAsync(() => collector.Spans.Any(s => s.Name == "command") && collector.Points.Any(p => p.Name == "approvalflow.commands"), () => $"{collector.Requests} requests came.");
        collector.Spans.First().Service["service.name"].ShouldBe("county-7");
        collector.Headers.ShouldAllBe(h => h == "opensesame");
    }

    [Theory]
    [InlineData(null), InlineData(StatusCodes.Status500InternalServerError), InlineData(-1)]
    public async Task Collector_that_is_silent_ill_or_away_should_hold_up_nothing(int? status)
    {
        await using var collector = await Collector.StartAsync();
        collector.Status = status;
        if (status == -1)
            await collector.DisposeAsync();
        var server = Server(collector.Address, ("ApprovalFlow:Telemetry:TimeoutSeconds", "1"));
        await WorkAsync(server);
        if (status != -1)
            await Wait.UntilAsync(() => collector.Requests > 1, () => "nobody has asked it.");
        (await WorkAsync(server)).CaseNumber.ShouldNotBeNull();
        (await server.Anonymous().GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var stopping = Stopwatch.StartNew();
        server.Dispose();
        // Three seconds for a last attempt at each of the two, side by side; the rest is the server's own.
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Last_spans_should_go_out_when_the_server_stops()
    {
        await using var collector = await Collector.StartAsync();
        string trace;
        using (var server = Server(collector.Address, ("ApprovalFlow:Telemetry:IntervalSeconds", "3600")))
            (_, trace) = await WorkAsync(server);
        collector.Spans.Count(s => s.Trace == trace && s.Name == "command").ShouldBeGreaterThanOrEqualTo(1);
        collector.Points.ShouldContain(p => p.Name == "approvalflow.commands");
    }

    [Fact]
    public async Task Trace_should_be_left_out_when_its_share_is_nothing_whatever_the_caller_says()
    {
        await using var collector = await Collector.StartAsync();
        using (var server = Server(collector.Address, ("ApprovalFlow:Telemetry:Sampling", "0")))
            await WorkAsync(server);
        collector.Spans.ShouldBeEmpty();
        collector.Points.ShouldNotBeEmpty();
    }

    [Fact]
    public void Wrong_settings_should_all_be_named_at_once_and_no_header_repeated()
    {
        var problems = new TelemetryOptions { Endpoint = "collector:4318", Protocol = "json", Headers = "password", Sampling = 2, ServiceName = "", IntervalSeconds = 0, TimeoutSeconds = 100 }.Problems();
        problems.Count.ShouldBe(7);
        problems.ShouldAllBe(p => p.StartsWith("Expected ApprovalFlow:Telemetry:", StringComparison.Ordinal) && !p.Contains("password", StringComparison.Ordinal));
        new TelemetryOptions().Problems().ShouldBeEmpty();
        new TelemetryOptions { Endpoint = "https://collector.example:4318/otlp/", Headers = "authorization=Basic abc==,x-tenant=7" }.Problems().ShouldBeEmpty();
    }
}
