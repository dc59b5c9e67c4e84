using System.Globalization;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Instants as the centre's clock shows them: one time zone for every reader, as the law counts days.</summary>
public sealed class LocalTimes(TimeZoneInfo zone, TimeProvider time)
{
    public DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);
    public DateOnly Today => DateOnly.FromDateTime(At(time.GetUtcNow()).DateTime);

    /// <summary>The instant at which a day begins at the centre.</summary>
    public DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();

    /// <summary>The instant that the centre's clock shows as this date and time.</summary>
    public DateTimeOffset AtLocal(DateTime shown) => new DateTimeOffset(DateTime.SpecifyKind(shown, DateTimeKind.Unspecified), zone.GetUtcOffset(DateTime.SpecifyKind(shown, DateTimeKind.Unspecified))).ToUniversalTime();

    public string Instant(DateTimeOffset instant) => At(instant).ToString(PageTexts.IsChinese ? "yyyy年M月d日 HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);
    /// <summary>For what changes while somebody looks.</summary>
    public string Clock(DateTimeOffset instant) => At(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    public string Day(DateTimeOffset instant) => Day(DateOnly.FromDateTime(At(instant).DateTime));
    public string Day(DateOnly day) => day.ToString(PageTexts.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", CultureInfo.CurrentCulture);
    public string ShortDay(DateOnly day) => day.ToString(PageTexts.IsChinese ? "M月d日" : "d MMM", CultureInfo.CurrentCulture);
}
