using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ApprovalFlow.Runtime.Telemetry;

/// <summary>The one meter and the one source of traces of this program, and what it has said under them: names, units and tags are a contract (docs/telemetry.md).</summary>
/// <remarks>Nobody listening, an instrument costs a look at a flag. Tags hold codes and kinds from closed lists; a span may hold a case's number. What people are called, wrote or entered has no place in either.</remarks>
public static class Instruments
{
    public const string Name = "ApprovalFlow";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly ConcurrentBag<Instrument> Made = [];

    /// <summary>Everything declared so far, for whoever holds the contract.</summary>
    public static IReadOnlyCollection<Instrument> All => Made;

    public static Counter<long> Counter(string name, string unit, string description, params string[] tags) => Declare("counter", name, unit, description, tags, () => Meter.CreateCounter<long>(name, unit, description));

    public static Gauge<double> Gauge(string name, string unit, string description, params string[] tags) => Declare("gauge", name, unit, description, tags, () => Meter.CreateGauge<double>(name, unit, description));

    /// <summary>Seconds, from a tenth of a millisecond to ten minutes.</summary>
    public static Histogram<double> Duration(string name, string description, params string[] tags) => Declare("histogram", name, "s", description, tags, () => Meter.CreateHistogram(name, "s", description,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600] }));

    public static Histogram<long> Sizes(string name, string unit, string description, params string[] tags) => Declare("histogram", name, unit, description, tags, () => Meter.CreateHistogram(name, unit, description,
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] }));

    public static Span Span(string name, ActivityKind kind, string description, params string[] tags) => Declare("span", name, kind.ToString().ToLowerInvariant(), description, tags, () => new Span(Source, name, kind));

    /// <summary>A type's name as tags say it: <c>CompleteTask</c> is <c>complete-task</c>.</summary>
    public static string KindOf(object value) => Kinds.GetOrAdd(value.GetType(), type => string.Concat(type.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString())));

    private static readonly ConcurrentDictionary<Type, string> Kinds = [];

    private static TMade Declare<TMade>(string what, string name, string unit, string description, string[] tags, Func<TMade> make)
    {
        Made.Add(new(what, name, unit, description, tags));
        return make();
    }
}

/// <summary>A line of the contract.</summary>
/// <param name="What">counter, gauge, histogram or span.</param>
/// <param name="Unit">As UCUM has it; of a span: its kind.</param>
public sealed record Instrument(string What, string Name, string Unit, string Description, IReadOnlyList<string> Tags);

/// <summary>A kind of span. Starting one answers null when nobody records it.</summary>
public sealed class Span(ActivitySource source, string name, ActivityKind kind)
{
    public Activity? Start() => source.StartActivity(name, kind);

    /// <summary>Under a span of another thread or an earlier time; without one it begins a trace of its own, whatever runs here.</summary>
    public Activity? Under(ActivityContext parent, IEnumerable<ActivityLink>? links = null)
    {
        if (!source.HasListeners())
            return null;
        if (parent == default)
            Activity.Current = null;
        return source.StartActivity(name, kind, parent, links: links);
    }
}

public static class ActivityExtensions
{
    /// <summary>It ended in a way that nobody asked for. Only the kind of the exception is told: its words may hold what people entered.</summary>
    public static void Fail(this Activity? span, Exception exception) => span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);
}
