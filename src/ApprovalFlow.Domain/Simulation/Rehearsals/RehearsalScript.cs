namespace ApprovalFlow.Domain.Simulation.Rehearsals;

/// <summary>What is done in a rehearsal, from the application on: enough to do it again and see the same.</summary>
/// <param name="StartsOn">The day of the application, at nine in the morning.</param>
/// <param name="Form">The item's own form.</param>
public sealed record RehearsalScript(DateOnly StartsOn, IReadOnlyDictionary<string, object?> Form)
{
    /// <summary>Division code of the county that acts; null: none.</summary>
    public string? CountyCode { get; init; }
    public IReadOnlyList<RehearsalMove> Moves { get; init; } = [];

    public RehearsalScript Then(RehearsalMove move) => this with { Moves = [.. Moves, move] };
    public RehearsalScript Back() => this with { Moves = [.. Moves.SkipLast(1)] };
}

public abstract record RehearsalMove
{
    private RehearsalMove() { }

    /// <summary>The oldest open task of a step is completed.</summary>
    public sealed record Complete(string ActivityId, string Outcome) : RehearsalMove
    {
        /// <summary>Values of the step's own fields; what it needs beyond them is made up.</summary>
        public IReadOnlyDictionary<string, object?>? Data { get; init; }
    }

    /// <summary>So many working days go by: what falls due meanwhile happens on its day.</summary>
    public sealed record Wait(int WorkingDays) : RehearsalMove;
}

/// <summary>A rehearsal that is kept with the definition and done again at every publish.</summary>
/// <param name="Name">Unique within the definition.</param>
public sealed record RehearsalScenario(string Name, RehearsalScript Script, RehearsalExpectation Expected);

/// <summary>How a rehearsal stood when it was kept.</summary>
/// <param name="Result">What the case closed as; null: it is open.</param>
/// <param name="Completed">Steps that were completed, in order.</param>
/// <param name="Open">Steps that are open, sorted.</param>
public sealed record RehearsalExpectation(string? Result, IReadOnlyList<string> Completed, IReadOnlyList<string> Open);
