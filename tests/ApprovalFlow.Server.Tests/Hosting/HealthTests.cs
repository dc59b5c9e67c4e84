using System.Collections.Concurrent;
using System.Net;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Server.Hosting;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Compliance;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Hosting;

[Collection(ServerCollection.Name)]
public sealed class HealthTests(ServerFixture server)
{
    [Fact]
    public async Task Every_part_should_be_looked_at() =>
        (await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Keys.Order().ShouldBe(["database", "disk", "engine", "feed", "gateways", "ledger", "outbox"]);

    [Theory]
    [InlineData(HealthSetup.All), InlineData(HealthSetup.Live), InlineData(HealthSetup.Ready)]
    public async Task Answer_should_be_one_word_to_everybody(string path)
    {
        var answer = await server.Anonymous().GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBeOneOf("Healthy", "Degraded");
    }

    [Fact]
    public async Task Process_should_live_but_not_be_ready_when_its_database_does_not_answer()
    {
        using var ill = new ServerFixture(null, host => host.ConfigureTestServices(services => services.Configure<HealthCheckServiceOptions>(checks =>
        {
            foreach (var check in checks.Registrations.Where(c => c.Name is "database" or "engine"))
                check.Factory = _ => new Ill();
        })));
        (await ill.Anonymous().GetAsync(HealthSetup.Live)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ill.Anonymous().GetAsync(HealthSetup.Ready)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ill.Anonymous().GetAsync(HealthSetup.All)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Outbox_should_be_degraded_when_its_oldest_effect_has_waited_too_long()
    {
        // Nobody delivers here.
        using var own = new ServerFixture(null, host => host.ConfigureTestServices(services => services.Remove(services.Single(s => s.ImplementationType == typeof(OutboxWorker)))));
        await own.Services.GetRequiredService<ICaseStore>().CommitAsync(Commits.Registered("H-1") with { Outbox = [Commits.Message("H-1", 2)] });
        async Task<HealthStatus> AfterAsync(TimeSpan waiting) => (await new OutboxHealth(own.Services.GetRequiredService<SoundingQuery>(), new ManualTimeProvider(Commits.Noon + waiting)).CheckHealthAsync(new())).Status;
        (await AfterAsync(OutboxHealth.Patience - TimeSpan.FromSeconds(1))).ShouldBe(HealthStatus.Healthy);
        (await AfterAsync(OutboxHealth.Patience)).ShouldBe(HealthStatus.Degraded);
    }

    [Theory]
    [InlineData(null, HealthStatus.Healthy), InlineData(DiskHealth.Little, HealthStatus.Healthy), InlineData(DiskHealth.Little - 1, HealthStatus.Degraded), InlineData(DiskHealth.TooLittle, HealthStatus.Degraded), InlineData(DiskHealth.TooLittle - 1, HealthStatus.Unhealthy)]
    public void Disk_should_be_told_of_before_it_is_full(long? free, HealthStatus status) => DiskHealth.Of(free).Status.ShouldBe(status);

    [Fact]
    public async Task Change_should_be_told_once_in_each_direction()
    {
        var log = new Said();
        var news = new HealthNews(log);
        async Task TellAsync(HealthStatus status) => await news.PublishAsync(new(new Dictionary<string, HealthReportEntry> { ["outbox"] = new(status, "It waits.", TimeSpan.Zero, null, null) }, TimeSpan.Zero), default);
        foreach (var status in new[] { HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Degraded, HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Healthy })
            await TellAsync(status);
        log.Lines.ShouldBe(["Warning Health check outbox is Degraded: It waits.", "Error Health check outbox is Unhealthy: It waits.", "Information Health check outbox is in order again"]);
    }

    private sealed class Ill : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(HealthCheckResult.Unhealthy());
    }

    private sealed class Said : ILogger<HealthNews>
    {
        public ConcurrentQueue<string> Lines { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }
}
