using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary><c>Date</c> in UTC throughout: the local getters give the same as the UTC ones. The present moment is the host's <c>now</c>, if it has one.</summary>
internal static class DateLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table([
        .. Part("FullYear", p => p.Year), .. Part("Month", p => p.Month), .. Part("Date", p => p.Day), .. Part("Day", p => p.Weekday), .. Part("Hours", p => p.Hour),
        .. Part("Minutes", p => p.Minute), .. Part("Seconds", p => p.Second), .. Part("Milliseconds", p => p.Millisecond),
        .. Setter("FullYear", 0), .. Setter("Month", 1), .. Setter("Date", 2), .. Setter("Hours", 3), .. Setter("Minutes", 4), .. Setter("Seconds", 5), .. Setter("Milliseconds", 6),
        ("setTime", (run, self, args) => Coerce.Box(Of(self, run).Time = DateText.Clip(Coerce.ToNumber(args.At(0), run)))),
        ("getTime", (run, self, _) => Coerce.Box(Of(self, run).Time)), ("valueOf", (run, self, _) => Coerce.Box(Of(self, run).Time)),
        ("getTimezoneOffset", (run, self, _) => Coerce.Box(0)),
        ("toISOString", (run, self, _) => double.IsNaN(Of(self, run).Time) ? throw run.RangeError("Expected a valid date, but it is invalid.") : run.Text(DateText.ToIso(Of(self, run).Time))),
        ("toJSON", (run, self, _) => double.IsNaN(Of(self, run).Time) ? null : run.Text(DateText.ToIso(Of(self, run).Time))),
        ("toString", (run, self, _) => run.Text(DateText.ToText(Of(self, run).Time))),
        ("toDateString", (run, self, _) => double.IsNaN(Of(self, run).Time) ? "Invalid Date" : run.Text(DateText.ToDateText(Of(self, run).Time))),
        ("toTimeString", (run, self, _) => double.IsNaN(Of(self, run).Time) ? "Invalid Date" : run.Text(DateText.ToTimeText(Of(self, run).Time))),
    ]);

    public static readonly LibraryObject Constructor = Natives.Library("Date", Natives.Table(
        ("parse", (run, _, args) => Parse(Coerce.ToText(args.At(0), run), run)),
        ("now", (run, _, _) => Coerce.Box(Now(run))),
        ("UTC", (run, _, args) => FromParts(run, args))), (run, _, _) => run.Text(DateText.ToText(Now(run))), Construct);

    private static DateValue Of(object? self, Evaluation run) => self as DateValue ?? throw run.TypeError($"Expected a date, but it is {Coerce.Preview(self)}.");

    private static object? Construct(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        run.Allocate(24);
        if (args.Length == 0)
            return new DateValue(Now(run));
        if (args.Length > 1)
            return new DateValue(FromParts(run, args));
        var value = args[0] is DateValue date ? date.Time : Coerce.ToPrimitive(args[0], run, Coerce.Hint.Default);
        return new DateValue(value is string text ? Parse(text, run) : DateText.Clip(Coerce.ToNumber(value, run)));
    }

    private static double Now(Evaluation run)
    {
        if (!HostFunction.TryCall(run, "now", [], out var now))
            throw run.TypeError("Expected a script that does not ask for the present time, but it does and none is given to it.");
        return now is string text ? Parse(text, run) : Coerce.ToNumber(now, run);
    }

    private static double Parse(string text, Evaluation run)
    {
        run.Step(20);
        return DateText.Parse(text);
    }

    private static double FromParts(Evaluation run, ReadOnlySpan<object?> args)
    {
        Span<double> parts = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var i = 0; i < parts.Length && i < args.Length; i++)
            parts[i] = Coerce.ToNumber(args[i], run);
        if (parts[0] is >= 0 and <= 99)
            parts[0] = 1900 + Math.Truncate(parts[0]);
        return DateText.Make(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }

    private static (string, NativeCode)[] Part(string name, Func<DateText.Parts, double> select)
    {
        NativeCode code = (run, self, _) => Of(self, run).Time is var time && double.IsNaN(time) ? double.NaN : Coerce.Box(select(DateText.Split(time)));
        return [("get" + name, code), ("getUTC" + name, code)];
    }

    /// <summary>A setter takes its own part and those after it, up to the day or to the millisecond.</summary>
    private static (string, NativeCode)[] Setter(string name, int first)
    {
        NativeCode code = (run, self, args) =>
        {
            var date = Of(self, run);
            var p = DateText.Split(double.IsNaN(date.Time) ? 0 : date.Time);
            Span<double> parts = [p.Year, p.Month, p.Day, p.Hour, p.Minute, p.Second, p.Millisecond];
            var last = first <= 2 ? 2 : 6;
            for (var i = 0; i < Math.Max(args.Length, 1) && first + i <= last; i++)
                parts[first + i] = Coerce.ToNumber(args.At(i), run);
            date.Time = double.IsNaN(date.Time) && first != 0 ? double.NaN : DateText.Make(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
            return Coerce.Box(date.Time);
        };
        return [("set" + name, code), ("setUTC" + name, code)];
    }
}
