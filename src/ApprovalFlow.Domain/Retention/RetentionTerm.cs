using System.Globalization;

namespace ApprovalFlow.Domain.Retention;

/// <summary>How long something is kept: <c>P30Y</c>, <c>P6M</c>, <c>P30D</c>, or <c>permanent</c>.</summary>
public sealed record RetentionTerm(int Years, int Months, int Days)
{
    public const string Forever = "permanent";

    /// <summary>永久: an archive must keep it.</summary>
    public static RetentionTerm Permanent { get; } = new(int.MaxValue, 0, 0);
    public bool IsPermanent => Years == int.MaxValue;

    /// <summary>The first day on which it is no longer kept; null: that day never comes.</summary>
    public DateOnly? EndsOn(DateOnly from) => IsPermanent ? null : from.AddYears(Years).AddMonths(Months).AddDays(Days);

    /// <summary>What was written before this instant is no longer kept.</summary>
    public DateTimeOffset Before(DateTimeOffset now) => IsPermanent ? DateTimeOffset.MinValue : now.AddYears(-Years).AddMonths(-Months).AddDays(-Days);

    /// <summary>Null: it is not one.</summary>
    public static RetentionTerm? Read(string text)
    {
        if (text == Forever)
            return Permanent;
        if (text is not ['P', .. var number, var unit] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 200_000)
            return null;
        return unit switch { 'Y' when count <= 200 => new(count, 0, 0), 'M' when count <= 2_400 => new(0, count, 0), 'D' when count <= 73_000 => new(0, 0, count), _ => null };
    }

    public override string ToString() => IsPermanent ? Forever : Years > 0 ? $"P{Years}Y" : Months > 0 ? $"P{Months}M" : $"P{Days}D";
}
