using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>A case for going through it again: its stream is read once, every step after that is computed.</summary>
public sealed class ReplayQuery(ICaseStore store, CaseQuery cases, ApprovalCatalogue catalogue, CaseClocks clocks)
{
    /// <summary>Null when there is no such case.</summary>
    public async Task<ReplayFile?> OpenAsync(string caseNumber, CancellationToken cancellation = default) =>
        await store.LoadAsync(caseNumber, 0, cancellation) is { Events.Count: > 0, Header.RedactedBy: null } stream ? new(stream, cases.Row(stream.Header), catalogue, clocks) : null;
}

/// <summary>A case that is gone through again. Reads nothing more.</summary>
public sealed class ReplayFile
{
    private readonly ApprovalCatalogue catalogue;
    private readonly CaseRow header;
    private readonly IReadOnlyList<string> kinds;
    private readonly ClockContext? clocks;

    internal ReplayFile(CaseStream stream, CaseRow header, ApprovalCatalogue catalogue, CaseClocks clocks)
    {
        (this.header, this.catalogue) = (header, catalogue);
        kinds = [.. stream.Events.Select(e => e.Type)];
        Replay = new([.. stream.Events.Select(e => e.ToRecord())]);
        this.clocks = catalogue.Flow(header.FlowCode) is { } flow && catalogue.Item(flow.ItemCode) is { } item ? clocks.Of(item, flow) : null;
    }

    public string CaseNumber => header.CaseNumber;
    public CaseRow Header => header;
    public CaseReplay Replay { get; }

    /// <summary>What was known, open and due at a moment, or at an instant after it and before the next one.</summary>
    public ReplaySheet At(ReplayMoment moment, DateTimeOffset? instant = null)
    {
        var asOf = instant is { } later && later > moment.At ? later : moment.At;
        var (state, records) = (Replay.StateAt(moment), Replay.Until(moment).ToList());
        var context = clocks is null ? null : ClockQuery.KnownThen(clocks, asOf);
        var row = header with
        {
            Status = state.Status, Result = state.Result, AcceptedAt = state.AcceptedAt, ClosedAt = state.ClosedAt, Due = context is null ? null : ClockBook.PromisedDue(state.Timeline, context.Policy, context.Calendar, asOf),
        };
        var view = CaseViewBuilder.Build(records, kinds, state, row, s => context is null ? new Dictionary<string, DateOnly?>() : TaskDues.Of(s, context.Policy, context.Calendar, asOf), catalogue);
        return new(moment, Replay.Moments.Count, asOf, view, context is null ? null : ClockQuery.Sheet(CaseNumber, state, context, asOf), [.. state.TickingTimers.OrderBy(t => t.ResumeAt)])
        {
            Deeds = [.. view.History.Where(h => h.Sequence >= moment.First && h.Sequence <= moment.Last)],
        };
    }

    public IReadOnlyList<ReplayChange> Changes(ReplayMoment from, ReplayMoment to) => CaseComparison.Of(Replay, from, to);
}

/// <summary>A case as it was.</summary>
/// <param name="Of">How many moments there are.</param>
/// <param name="AsOf">The instant of the clocks.</param>
/// <param name="Timers">Waits that a timer would have ended, the earliest first.</param>
public sealed record ReplaySheet(ReplayMoment Moment, int Of, DateTimeOffset AsOf, CaseView Case, ClockSheet? Clocks, IReadOnlyList<CaseTimer> Timers)
{
    /// <summary>What happened at the moment, with who did it and by which mandate.</summary>
    public IReadOnlyList<HistoryEntry> Deeds { get; init; } = [];
}
