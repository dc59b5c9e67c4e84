using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Differences;

/// <summary>One thing that is otherwise in the second of two definitions.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Text">A sentence for readers of either language.</param>
public sealed record Change(string Code, ChangeWeight Weight, Localized Text)
{
    /// <summary>The activity concerned, as the picture names it; null: the definition as a whole.</summary>
    public string? ActivityId { get; init; }
    /// <summary>Position in the definition taken apart, such as <c>flow:review/limitDays</c>: two changes of one place meet in a merge.</summary>
    public required string Place { get; init; }
}

/// <summary>How much a change matters to the people concerned.</summary>
public enum ChangeWeight
{
    /// <summary>Who acts, how long it takes, what is asked for, which way it goes.</summary>
    Effect,
    /// <summary>Anything else that is said or done.</summary>
    Detail,
    /// <summary>Where things are drawn.</summary>
    Drawing,
}

public enum ChangeMark { Added, Removed, Changed }

/// <summary>What a version asks of people and of time.</summary>
/// <param name="Steps">Steps that people handle.</param>
/// <param name="MostSteps">Counted steps on the path that has most of them.</param>
/// <param name="CriticalDays">Counted working days on the longest path, up to the decision and beyond.</param>
/// <param name="CriticalPath">The steps on it, by their names in Chinese.</param>
/// <param name="Materials">Papers that the applicant hands in.</param>
/// <param name="Visits">Times that officers come to the site.</param>
/// <param name="PromisedDays">Working days; null: not said.</param>
public sealed record FlowEffect(int Steps, int MostSteps, double CriticalDays, IReadOnlyList<string> CriticalPath, int Departments, int Materials, int Visits, double? PromisedDays)
{
    public static FlowEffect None { get; } = new(0, 0, 0, [], 0, 0, 0, null);
}

/// <summary>Two definitions beside each other.</summary>
/// <param name="Changes">What matters most first.</param>
/// <param name="Marks">By activity id of the outermost flowchart, for the two pictures.</param>
public sealed record DefinitionComparison(IReadOnlyList<Change> Changes, FlowEffect Before, FlowEffect After, IReadOnlyDictionary<string, ChangeMark> Marks)
{
    public bool IsEmpty => Changes.Count == 0;
}
