using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Who may read a trip: those who oversee, those who speak for a body that takes part or for a leg's department, and the officers who are named.</summary>
public static class TripAccess
{
    public static bool MayRead(Actor actor, TripState trip) =>
        actor.Mandates.Any(m => Roles.Overseers.Contains(m.Role))
        || Departments(trip).Any(d => TripRules.MaySpeakFor(actor, d))
        || trip.Bodies.Any(b => b.Officers.Any(o => o.UserId == actor.UserId));

    /// <summary>May work with proposals and convene.</summary>
    public static bool IsSpeaker(Actor actor) => actor.Mandates.Any(m => TripRules.Speakers.Contains(m.Role));

    /// <summary>The departments whose trips a list shows; null: all.</summary>
    public static IReadOnlyList<string>? DepartmentsOf(Actor actor)
    {
        var reading = actor.Mandates.Where(m => Roles.Overseers.Contains(m.Role) || TripRules.Speakers.Contains(m.Role)).ToList();
        return reading.Exists(m => m.DepartmentId is null) ? null : [.. reading.Select(m => m.DepartmentId!).Distinct()];
    }

    private static IEnumerable<string> Departments(TripState trip) => trip.Bodies.Select(b => b.DepartmentId).Concat(trip.Legs.Select(l => l.DepartmentId)).Distinct();
}
