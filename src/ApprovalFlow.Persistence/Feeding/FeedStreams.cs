using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Feeding;

/// <summary>What leaves with the feed: cases, trips, definitions and migration plans. Who read what stays in the house.</summary>
internal static class FeedStreams
{
    public const string Definitions = "def/", Plans = "mig/";

    /// <summary>Streams with lines that have no place in the feed yet.</summary>
    public static async Task<List<string>> BehindAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        var feed = context.Feed;
        List<string> behind = await context.Cases.Where(c => c.Version > (feed.Where(f => f.Stream == c.CaseNumber).Max(f => (long?)f.LastSequence) ?? 0)).Select(c => c.CaseNumber).ToListAsync(cancellation);
        behind.AddRange(await context.Trips.Where(t => t.Version > (feed.Where(f => f.Stream == t.Number).Max(f => (long?)f.LastSequence) ?? 0)).Select(t => t.Number).ToListAsync(cancellation));
        behind.AddRange(await context.DefinitionLives.Where(d => d.Version > (feed.Where(f => f.Stream == Definitions + d.DefinitionId).Max(f => (long?)f.LastSequence) ?? 0)).Select(d => Definitions + d.DefinitionId).ToListAsync(cancellation));
        behind.AddRange(await context.MigrationPlans.Where(p => p.Version > (feed.Where(f => f.Stream == Plans + p.PlanId).Max(f => (long?)f.LastSequence) ?? 0)).Select(p => Plans + p.PlanId).ToListAsync(cancellation));
        return behind;
    }
}
