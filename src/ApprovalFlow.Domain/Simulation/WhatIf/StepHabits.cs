using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>How long steps of one role in one department took in the period: what a step is given that history does not know.</summary>
public sealed class StepHabits
{
    private readonly Dictionary<(string, string?), int> medians;

    private StepHabits(Dictionary<(string, string?), int> medians) => this.medians = medians;

    public static StepHabits None { get; } = new([]);

    /// <summary>Medians, the lower one of two, in working days.</summary>
    public static StepHabits Of(IEnumerable<RecordedCase> cases, WorkCalendar calendar)
    {
        var days = new Dictionary<(string, string?), List<int>>();
        foreach (var step in cases.SelectMany(c => c.Course.Steps))
        {
            if (step is not { Outcome: not null, EndedAt: { } ended, Candidates: [var candidate, ..] }) continue;
            if (calendar.Between(OfficeHours.DayOf(step.OpenedAt), OfficeHours.DayOf(ended)) is not { } taken) continue;
            var key = KeyOf(step.ActivityType, candidate);
            if (!days.TryGetValue(key, out var list)) days[key] = list = [];
            list.Add(taken);
        }
        return new(days.ToDictionary(d => d.Key, d =>
        {
            d.Value.Sort();
            return d.Value[(d.Value.Count - 1) / 2];
        }));
    }

    /// <summary>Working days; where the period knows no such step its whole limit, or none where it has no limit.</summary>
    public int DaysFor(string activityType, Candidate candidate, double? limit) => medians.TryGetValue(KeyOf(activityType, candidate), out var median) ? median : (int)Math.Ceiling(limit ?? 0);

    /// <summary>The applicant's time for corrections is nobody's habit at the window.</summary>
    private static (string, string?) KeyOf(string activityType, Candidate candidate) => activityType == TaskTypes.Correction ? (TaskTypes.Correction, null) : (candidate.Role, candidate.DepartmentId);
}
