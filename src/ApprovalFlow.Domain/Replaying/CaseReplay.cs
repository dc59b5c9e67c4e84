using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>A case gone through again: where it stood at each instant at which something happened.</summary>
/// <remarks>Folded once. States in between are kept every few instants and carried on from there, so that a step anywhere costs the same. Pure.</remarks>
public sealed class CaseReplay
{
    private const int BetweenKept = 8;

    private readonly List<CaseState> kept = [];

    /// <param name="records">The whole stream, in order.</param>
    public CaseReplay(IReadOnlyList<CaseRecord> records)
    {
        Records = records;
        List<ReplayMoment> moments = [];
        var state = CaseState.Empty;
        for (var first = 0; first < records.Count;)
        {
            var last = first;
            while (last + 1 < records.Count && records[last + 1].At == records[first].At) last++;
            state = state.Evolve(records.Skip(first).Take(last - first + 1));
            if (moments.Count % BetweenKept == 0) kept.Add(state);
            moments.Add(new(moments.Count + 1, records[first].At, records[first].Sequence, records[last].Sequence));
            first = last + 1;
        }
        Moments = moments;
    }

    public IReadOnlyList<CaseRecord> Records { get; }
    public IReadOnlyList<ReplayMoment> Moments { get; }

    /// <summary>What had happened up to a moment, itself included.</summary>
    public IReadOnlyList<CaseRecord> Until(ReplayMoment moment) => [.. Records.Take((int)(moment.Last - Records[0].Sequence) + 1)];

    /// <summary>Where the case stood when a moment was over.</summary>
    public CaseState StateAt(ReplayMoment moment)
    {
        var from = (moment.Number - 1) / BetweenKept;
        var done = Moments[from * BetweenKept].Last;
        return done == moment.Last ? kept[from] : kept[from].Evolve(Records.Where(r => r.Sequence > done && r.Sequence <= moment.Last));
    }

    /// <summary>The last moment at or before an instant; the first one for whatever lies before it.</summary>
    public ReplayMoment At(DateTimeOffset instant) => Moments.LastOrDefault(m => m.At <= instant) ?? Moments[0];

    /// <summary>The moment that an event belongs to.</summary>
    public ReplayMoment Of(long sequence) => Moments.FirstOrDefault(m => sequence <= m.Last) ?? Moments[^1];

    /// <summary>By its number; what lies outside is brought to the nearest.</summary>
    public ReplayMoment Number(int number) => Moments[Math.Clamp(number, 1, Moments.Count) - 1];
}

/// <summary>An instant at which something happened, with the events of it.</summary>
/// <param name="Number">From 1.</param>
public sealed record ReplayMoment(int Number, DateTimeOffset At, long First, long Last);

/// <summary>A case as it was at an instant, from its events alone.</summary>
public static class CaseAsOf
{
    public static CaseState Of(IEnumerable<CaseRecord> records, DateTimeOffset instant) => CaseState.Fold(records.TakeWhile(r => r.At <= instant));
}
