using System.Diagnostics;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Runtime.Telemetry;

/// <summary>Which span led to what is delivered later: a row of the outbox, a message, a line of the feed, by its key.</summary>
/// <remarks>Kept in this process and for the last few thousand only: what is delivered after a restart, or by another process, begins a trace of its own. Costs nothing while no trace is recorded.</remarks>
public static class Origins
{
    private static volatile RecentlyUsed<string, ActivityContext> known = Empty();

    private static RecentlyUsed<string, ActivityContext> Empty() => new(4_096);

    /// <summary>Traces begin here: what another collector was told of is not known to this one.</summary>
    public static void Forget() => known = Empty();

    /// <summary>What is going on here leads to these.</summary>
    public static void Remember(IEnumerable<string> keys)
    {
        if (Activity.Current is not { Recorded: true } now)
            return;
        foreach (var key in keys)
            known.Set(key, now.Context);
    }

    /// <summary>Default: nobody knows any more, or it was not recorded.</summary>
    public static ActivityContext Of(string key) => known.TryGet(key, out var context) ? context : default;

    /// <summary>The spans that led to several, each once.</summary>
    public static IEnumerable<ActivityLink> Links(IEnumerable<string> keys) => keys.Select(Of).Where(c => c != default).Distinct().Take(64).Select(c => new ActivityLink(c));
}
