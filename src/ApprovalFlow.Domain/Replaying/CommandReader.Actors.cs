using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>People as they were when they acted. Of all the mandates they held, those that let them act are recorded; with these alone they must be able to do it again.</summary>
public static partial class CommandReader
{
    private static Actor Who(ActorStamp stamp) => Who(stamp, Mandates(stamp));

    private static Actor Who(ActorStamp stamp, IReadOnlyList<Mandate> mandates) => stamp.For is { } principal
        ? new(stamp.UserId, stamp.Name, []) { ActsFor = [new(principal.UserId, principal.Name, mandates)] }
        : new(stamp.UserId, stamp.Name, mandates);

    private static Mandate[] Mandates(ActorStamp stamp, string? region = null) => stamp.Role is { } role ? [new(role, stamp.DepartmentId, region)] : [];

    /// <summary>Somebody who handles cases, although the record does not say in which role: help and advice may come from any.</summary>
    /// <param name="otherThan">The role that the record would have named.</param>
    private static Actor Staff(ActorStamp stamp, string? otherThan = null) => HumanInputs.Roles.Any(r => r.Name == stamp.Role)
        ? Who(stamp)
        : Who(stamp, [.. Mandates(stamp), new(HumanInputs.Roles.First(r => r.Name != otherThan).Name)]);

    /// <summary>Whoever completed a task, with the mandates by which further steps passed at once.</summary>
    private static Actor Completer(TaskCompleted done, ActorStamp? asked, Reading reading)
    {
        IEnumerable<(ActorStamp Stamp, string? Region)> stamps = reading.Line.All<TaskCompleted>("task-completed").Where(t => t.Repeats is not null && t.By.UserId == done.By.UserId)
            .Prepend(done).Select(t => (t.By, reading.CandidateOf(t.TaskId)?.Region));
        if (asked is not null) stamps = stamps.Append((asked, null));
        // The narrower mandate is the one that was recorded where both would have done.
        var mandates = stamps.SelectMany(s => Mandates(s.Stamp, s.Region)).Distinct().OrderBy(m => m.DepartmentId is null).ThenBy(m => m.Region is null);
        return Who(done.By, [.. mandates]);
    }
}
