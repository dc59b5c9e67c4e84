namespace ApprovalFlow.Domain.Boards;

/// <summary>How often each value occurred. Limits and counted days are whole or half days, so a distribution is small however many cases there are, and percentiles of it are exact.</summary>
public sealed class Distribution
{
    private readonly SortedDictionary<double, long> counts = [];

    public long Count { get; private set; }
    public double Sum { get; private set; }
    public double? Mean => Count == 0 ? null : Sum / Count;

    public void Add(double value, long times = 1)
    {
        counts[value] = counts.GetValueOrDefault(value) + times;
        Count += times;
        Sum += value * times;
    }

    public void Add(Distribution other)
    {
        foreach (var (value, times) in other.counts)
            Add(value, times);
    }

    /// <summary>The smallest value that at least this share of all does not exceed (nearest rank); null when there is none.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public double? Percentile(double share)
    {
        if (Count == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling((share * Count) - 1e-9));
        foreach (var (value, times) in counts)
            if ((rank -= times) <= 0)
                return value;
        return counts.Keys.Last();
    }
}
