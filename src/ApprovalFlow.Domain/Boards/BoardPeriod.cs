using System.Globalization;

namespace ApprovalFlow.Domain.Boards;

/// <summary>How long one point of a board's course is.</summary>
public enum BoardGrain { Day, Week, Month, Quarter, Year }

/// <summary>Whole days that a board is about, both ends included.</summary>
public sealed record BoardPeriod(DateOnly From, DateOnly To)
{
    /// <summary>A course of more points than this is drawn with longer ones.</summary>
    public const int MostPoints = 366;

    /// <summary>The part of a period that a day lies in.</summary>
    public static DateOnly BeginOf(DateOnly day, BoardGrain grain) => grain switch
    {
        // Weeks begin on Monday.
        BoardGrain.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        BoardGrain.Month => new(day.Year, day.Month, 1),
        BoardGrain.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        BoardGrain.Year => new(day.Year, 1, 1),
        _ => day,
    };

    public static DateOnly NextAfter(DateOnly begin, BoardGrain grain) => grain switch
    {
        BoardGrain.Week => begin.AddDays(7), BoardGrain.Month => begin.AddMonths(1), BoardGrain.Quarter => begin.AddMonths(3), BoardGrain.Year => begin.AddYears(1), _ => begin.AddDays(1),
    };

    /// <summary>The period of that grain that holds a day, whole: also what of it is still to come.</summary>
    public static BoardPeriod Around(DateOnly day, BoardGrain grain)
    {
        var begin = BeginOf(day, grain);
        return new(begin, NextAfter(begin, grain).AddDays(-1));
    }

    /// <summary>The beginnings of the parts, in order; the first may begin before the period does.</summary>
    public IEnumerable<DateOnly> Parts(BoardGrain grain)
    {
        for (var begin = BeginOf(From, grain); begin <= To; begin = NextAfter(begin, grain))
            yield return begin;
    }

    /// <summary>The finest grain, from the one wanted on, that gives no more points than can be drawn.</summary>
    public BoardGrain Fitting(BoardGrain wanted)
    {
        for (var grain = wanted; ; grain++)
            if (grain == BoardGrain.Year || (To.DayNumber - From.DayNumber + 1) / Length(grain) < MostPoints)
                return grain;
    }

    private static int Length(BoardGrain grain) => grain switch { BoardGrain.Week => 7, BoardGrain.Month => 28, BoardGrain.Quarter => 90, BoardGrain.Year => 365, _ => 1 };

    public static string NameOf(DateOnly begin, BoardGrain grain) => grain switch
    {
        BoardGrain.Month => begin.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        BoardGrain.Quarter => $"{begin.Year:0000}-Q{((begin.Month - 1) / 3) + 1}",
        BoardGrain.Year => begin.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => begin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
