using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>The cases of a period as they went, beside how they would have gone.</summary>
/// <param name="Cases">Cases that were replayed.</param>
public sealed record WhatIfReport(int Cases, WhatIfSide Before, WhatIfSide After)
{
    /// <summary>The cases were made up: the flow has no history in the period. Before is then the version in force, taken through the same cases.</summary>
    public bool IsSynthetic { get; init; }
    /// <summary>Cases of the period that still run; they have no end to compare and were left out.</summary>
    public int StillRunning { get; init; }
    /// <summary>Cases whose records could not be read and were left out.</summary>
    public int Unreadable { get; init; }
    /// <summary>Answers that the draft asked for.</summary>
    public long Answers { get; init; }
    /// <summary>Those of them that history does not know.</summary>
    public long SyntheticAnswers { get; init; }
    /// <summary>Cases with at least one answer that history does not know.</summary>
    public int CasesWithSynthetic { get; init; }
    /// <summary>Decided in fewer working days than then.</summary>
    public int Faster { get; init; }
    public int Slower { get; init; }
    public IReadOnlyList<WorkloadChange> Workload { get; init; } = [];
    /// <summary>Cases that would have ended with another result, however many are listed.</summary>
    public int Different { get; init; }
    /// <summary>The first of them by number.</summary>
    public IReadOnlyList<DifferentCase> DifferentCases { get; init; } = [];
}

/// <summary>One of the two sides that are compared.</summary>
public sealed record WhatIfSide
{
    /// <summary>Working days from acceptance to decision.</summary>
    public Spread Days { get; init; } = new(0, 0, 0, 0, 0);
    /// <summary>Working days from receipt to the end.</summary>
    public Spread WholeDays { get; init; } = new(0, 0, 0, 0, 0);
    public double StepsPerCase { get; init; }
    /// <summary>warn, yellow, red, deep-red: what the thresholds in force now call for.</summary>
    public IReadOnlyList<int> Cards { get; init; } = [];
    /// <summary>Steps that ended after their last day.</summary>
    public int LateSteps { get; init; }
    /// <summary>Cases that were not decided within what was promised.</summary>
    public int LateCases { get; init; }
    /// <summary>Cases by result, the most frequent first; an empty name: no end.</summary>
    public IReadOnlyList<ResultCount> Results { get; init; } = [];
}

public sealed record ResultCount(string Result, int Cases);

/// <summary>How whole numbers of days are spread.</summary>
/// <param name="Median">Half of the cases took at most so many.</param>
/// <param name="P90">Nine of ten cases took at most so many.</param>
public sealed record Spread(int Count, double Mean, int Median, int P90, int Max);

/// <summary>What a department (or a county, or a role without a department) had and would have had to do.</summary>
/// <param name="Kind">department, county, role or applicant.</param>
/// <param name="Key">Code of the department, of the division or of the role.</param>
/// <param name="DaysBefore">Working days that its tasks lay open, added up.</param>
public sealed record WorkloadChange(string Kind, string Key, long TasksBefore, long DaysBefore, long TasksAfter, long DaysAfter);

/// <param name="ResultAfter">Null: it would have come to no end.</param>
/// <param name="Why">Where it left its history, what explains the result first.</param>
public sealed record DifferentCase(string CaseNumber, string? ResultBefore, string? ResultAfter, int? DaysBefore, int? DaysAfter, IReadOnlyList<Localized> Why);
