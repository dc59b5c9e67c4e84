using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>A case as it went, in what a draft can be asked about: its application, its steps with their answers, and what people did to the case as a whole.</summary>
/// <param name="Application">What was handed in; the flow is started with it.</param>
public sealed record RecordedCase(CaseEvent.CaseRegistered Application, CaseCourse Course)
{
    /// <summary>Withdrawals, jumps and terminations, in order.</summary>
    public IReadOnlyList<RecordedMove> Moves { get; init; } = [];
    /// <summary>Special procedures, extensions and other dated records that the case's clocks follow, whatever the flow is.</summary>
    public IReadOnlyList<CaseRecord> Dated { get; init; } = [];
    /// <summary>While the case was suspended no timer fired.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Suspensions { get; init; } = [];
    /// <summary>Nobody's case: it was made up, and every step of it takes this share of its limit.</summary>
    public double? LimitShare { get; init; }

    public string CaseNumber => Application.CaseNumber;
}

/// <summary>How a case went, recorded or replayed.</summary>
public sealed record CaseCourse(string CaseNumber, DateTimeOffset RegisteredAt, IReadOnlyList<CaseStep> Steps, CaseTimeline Timeline)
{
    /// <summary>The first acceptance.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
    /// <summary>The decision that stands.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    /// <summary>One of the flow's results; null: it never came to an end.</summary>
    public string? Result { get; init; }
    /// <summary>The last thing that happened.</summary>
    public DateTimeOffset LastAt { get; init; }
}

/// <summary>One execution of a step by people, with everybody's task in it.</summary>
public sealed record CaseStep(string ActivityId, string ActivityType, string NameZh, string NameEn, DateTimeOffset OpenedAt)
{
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Null: the wait was taken away before it was answered, or the step was returned.</summary>
    public string? Outcome { get; init; }
    /// <summary>What was filled in with the outcome.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
    /// <summary>The form as the applicant corrected it here.</summary>
    public IReadOnlyDictionary<string, object?>? Form { get; init; }
    /// <summary>What those who did the step filled in of the application; later conditions see it.</summary>
    public IReadOnlyDictionary<string, object?>? FilledIn { get; init; }
    /// <summary>The task was given up and this earlier step begun anew.</summary>
    public StepName? ReturnedTo { get; init; }
    public bool CancelsSiblings { get; init; }
    /// <summary>Its completion was taken back then.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }
    public double? LimitDays { get; init; }
    public bool Counted { get; init; } = true;
    /// <summary>Who may decide it, by the definition.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];
    public IReadOnlyList<StepTask> Tasks { get; init; } = [];
    /// <summary>Several signed, or could have: the outcome is what their opinions came to.</summary>
    public bool IsSigned { get; init; }
    /// <summary>Position in the stream of what ended it: of two things at one instant the earlier.</summary>
    public long Position { get; init; } = long.MaxValue;
    /// <summary>History does not know this answer.</summary>
    public bool IsSynthetic { get; init; }

    public bool IsAnswered => Outcome is not null || ReturnedTo is not null;
}

/// <summary>A piece of work as it lay with somebody.</summary>
public sealed record StepTask(string TaskId, Candidate Candidate, DateTimeOffset OpenedAt) { public DateTimeOffset? EndedAt { get; init; } }

public enum RecordedMoveKind { Withdraw, Jump, Terminate }

/// <summary>Something done to the case as a whole.</summary>
/// <param name="To">Where a jump led to.</param>
public sealed record RecordedMove(RecordedMoveKind Kind, DateTimeOffset At, long Position, StepName? To = null);
