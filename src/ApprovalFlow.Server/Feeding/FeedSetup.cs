using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Feeding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApprovalFlow.Server.Feeding;

internal static class FeedSetup
{
    public static void AddFeed(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(FeedOptions.Section).Get<FeedOptions>() ?? new();
        if (options.Problems() is { Count: > 0 } problems)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        services.AddSingleton(options);
        services.AddSingleton<FeedPulse>();
        services.AddSingleton<FeedDesk>();
        // What a receiver answers is looked at, where it sends us is not.
        services.AddSingleton(sp => new FeedPusher(sp.GetRequiredService<FeedQuery>(), sp.GetRequiredService<FeedDeliveries>(),
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan }, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<FeedPusher>>()));
        services.AddHostedService<FeedWorker>();
        services.AddHealthChecks().AddCheck<FeedHealth>("feed");
    }
}

/// <summary>Degraded while a receiver gets nothing: cases go on, and everything reaches it later.</summary>
internal sealed class FeedHealth(FeedDesk desk) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        var silent = (await desk.ListAsync(cancellation)).Where(r => r.Delivery.Stopped || r.FailingFor >= Patience).ToList();
        return silent.Count == 0 ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(" ", silent.Select(r => $"Expected receiver {r.Name} to take the feed, but since {r.Delivery.FailingSince:O} it does not.")));
    }
}
