namespace ApprovalFlow.Domain.Simulation;

/// <summary>One course that a case of a flow may take: what is chosen where, and how it must end.</summary>
/// <param name="Name">Kebab-case, unique within the flow.</param>
/// <param name="Choices">Outcomes in the order in which they are chosen; everywhere else the first outcome offered is taken.</param>
public sealed record FlowScenario(string Name, string ExpectedResult, IReadOnlyDictionary<string, object?> Form, IReadOnlyList<ScenarioChoice> Choices)
{
    /// <summary>Of several open tasks the youngest is done first instead of the oldest.</summary>
    public bool YoungestFirst { get; init; }
    public IReadOnlyList<string> MustVisit { get; init; } = [];
    public IReadOnlyList<string> MustSkip { get; init; } = [];

    public override string ToString() => YoungestFirst ? $"{Name} (youngest first)" : Name;
}

public sealed record ScenarioChoice(string ActivityId, string Outcome)
{
    /// <summary>Form fields that come with the outcome: the applicant's corrections.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
}
