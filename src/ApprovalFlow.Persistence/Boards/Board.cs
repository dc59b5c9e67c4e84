using ApprovalFlow.Domain.Boards;

namespace ApprovalFlow.Persistence.Boards;

/// <summary>What the rows of a board are.</summary>
public enum BoardBy { Department, Item, Flow, Window }

/// <summary>Which cases a board counts.</summary>
public sealed record BoardScope
{
    public string? DepartmentId { get; init; }
    public string? ItemCode { get; init; }
    public string? FlowCode { get; init; }
    /// <summary>The clerk who took it in; empty: what came through the portal.</summary>
    public string? WindowId { get; init; }
}

public sealed record BoardRequest(BoardPeriod Period)
{
    public BoardScope Scope { get; init; } = new();
    public BoardBy By { get; init; } = BoardBy.Department;
    public BoardGrain Grain { get; init; } = BoardGrain.Day;
}

/// <param name="Today">The day that "now" is.</param>
/// <param name="KeptUntil">Everything that this process knew of then is counted; null: what moved while it did not run was not looked for yet.</param>
/// <param name="IsCurrent">The period reaches today, so what is open at its end is what is open now.</param>
/// <param name="StaleBefore">Open cases without an event since the beginning of this day are stale.</param>
/// <param name="Course">Points in order; what is open is carried from one to the next.</param>
public sealed record Board(
    BoardRequest Request, DateOnly Today, DateTimeOffset? KeptUntil, bool IsCurrent, DateOnly StaleBefore, BoardTally Total, IReadOnlyList<BoardRow> Rows, BoardGrain Grain, IReadOnlyList<BoardPoint> Course, IReadOnlyList<ReasonCount> Reasons);

/// <param name="Name">Of a window clerk; null where the catalogue names it.</param>
public sealed record BoardRow(string Key, string? Name, BoardTally Tally);

/// <param name="Open">At the end of the part.</param>
public sealed record BoardPoint(DateOnly Begin, string Name, long Received, long Ended, long InTime, long Late, long Open);

public sealed record ReasonCount(ReasonKind Kind, string Text, int Cases);

/// <summary>What one person did.</summary>
/// <param name="Saved">Limits less used days, over all steps that have a limit.</param>
public sealed record PersonWork(string PersonId, string Name, long Steps, long Cases, long InTime, long Late, double Saved, Distribution Used)
{
    public long Untold => Steps - InTime - Late;
    public double? OnTimeRate => InTime + Late == 0 ? null : (double)InTime / (InTime + Late);
}

/// <summary>Which of a board's cases are listed.</summary>
public enum BoardSelection { Received, Carried, Ended, Late, Refused, Open, Paused, Overdue, Stale }

/// <summary>A case as a board lists it; days are working days.</summary>
/// <param name="WindowId">Who took it in; empty: it came through the portal.</param>
public sealed record BoardCase(
    string CaseNumber, string DepartmentId, string ItemCode, string FlowCode, string WindowId, string? WindowName, DateOnly ReceivedOn, DateOnly? AcceptedOn, DateOnly? EndedOn, string? Result, string? DeciderName,
    double? PromisedDays, double? UsedDays, double? LawDays, double? LawUsedDays, bool? InTime, int? WaitedCalendarDays, DateOnly? Due, string? PausedBy, DateOnly? PausedUntil, DateTimeOffset MovedAt, int YellowCards, int RedCards);
