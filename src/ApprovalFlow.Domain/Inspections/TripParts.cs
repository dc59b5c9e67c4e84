using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>One case that a trip serves. Written whole when it joins, so that a later change of the catalogue cannot change a replay.</summary>
/// <param name="TaskId">The task that the opinion completes; null when the case only takes part (联席会议).</param>
/// <param name="ApplicantId">Identity number: legs of one applicant may share a trip wherever their sites are.</param>
public sealed record TripLeg(
    string CaseNumber, string? TaskId, string DepartmentId, string ItemCode, string ItemNameZh, string ItemNameEn, string ApplicantName, string ApplicantId, string Site)
{
    /// <summary>The account that must keep out of its own case.</summary>
    public string? ApplicantUserId { get; init; }
    /// <summary>Days that suit; null when any does.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>What there is to look at: the item's review points, in their order.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];
    public IReadOnlyList<TripPaper> Papers { get; init; } = [];
    /// <summary>Bodies that missed an earlier visit of this case.</summary>
    public IReadOnlyList<string> Barred { get; init; } = [];
}

/// <param name="TypeKey">The same document everywhere has the same key.</param>
public sealed record TripPaper(string Code, string TypeKey, string NameZh)
{
    /// <summary>Every document once, in the order of the legs: what is attached to an invitation.</summary>
    public static IReadOnlyList<TripPaper> Merge(IEnumerable<TripLeg> legs) => [.. legs.SelectMany(l => l.Papers).DistinctBy(p => p.TypeKey)];
}

/// <summary>A span of one day.</summary>
public sealed record TripSlot(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>Slots begin and end on these minutes of the hour, so that calendars can be compared piece by piece.</summary>
    public const int PieceMinutes = 30;

    public DateOnly Day => OfficeHours.DayOf(StartsAt);
    public bool Overlaps(TripSlot other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;

    /// <summary>The half hours that it takes: no officer has two trips in one of them.</summary>
    public IEnumerable<DateTimeOffset> Pieces()
    {
        for (var at = StartsAt; at < EndsAt; at = at.AddMinutes(PieceMinutes)) yield return at;
    }
}

/// <summary>A person who goes for a body.</summary>
public sealed record TripOfficer(string UserId, string Name);

/// <summary>Where an officer else is.</summary>
public sealed record BusySlot(string Trip, TripSlot Slot);

public enum CheckResult { Pass, Fail, NotApplicable }

/// <param name="Point">Index among the leg's points, from 0.</param>
public sealed record CheckAnswer(int Point, CheckResult Result) { public string? Remark { get; init; } }

/// <summary>A photo of the trip; its bytes lie in the content store under the hash.</summary>
/// <param name="Hash">SHA-256 of the bytes, hexadecimal.</param>
public sealed record TripPhoto(string Hash, string MediaType, long Bytes, string Name)
{
    public const long MaximumBytes = 8 * 1024 * 1024;
    public const int MaximumPhotos = 60;
    public static IReadOnlyList<string> MediaTypes { get; } = ["image/jpeg", "image/png", "image/webp"];

    public string? Caption { get; init; }
    public string? CaseNumber { get; init; }
}

/// <summary>Where somebody stood when checking in.</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    public bool IsOnEarth => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;
}
