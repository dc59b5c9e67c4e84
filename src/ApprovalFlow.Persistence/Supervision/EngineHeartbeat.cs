using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Supervision;

/// <summary>时钟心跳: whoever ticks says so, and whoever watches raises a card when nobody did for a minute.</summary>
/// <remarks>No limit may be missed because the engine that looks at limits stood still unseen. The watch runs beside the ticks, not in them; an engine that was down
/// altogether is seen by the others, and by itself when it comes back.</remarks>
public sealed class EngineHeartbeat(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    public static TimeSpan LongestSilence { get; } = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(10);

    /// <summary>The rule of its cards.</summary>
    public const string Rule = "engine-silent";

    private const string CardPrefix = "ENGINE-";
    private readonly DateTimeOffset started = time.GetUtcNow();
    private DateTimeOffset? last, written;

    /// <summary>One name for each process that ticks.</summary>
    public string Engine { get; init; } = "engine";

    /// <summary>How long nobody has ticked here.</summary>
    public TimeSpan Silence => time.GetUtcNow() - (last ?? started);

    public bool IsAlive => Silence <= LongestSilence;

    /// <summary>A tick has been carried out. Costs a write every ten seconds.</summary>
    public async Task TickedAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        last = now;
        if (written is { } before && now - before < BetweenWrites)
            return;
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var row = await context.Heartbeats.SingleOrDefaultAsync(h => h.Engine == Engine, cancellation);
        if (row is not null && now - row.At > LongestSilence)
            await RaiseAsync(context, Engine, row.At, cancellation);
        foreach (var card in await context.Cards.Where(c => c.CaseNumber == CardPrefix + Engine && c.IsOpen).ToListAsync(cancellation))
            (card.IsOpen, card.Status) = (false, CardStatus.Answered);
        if (row is null)
            context.Heartbeats.Add(new() { Engine = Engine, At = now });
        else
            row.At = now;
        await context.SaveChangesAsync(cancellation);
        written = now;
    }

    /// <summary>Raises a card for every engine that has been silent for too long, once for each silence.</summary>
    public async Task WatchAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var limit = now - LongestSilence;
        foreach (var silent in await context.Heartbeats.AsNoTracking().Where(h => h.At < limit).ToListAsync(cancellation))
            if (silent.Engine != Engine || !IsAlive)
                await RaiseAsync(context, silent.Engine, silent.At, cancellation);
        await context.SaveChangesAsync(cancellation);
    }

    private async Task RaiseAsync(ApprovalFlowContext context, string engine, DateTimeOffset since, CancellationToken cancellation)
    {
        var (number, id) = (CardPrefix + engine, "H" + since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        if (await context.Cards.FindAsync([number, id], cancellation) is not null)
            return;
        var at = Domain.Calendars.OfficeHours.DayOf(since).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " " + Domain.Calendars.OfficeHours.TimeOf(since).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        context.Cards.Add(new StoredCard
        {
            CaseNumber = number, CardId = id, Level = "red", Rule = Rule, CauseZh = $"计时引擎“{engine}”自 {at} 起没有心跳，期限没有人看守。",
            CauseEn = $"Engine '{engine}' has not ticked since {at}; nobody watches the limits.", FlowNameZh = "系统", FlowNameEn = "System", OwnerRole = "administrator",
            RaisedAt = time.GetUtcNow(), Status = CardStatus.Raised, IsOpen = true,
        });
    }
}
