using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>The clocks of one case, computed from its stream when they are asked for.</summary>
public sealed class ClockQuery(ICaseStore store, ApprovalCatalogue catalogue, CaseClocks clocks, TimeProvider time)
{
    /// <param name="at">Null: now. An earlier instant answers what was shown then.</param>
    public async Task<ClockSheet?> FindAsync(string caseNumber, DateTimeOffset? at = null, CancellationToken cancellation = default)
    {
        var (state, context, asOf) = await LoadAsync(caseNumber, at, cancellation);
        if (state is null)
            return null;
        return Sheet(caseNumber, state, context, asOf);
    }

    /// <summary>Every clock of a case that stands so, at an instant.</summary>
    internal static ClockSheet Sheet(string caseNumber, CaseState state, ClockContext context, DateTimeOffset asOf)
    {
        var readings = ClockBook.Compute(state.Timeline, context.Policy, context.Calendar, asOf);
        return new(caseNumber, asOf, [.. readings.Select(Row)], context.Policy.Choices, state.Pauses, state.Extensions, state.Promises, state.Legs, state.Cards)
        {
            NextHearing = state.Hearings.Count < HearingMoments.All.Count ? HearingMoments.All[Math.Min(state.Hearings.Count, HearingMoments.All.Count - 1)] : null,
            DeemedAcceptedOn = state.DeemedAcceptedOn, LicenceExpiresOn = state.LicenceExpiresOn,
        };
    }

    /// <summary>Null when the case has no such clock at the instant.</summary>
    public async Task<ClockLedgerView?> LedgerAsync(string caseNumber, string code, string id, DateTimeOffset? at = null, CancellationToken cancellation = default)
    {
        var (state, context, asOf) = await LoadAsync(caseNumber, at, cancellation);
        if (state is null || ClockDefinition.Find(code) is not { } clock)
            return null;
        return ClockLedger.Explain(state.Timeline, context.Policy, context.Calendar, asOf, clock.Kind, id) is { } explained
            ? new(Row(explained.Reading), [.. explained.Days.Select(d => new LedgerRow(d.Date, d.Counted, d.Side.ToString().ToLowerInvariant(), d.Code, d.Zh, d.En, d.Article, d.Document))])
            : null;
    }

    private async Task<(CaseState? State, ClockContext Context, DateTimeOffset AsOf)> LoadAsync(string caseNumber, DateTimeOffset? at, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var asOf = at ?? now;
        if (await store.LoadAsync(caseNumber, 0, cancellation) is not { } stream || catalogue.Flow(stream.Header.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
            return (null, null!, asOf);
        var state = CaseAsOf.Of(stream.Events.Select(e => e.ToRecord()), asOf);
        var context = clocks.Of(item, flow);
        return (state.Exists ? state : null, asOf < now ? KnownThen(context, asOf) : context, asOf);
    }

    /// <summary>By the notices that could be known on the day.</summary>
    internal static ClockContext KnownThen(ClockContext context, DateTimeOffset asOf) => context with { Calendar = context.Calendar.KnownOn(OfficeHours.DayOf(asOf)) };

    /// <summary>A reading as pages and the API show it.</summary>
    public static ClockRow Row(ClockReading r) => new(
        r.Clock.Code, r.Id, r.NameZh, r.NameEn, NameOf(r.State), r.Clock.Owner, r.Clock.Article, r.StartedOn, r.LimitDays, r.ExtensionDays, r.Used, r.Remaining, r.Overdue, r.Due)
    {
        EndsAtNoon = r.EndsAtNoon,
        PausedBy = (r.State as ClockState.Paused)?.By, PausedUntil = (r.State as ClockState.Paused)?.Until,
        StoppedAt = (r.State as ClockState.Stopped)?.At, InTime = (r.State as ClockState.Stopped)?.InTime,
        Findings = [.. r.Findings.Concat(r.Refusal is { } refusal ? [refusal] : []).Select(f => new FindingRow(f.Code, f.Zh, f.En)).Distinct()],
    };

    private static string NameOf(ClockState state) => state switch
    {
        ClockState.NotStarted => "not-started", ClockState.Running => "running", ClockState.Paused => "paused", ClockState.Overdue => "overdue", ClockState.Stopped => "stopped", _ => "refused",
    };
}
