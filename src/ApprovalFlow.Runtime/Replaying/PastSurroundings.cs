using System.Collections.Concurrent;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Runtime.Replaying;

/// <summary>Definitions, limits and calendars as they were at any instant, for deciding cases again.</summary>
/// <remarks>Safe to use from several threads. Definitions are compiled once for each calendar, because steps of theirs count days.</remarks>
public sealed class PastSurroundings
{
    /// <summary>A process may follow the old calendar a little longer after a notice was put into force.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly List<Epoch> epochs = [];
    private readonly Surroundings[] surroundings;

    /// <param name="known">The calendar with every notice.</param>
    /// <param name="notices">Those that were put into force here, with when.</param>
    public PastSurroundings(IDefinitionStore definitions, ApprovalCatalogue catalogue, CaseClocks clocks, WorkCalendar known, IEnumerable<(CalendarYear Notice, DateTimeOffset AppliedAt)> notices)
    {
        var applied = notices.OrderByDescending(n => n.AppliedAt).ToList();
        var calendar = known;
        for (var i = 0; i <= applied.Count; i++)
        {
            var at = calendar;
            epochs.Insert(0, new(i < applied.Count ? applied[i].AppliedAt : DateTimeOffset.MinValue, at, clocks.With(at),
                new(definitions, catalogue, ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), () => at))));
            if (i < applied.Count)
                calendar = calendar.Without(applied[i].Notice);
        }
        surroundings = epochs.Count == 1 ? [(hash, _) => epochs[0].Find(hash)] : [(hash, at) => At(at).Find(hash), (hash, at) => At(at - Lag).Find(hash)];
    }

    /// <summary>Decides a case again. Definitions that are not known yet are looked up on the way.</summary>
    public async Task<ReexecutedCase> RunAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellation = default)
    {
        while (true)
        {
            var result = Reexecution.Run(events, surroundings);
            foreach (var epoch in epochs)
                foreach (var hash in result.UnknownDefinitions)
                    await epoch.LoadAsync(hash, cancellation);
            // What another case's run looked up meanwhile was still unknown to this one: only what nobody has is unknown.
            if (result.UnknownDefinitions.All(hash => epochs.TrueForAll(e => e.Find(hash) is null)))
                return result;
        }
    }

    private Epoch At(DateTimeOffset at) => epochs.Last(e => e.From <= at);

    /// <summary>The time in which one calendar was followed.</summary>
    private sealed class Epoch(DateTimeOffset from, WorkCalendar calendar, CaseClocks clocks, DefinitionCatalog definitions)
    {
        private readonly ConcurrentDictionary<string, CaseContext?> contexts = new(StringComparer.Ordinal);

        public DateTimeOffset From => from;
        public CaseContext? Find(string hash) => contexts.GetValueOrDefault(hash);

        public async Task LoadAsync(string hash, CancellationToken cancellation)
        {
            if (contexts.ContainsKey(hash))
                return;
            var found = await definitions.FindAsync(hash, cancellation);
            contexts[hash] = found is null ? null : new(default, found.Graph, found.Flow, found.Item) { Due = (day, limit) => calendar.Due(day, limit).Day, Clocks = clocks.Of(found.Item, found.Flow) };
        }
    }
}
