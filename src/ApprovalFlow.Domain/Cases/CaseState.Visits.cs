using System.Collections.Immutable;
using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    private ImmutableList<CaseVisit> visits = [];
    private ImmutableList<CaseTrip> trips = [];

    /// <summary>What legs of this case asked for, in the order asked, as it stands now.</summary>
    public IEnumerable<CaseVisit> Visits => visits.Select(v => v.Status == VisitStatus.Open && Task(v.TaskId)?.Status != CaseTaskStatus.Open ? v with { Status = VisitStatus.Lapsed } : v);

    /// <summary>Trips that this case is or was part of, in the order it joined them.</summary>
    public IReadOnlyList<CaseTrip> Trips => trips;

    /// <summary>缺席默认: the trip that a body was invited to and missed; it may not have the applicant visited again.</summary>
    public CaseTrip? MissedBy(string departmentId) => trips.Find(t => t.Missed.Any(m => m.DepartmentId == departmentId));

    /// <summary>The trip whose opinion a task waits for; null when it waits for none.</summary>
    public CaseTrip? TripOf(string taskId) => trips.Find(t => t.TaskId == taskId && t.IsPending);

    private void Apply(CaseRecord record, CaseEvent.VisitProposed e) =>
        visits = visits.Add(new CaseVisit(record.Sequence, e.TaskId, e.DepartmentId, e.Kind, e.Request, e.By, record.At));

    private void Withdrawn(CaseEvent.VisitProposalWithdrawn e) => Visit(e.TaskId, VisitStatus.Open, v => v with { Status = VisitStatus.Withdrawn });

    private void Apply(CaseEvent.TripNews news)
    {
        if (news is CaseEvent.TripJoined joined)
        {
            trips = trips.Add(new CaseTrip(joined.Trip, joined.Kind, joined.LeadDepartmentId, joined.TaskId, joined.TripSequence));
            if (joined.TaskId is { } task) Visit(task, VisitStatus.Open, v => v with { Status = VisitStatus.Arranged, Trip = joined.Trip });
            return;
        }
        // A case may leave a trip and join it again: the news is for its last part in it.
        var index = trips.FindLastIndex(t => t.Number == news.Trip);
        if (index < 0) throw new ArgumentException($"Expected case '{CaseNumber}' to be part of trip '{news.Trip}', but it is not.");
        var trip = trips[index] with { LastSequence = news.TripSequence };
        trips = trips.SetItem(index, news switch
        {
            CaseEvent.TripScheduled e => trip with { StartsAt = e.StartsAt, EndsAt = e.EndsAt, Place = e.Place },
            CaseEvent.TripInvited e => trip with { Invited = trip.Invited.Contains(e.DepartmentId) ? trip.Invited : trip.Invited.Add(e.DepartmentId) },
            CaseEvent.TripMissed e => trip with { Missed = trip.Missed.Add(e) },
            CaseEvent.TripVisited e => trip with { Visited = e },
            CaseEvent.TripRectification e => trip with { Rectification = e },
            CaseEvent.TripLeft e => trip with { LeftBecause = e.Reason },
            CaseEvent.TripOpinionReceived e => trip with { Opinion = e },
            _ => throw new ArgumentException($"Expected known news of trip '{news.Trip}', but got {news.GetType().Name}."),
        });
        if (trip.TaskId is not { } taskId) return;
        if (news is CaseEvent.TripLeft) Visit(taskId, VisitStatus.Arranged, v => v with { Status = VisitStatus.Open, Trip = null });
        if (news is CaseEvent.TripOpinionReceived) Visit(taskId, VisitStatus.Arranged, v => v with { Status = VisitStatus.Concluded });
    }

    private void Visit(string taskId, VisitStatus status, Func<CaseVisit, CaseVisit> change)
    {
        var index = visits.FindIndex(v => v.TaskId == taskId && v.Status == status);
        if (index >= 0) visits = visits.SetItem(index, change(visits[index]));
    }
}

/// <summary>A leg's wish to have the site seen.</summary>
/// <param name="Sequence">Position of the proposal in the case's stream: with the case number it names the proposal.</param>
public sealed record CaseVisit(long Sequence, string TaskId, string DepartmentId, TripKind Kind, VisitRequest Request, ActorStamp By, DateTimeOffset At)
{
    public VisitStatus Status { get; init; }
    public string? Trip { get; init; }
}

/// <summary>A trip as this case knows it.</summary>
/// <param name="LastSequence">Position of the last news in the trip's stream.</param>
public sealed record CaseTrip(string Number, TripKind Kind, string LeadDepartmentId, string? TaskId, long LastSequence)
{
    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset? EndsAt { get; init; }
    public string? Place { get; init; }
    public ImmutableList<string> Invited { get; init; } = [];
    public ImmutableList<CaseEvent.TripMissed> Missed { get; init; } = [];
    public CaseEvent.TripVisited? Visited { get; init; }
    public CaseEvent.TripRectification? Rectification { get; init; }
    public CaseEvent.TripOpinionReceived? Opinion { get; init; }
    public string? LeftBecause { get; init; }
    public bool IsPending => Opinion is null && LeftBecause is null;
}
