using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Server.Api;

/// <summary>A trip whole, as the interface shows it. What identifies an applicant stays inside.</summary>
public sealed record TripSheet(
    string Number, long Version, TripKind Kind, TripStatus Status, string Title, string LeadDepartmentId, ActorStamp ConvenedBy, DateTimeOffset ConvenedAt, TripSlot? Slot, string? Place, int Round,
    IReadOnlyList<LegSheet> Legs, IReadOnlyList<TripPaper> Papers, IReadOnlyList<TripBody> Bodies, IReadOnlyList<TripPhoto> Photos)
{
    public string? Partial { get; init; }
    public TripRectificationState? Rectification { get; init; }
    public string? Minutes { get; init; }
    public OpinionSheet? Opinion { get; init; }
    public string? CanceledBecause { get; init; }

    public static TripSheet Of(TripState t) => new(
        t.Number, t.Version, t.Kind, t.Status, t.Title, t.LeadDepartmentId, t.ConvenedBy!, t.ConvenedAt!.Value, t.Slot, t.Place, t.Round,
        [.. t.Legs.Select(l => new LegSheet(l.CaseNumber, l.TaskId, l.DepartmentId, l.ItemCode, l.ItemNameZh, l.ItemNameEn, l.ApplicantName, l.Site, l.From, l.To, l.Points, t.OpenPoints(l))
        {
            Decision = t.Decisions.GetValueOrDefault(l.CaseNumber), HasOpinion = t.Confirmed.ContainsKey(l.CaseNumber), Refusal = t.Confirmed.GetValueOrDefault(l.CaseNumber),
        })], t.Papers, t.Bodies, t.Photos)
    {
        Partial = t.Partial, Rectification = t.Rectification, Minutes = t.Minutes, CanceledBecause = t.CanceledBecause,
        Opinion = t.Opinion is { } o ? new(o.Result, o.Summary, o.By, t.ConcludedAt!.Value, o.Due, t.Views) : null,
    };
}

/// <param name="OpenPoints">Points that nobody has looked at yet.</param>
public sealed record LegSheet(
    string CaseNumber, string? TaskId, string DepartmentId, string ItemCode, string ItemNameZh, string ItemNameEn, string ApplicantName, string Site, DateOnly? From, DateOnly? To, IReadOnlyList<string> Points, int OpenPoints)
{
    public string? Decision { get; init; }
    /// <summary>The case has the opinion, or has refused it for good.</summary>
    public bool HasOpinion { get; init; }
    public string? Refusal { get; init; }
}

/// <param name="Due">Last day on which the opinion was in time.</param>
public sealed record OpinionSheet(TripResult Result, string Summary, ActorStamp By, DateTimeOffset At, DateOnly? Due, IReadOnlyList<TripView> Views);
